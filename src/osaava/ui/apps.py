from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "osaava.ui"
    default_auto_field = "django.db.models.BigAutoField"
