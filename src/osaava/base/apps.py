from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "osaava.base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.base import collation, housekeeping, triggers  # noqa: F401  (housekeeping registers itself)
        from osaava.base.search import engines

        connection_created.connect(collation.register_on_connection, dispatch_uid="base.collation")
        post_migrate.connect(triggers.install, dispatch_uid="base.revision")
        post_migrate.connect(engines.create, sender=self, dispatch_uid="base.search")
