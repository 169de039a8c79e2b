"""`osaava import FILE-OR-FOLDER`: units and paths from our own Markdown, and draft units from every other document."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from osaava.exchange import operations
from osaava.exchange.collections import bringing, queries
from osaava.exchange.formats.markdown import folder as own_format
from osaava.exchange.formats.markdown import plain
from osaava.library.api import Licence
from osaava.themes.api import theme_by_key

DEFAULT_OWNER = "osaamiskampus"


class Command(BaseCommand):
    help = (
        "Bring in content. A folder with units/ and paths/ (docs/reference/content-format.md) or osaava.yaml becomes units and paths; "
        "every other document (docx, pptx, odt, pdf, html, md, txt, zip) becomes draft units in a collection. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("place", type=Path, metavar="FILE-OR-FOLDER")
        parser.add_argument("--owner", default="", help=f"key of the organisation that will own the content (documents: {DEFAULT_OWNER})")
        parser.add_argument("--theme", default="auto", help="auto, or the key of the house for all draft units")
        parser.add_argument("--lang", default="auto", choices=("auto", "fi", "sv", "en"), help="language of the documents")
        parser.add_argument("--licence", default="", choices=("", *Licence.values), help="licence of the documents; may be chosen later")
        parser.add_argument("--report", type=Path, help="write the collection's report into this file")
        parser.add_argument("--defaults", type=Path, help="an osaava.yaml outside the folder, for plain Markdown that is read-only")
        parser.add_argument("--publish", action="store_true", help="publish what is ready (units and paths in our own format)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args, place: Path, owner, defaults, **options):
        if not place.exists():
            raise CommandError(f"{place} is not there.")
        refused = 0
        ours = place.is_dir() and (defaults or (place / plain.SETTINGS).is_file() or own_format.looks_like_ours(place))
        if ours:
            refused += self._own_format(place, owner, defaults, options)
        if not ours or own_format.looks_like_ours(place):
            refused += self._documents(place, owner, options, without=bringing.OWN_FOLDERS if ours else ())
        if refused:
            raise CommandError("Some files were refused; everything else was brought in. The lines above say what to put right.")

    def _own_format(self, place: Path, owner: str, defaults, options) -> int:
        try:
            batch = operations.read_folder(place, settings_file=defaults)
        except ValueError as error:
            raise CommandError(str(error)) from None
        operations.import_batch(batch, by=None, owner=owner, publish=options["publish"], dry_run=options["dry_run"])
        counts: dict[str, int] = {}
        for line in batch.lines:
            counts[line.outcome] = counts.get(line.outcome, 0) + 1
            if line.outcome != "unchanged":
                self.stdout.write(f"{line.outcome:<10} {line.source}" + (f": {line.detail}" if line.detail else ""))
        self.stdout.write(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "Nothing was found in the folder.")
        return counts.get("refused", 0)

    def _documents(self, place: Path, owner: str, options, *, without: tuple[str, ...]) -> int:
        files = list(bringing.documents_in(place, without=without))
        if not files:
            if not without:
                self.stdout.write("Nothing was found in the folder.")
            return 0
        if options["dry_run"]:
            for name, _path in files:
                self.stdout.write(f"note       {name}: would be read into draft units")
            return 0
        if options["theme"] != "auto" and theme_by_key(options["theme"]) is None:
            raise CommandError(f"There is no theme “{options['theme']}”.")
        try:
            organisation = bringing.owner_named(owner or DEFAULT_OWNER)
        except ValueError as error:
            raise CommandError(str(error)) from None
        terms = {"language": options["lang"], "theme": options["theme"], "licence": options["licence"]}
        collection = bringing.bring_in(place, owner=organisation, files=files, tell=self.stdout.write, **terms)
        lines = bringing.report_lines(collection)
        if options["report"]:
            options["report"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        for line in lines:
            self.stdout.write(line)
        return queries.report(collection)["totals"]["refused"]
