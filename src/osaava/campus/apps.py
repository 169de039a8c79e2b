from django.apps import AppConfig


class CampusConfig(AppConfig):
    name = "osaava.campus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.campus import house_levels, housekeeping, receivers, search_sources  # noqa: F401  (receivers and housekeeping register themselves)
        from osaava.library.api import house_extras

        search_sources.register()
        house_extras.register(house_levels.house_levels)
