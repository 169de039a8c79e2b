"""Finnish and Swedish are complete: every text has its translation, nothing is fuzzy, and the compiled files are fresh."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "osaava"
CATALOGUES = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po"))
COMPLETE = [c for c in CATALOGUES if c.parts[-3] in ("fi", "sv")]


def _id(path: Path) -> str:
    return f"{path.parts[-5]}-{path.parts[-3]}"


@pytest.mark.parametrize("path", COMPLETE, ids=_id)
def test_catalogue_is_complete(path):
    catalogue = polib.pofile(str(path))
    empty = [e.msgid for e in catalogue if not e.obsolete and not (e.msgstr or all(e.msgstr_plural.values() or [""]))]
    fuzzy = [e.msgid for e in catalogue if e.fuzzy]
    assert not empty and not fuzzy, f"Translate in {path.name} of {_id(path)}: empty {empty[:5]}, fuzzy {fuzzy[:5]}"


@pytest.mark.parametrize("path", CATALOGUES, ids=_id)
def test_compiled_catalogue_is_fresh(path):
    def words(entries):
        return {(e.msgctxt, e.msgid): e.msgstr or dict(e.msgstr_plural) for e in entries if e.msgid and (e.msgstr or any(e.msgstr_plural.values()))}

    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert words(e for e in polib.pofile(str(path)) if not e.obsolete and not e.fuzzy) == words(compiled), "Run django-admin compilemessages."


@pytest.mark.parametrize("app", sorted({p.parts[-5] for p in CATALOGUES}))
def test_no_text_is_missing_from_the_catalogues(app):
    if not shutil.which("xgettext"):
        if os.environ.get("OSAAVA_CI_STRICT"):
            pytest.fail("gettext is missing; in CI nothing may be skipped.")
        pytest.skip("gettext is not installed")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app
        shutil.copytree(SOURCE / app, copy, ignore=shutil.ignore_patterns("tests", "starter", "*.woff2", "vendor", "__pycache__", "migrations"))
        before = {(e.msgctxt, e.msgid) for e in polib.pofile(str(copy / "locale/fi/LC_MESSAGES/django.po")) if not e.obsolete}
        subprocess.run(
            [str(Path(os.sys.executable).with_name("django-admin")), "makemessages", "-l", "fi", "--no-location", "--ignore", "tests/*"],
            cwd=copy, check=True, capture_output=True, env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        )
        after = {(e.msgctxt, e.msgid) for e in polib.pofile(str(copy / "locale/fi/LC_MESSAGES/django.po")) if not e.obsolete}
    assert after <= before, f"Add to the catalogues of {app}: {sorted(m for _c, m in after - before)[:8]}"
