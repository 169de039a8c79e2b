from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "osaava.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.exchange import extras
        from osaava.paths.api import path_extras

        path_extras.register(extras.path_files)
