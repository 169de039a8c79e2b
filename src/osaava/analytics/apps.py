from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "osaava.analytics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.analytics import housekeeping, links, receivers  # noqa: F401  (receivers and daily work register themselves)
        from osaava.capability.api import profile_calls
        from osaava.library.api import production_extras, unit_extras
        from osaava.network.api import tell_acts

        profile_calls.register(links.on_profile)
        unit_extras.register(links.on_unit_page)
        production_extras.register(links.on_production)
        tell_acts(links.ACTS)
