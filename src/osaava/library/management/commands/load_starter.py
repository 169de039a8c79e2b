"""`osaava load_starter`: bring in the starter content of the package. Safe to repeat."""

from django.core.management.base import BaseCommand, CommandError

from osaava.library.operations import load_starter_units
from osaava.themes.api import load_vocabulary


class Command(BaseCommand):
    help = "Load the starter units of the package and publish them. Units that people have edited stay as they are."

    def handle(self, *args, **options):
        load_vocabulary()
        done = load_starter_units()
        self.stdout.write(
            f"{len(done.created)} units created, {len(done.changed)} changed, {len(done.unchanged)} unchanged, "
            f"{len(done.kept)} kept because people edited them."
        )
        for slug, reason in done.refused:
            self.stderr.write(f"{slug}: {reason}")
        if done.refused:
            raise CommandError(f"{len(done.refused)} units could not be loaded.")
