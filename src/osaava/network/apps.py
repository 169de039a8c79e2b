from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NetworkConfig(AppConfig):
    name = "osaava.network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.base import access
        from osaava.network import constraints, queries, receivers  # noqa: F401  (receivers register themselves)

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
        post_migrate.connect(constraints.install, sender=self, dispatch_uid="network.constraints")
