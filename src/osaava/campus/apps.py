from django.apps import AppConfig


class CampusConfig(AppConfig):
    name = "osaava.campus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.campus import housekeeping, receivers, search_sources  # noqa: F401  (receivers and housekeeping register themselves)

        search_sources.register()
