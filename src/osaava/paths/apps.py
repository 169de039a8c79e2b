from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "osaava.paths"
    default_auto_field = "django.db.models.BigAutoField"
