from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "osaava.exchange"
    default_auto_field = "django.db.models.BigAutoField"
