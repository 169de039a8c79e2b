from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "osaava.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.exchange import extras, housekeeping  # noqa: F401  (housekeeping registers itself)
        from osaava.exchange.production import collections_on_the_list
        from osaava.library.api import production_extras
        from osaava.paths.api import path_extras

        path_extras.register(extras.path_files)
        production_extras.register(collections_on_the_list)
