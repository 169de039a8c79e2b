from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlansConfig(AppConfig):
    name = "osaava.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.capability.api import profile_calls, profile_targets
        from osaava.network.api import dashboard_extra, tell_acts
        from osaava.plans import dashboard, profile, receivers, triggers  # noqa: F401  (receivers register themselves)

        post_migrate.connect(triggers.install, dispatch_uid="plans.triggers", sender=self)
        dashboard_extra(dashboard.tiles)
        tell_acts(dashboard.ACTS)
        profile_targets.register(profile.targets)
        profile_calls.register(profile.call)
