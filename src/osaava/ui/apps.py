from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "osaava.ui"
