"""`osaava export FOLDER`: units and paths as Markdown."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from osaava.exchange import operations


class Command(BaseCommand):
    help = "Write units and paths as Markdown with their media into an empty folder (docs/reference/content-format.md)."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--drafts", action="store_true", help="the newest draft of everything instead of what is published")

    def handle(self, *args, folder: Path, drafts, **options):
        try:
            units, paths = operations.export_to(folder, drafts=drafts)
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Wrote {units} units and {paths} paths to {folder}.")
