from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "osaava.learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.capability.api import register_focus
        from osaava.learning import dashboard, extras, receivers  # noqa: F401  (receivers register themselves)
        from osaava.learning.my_path import levels, said
        from osaava.library.api import house_extras, unit_extras
        from osaava.network.api import dashboard_extra
        from osaava.paths.api import path_extras, path_list_extras

        unit_extras.register(extras.on_unit_page)
        house_extras.insert(0, extras.on_house_page)  # first: its journal serves the paths of the house
        path_extras.register(extras.on_path_page)
        path_list_extras.register(extras.on_path_list)
        dashboard_extra(dashboard.tiles)
        levels.register_personal_levels(said.levels_from_assessments)
        register_focus(said.competences_of_goals)
