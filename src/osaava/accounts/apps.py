from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "osaava.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.accounts import receivers, tasks  # noqa: F401  (they register themselves)
