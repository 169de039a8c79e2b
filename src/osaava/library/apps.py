from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LibraryConfig(AppConfig):
    name = "osaava.library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from osaava.library import triggers
        from osaava.library.orders import operations  # noqa: F401  receives the library's own news

        post_migrate.connect(triggers.install, dispatch_uid="library.triggers", sender=self)
