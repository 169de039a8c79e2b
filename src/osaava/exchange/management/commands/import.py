"""`osaava import FOLDER`: units and paths from Markdown."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from osaava.exchange import operations


class Command(BaseCommand):
    help = "Bring in units and paths from a folder of Markdown (docs/reference/content-format.md). Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--owner", default="", help="key of the organisation that will own the content")
        parser.add_argument("--defaults", type=Path, help="an osaava.yaml outside the folder, for plain Markdown that is read-only")
        parser.add_argument("--publish", action="store_true", help="publish what is ready")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args, folder: Path, owner, defaults, publish, dry_run, **options):
        try:
            batch = operations.read_folder(folder, settings_file=defaults)
        except ValueError as error:
            raise CommandError(str(error)) from None
        operations.import_batch(batch, by=None, owner=owner, publish=publish, dry_run=dry_run)
        counts: dict[str, int] = {}
        for line in batch.lines:
            counts[line.outcome] = counts.get(line.outcome, 0) + 1
            if line.outcome != "unchanged":
                self.stdout.write(f"{line.outcome:<10} {line.source}" + (f": {line.detail}" if line.detail else ""))
        self.stdout.write(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "Nothing was found in the folder.")
        if counts.get("refused"):
            raise CommandError("Some files were refused; everything else was brought in. The lines above say what to put right.")
