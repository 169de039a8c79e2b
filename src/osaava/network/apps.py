from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "osaava.network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.base import access
        from osaava.network import queries

        access.register_policy(
            access.Policy(
                allows=queries.allows,
                find={
                    "organisation": queries.find_organisation,
                    "theme": queries.find_theme,
                    "network": lambda request, kwargs: None,
                },
            )
        )
