from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "osaava.themes"
    default_auto_field = "django.db.models.BigAutoField"
