"""`osaava instruments`: list, load, export, compare, draft from LimeSurvey, and look at the translations of questionnaires."""

from contextlib import contextmanager
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError

from osaava.base.language import LANGUAGES
from osaava.capability import instruments, operations, queries
from osaava.capability.instruments import InstrumentError


@contextmanager
def _told():
    """What is wrong with a file becomes the command's error."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
    except InstrumentError as error:
        raise CommandError("\n".join(error.problems)) from None


class Command(BaseCommand):
    help = (
        "Questionnaires as versioned data (docs/guides/instruments.md): list, load FILE, export KEY, diff KEY A B, translate-status [KEY], "
        "from-limesurvey FILE."
    )

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="instruments and their versions")
        acts.add_parser("load", help="check a file and load it as a new version").add_argument("file", type=Path)
        export = acts.add_parser("export", help="write a version as YAML")
        export.add_argument("key")
        export.add_argument("--number", type=int, help="the version; the newest when left out")
        diff = acts.add_parser("diff", help="what changed between two versions")
        diff.add_argument("key")
        diff.add_argument("a", type=int)
        diff.add_argument("b", type=int)
        acts.add_parser("translate-status", help="texts that are missing or may be out of date").add_argument("key", nargs="?", default="")

        lime = acts.add_parser("from-limesurvey", help="write a draft made of a LimeSurvey structure (.lss)")
        lime.add_argument("file", type=Path)
        lime.add_argument("--competences", type=Path, help="YAML file: code of a question, and the competence that it asks about")

    def handle(self, *args, act, **options):
        getattr(self, f"_{act.replace('-', '_')}")(**options)

    def _version(self, key, number=None):
        found = queries.instrument_version(key, number) if number else queries.latest_version(key)
        if found is None:
            raise CommandError(f"There is no instrument {key}{f' {number}' if number else ''}. See osaava instruments list.")
        return found

    def _list(self, **options):
        for instrument in queries.all_instruments():
            for version in instrument.versions.all():
                count = len(queries.shape_of(version.pk).items)
                self.stdout.write(f"{instrument.key:<16} {version.number:>3}  {instrument.kind:<12} {count:>4} items  {version.title}")

    def _load(self, file: Path, **options):
        with _told():
            loaded = operations.load_instrument(data=instruments.parse(file.read_bytes(), file.name), file=file.name, by=None)
        version = loaded.version
        self.stdout.write(f"{version.instrument.key} {version.number} is loaded." if loaded.is_new else "This version is loaded already.")

    def _export(self, key, number, **options):
        self._write(self._version(key, number).definition)

    def _write(self, definition):
        self.stdout.write(yaml.safe_dump(definition, allow_unicode=True, sort_keys=False, width=120))

    def _from_limesurvey(self, file: Path, competences: Path | None, **options):
        with _told():
            chosen = instruments.parse(competences.read_bytes(), competences.name) if competences else {}
            draft = instruments.draft(
                file.read_bytes(), file.name, competences={str(code): str(key) for code, key in chosen.items()}, words=operations.vocabulary()
            )
        self._write(draft.definition)
        for line in draft.left_aside:
            self.stderr.write(f"left aside  {line}")
        for code in draft.without_competence:
            self.stderr.write(f"competence?  {code}: say with --competences which one it asks about, before you load the draft.")

    def _diff(self, key, a, b, **options):
        found = instruments.compare(self._version(key, a).definition, self._version(key, b).definition)
        lines = [f"new       {item}" for item in found.added] + [f"gone      {item}" for item in found.removed]
        lines += [f"reworded  {item} ({', '.join(languages)})" for item, languages in found.reworded.items()]
        lines += [f"changed   {item} ({', '.join(names)})" for item, names in found.settings.items()]
        lines += [f"moved     {item}" for item in found.moved]
        self.stdout.write("\n".join(lines) or "Nothing changed.")

    def _translate_status(self, key, **options):
        for name in [key] if key else [instrument.key for instrument in queries.all_instruments()]:
            version = self._version(name)
            previous = queries.instrument_version(name, version.number - 1)
            status = instruments.translation_status(version.definition, previous.definition if previous else None)
            for language in LANGUAGES:
                missing, stale = status[language]["missing"], status[language]["stale"]
                self.stdout.write(f"{name} {version.number} {language}: {len(missing)} missing, {len(stale)} perhaps out of date")
                for place in missing:
                    self.stdout.write(f"  missing            {place}")
                for place in stale:
                    self.stdout.write(f"  look at it again   {place}")
