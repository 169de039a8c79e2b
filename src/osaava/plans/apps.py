from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlansConfig(AppConfig):
    name = "osaava.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.network.api import dashboard_extra
        from osaava.plans import dashboard, receivers, triggers  # noqa: F401  (receivers register themselves)

        post_migrate.connect(triggers.install, dispatch_uid="plans.triggers", sender=self)
        dashboard_extra(dashboard.tiles)
