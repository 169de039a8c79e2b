from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "osaava.paths"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.library.api import house_extras, production_extras
        from osaava.paths import house
        from osaava.paths.authoring.production import paths_on_the_list

        house_extras.register(house.paths_in_house)
        production_extras.register(paths_on_the_list)
