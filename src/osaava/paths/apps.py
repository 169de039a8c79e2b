from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "osaava.paths"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.library.api import house_extras
        from osaava.paths import house

        house_extras.register(house.paths_in_house)
