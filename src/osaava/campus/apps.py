from django.apps import AppConfig


class CampusConfig(AppConfig):
    name = "osaava.campus"
    default_auto_field = "django.db.models.BigAutoField"
