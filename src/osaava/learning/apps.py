from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "osaava.learning"
    default_auto_field = "django.db.models.BigAutoField"
