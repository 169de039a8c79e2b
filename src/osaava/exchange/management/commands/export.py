"""`osaava export`: units and paths as a folder of Markdown, as a zip of HTML pages or as an EPUB."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from osaava.base.language import LANGUAGES
from osaava.exchange import offline, operations
from osaava.exchange.formats.writers import WRITERS


class Command(BaseCommand):
    help = (
        "Write units and paths as Markdown with their media into an empty folder (docs/reference/content-format.md), "
        "or published ones as one file: --as html or --as epub."
    )

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, metavar="FOLDER-OR-FILE")
        parser.add_argument("--as", dest="form", choices=["markdown", *WRITERS], default="markdown")
        parser.add_argument("--drafts", action="store_true", help="Markdown only: the newest draft of everything instead of what is published")
        parser.add_argument("--path", default="", metavar="SLUG", help="HTML and EPUB: one path instead of the whole library")
        parser.add_argument("--lang", choices=LANGUAGES, default="fi", help="HTML and EPUB: the language of the file")

    def handle(self, *args, target: Path, form, drafts, path, lang, **options):
        if form == "markdown":
            self._folder(target, drafts)
        elif drafts:
            raise CommandError("Drafts are written as Markdown only. Leave out --drafts, or --as.")
        else:
            self._file(target, form, path, lang)

    def _folder(self, folder: Path, drafts: bool) -> None:
        try:
            units, paths = operations.export_to(folder, drafts=drafts)
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Wrote {units} units and {paths} paths to {folder}.")

    def _file(self, file: Path, form: str, path: str, lang: str) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already. Give another name.")
        try:
            publication = offline.of_path(path, lang) if path else offline.of_library(lang)
        except Http404:
            raise CommandError(f"There is no published path {path!r}.") from None
        file.write_bytes(WRITERS[form].write(publication))
        self.stdout.write(f"Wrote {len(publication.chapters)} units to {file}.")
        for title in publication.left_out:
            self.stdout.write(f"left out   {title}: not in this language")
