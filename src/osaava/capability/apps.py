from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CapabilityConfig(AppConfig):
    name = "osaava.capability"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.capability import dashboard, housekeeping, triggers  # noqa: F401  (housekeeping registers itself)
        from osaava.network.api import dashboard_extra, tell_acts

        post_migrate.connect(triggers.install, dispatch_uid="capability.triggers", sender=self)
        dashboard_extra(dashboard.tiles)
        tell_acts(dashboard.ACTS)
