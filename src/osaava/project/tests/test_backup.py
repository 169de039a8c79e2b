"""One file with the whole campus, and the way back. Each test puts a campus together, takes it down and looks at what returns."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scopes_disabled

from osaava.accounts.api import Person, create_person, erase
from osaava.base import audit
from osaava.base.models import ErasedPerson
from osaava.learning.api import complete_unit, save_answer
from osaava.library.api import interactive, load_starter_units, unit_page, visible_units
from osaava.network.api import add_member, create_organisation
from osaava.paths.api import load_starter_paths
from osaava.project import backup

NOTE = "Aino kirjoitti tämän itselleen: 😀 \u2028 ä"


@pytest.fixture
def folder(settings, tmp_path):
    """A data folder of this test's own, with one stored file."""
    settings.MEDIA_ROOT = tmp_path / "files"
    stored = settings.MEDIA_ROOT / "ab" / "cd" / "abcd.webp"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(bytes(range(256)) * 40)
    return tmp_path


@pytest.fixture
def campus(db, folder):
    """Starter content, two people in an organisation, and something learnt and written."""
    load_starter_units()
    load_starter_paths()
    organisation = create_organisation(name="Varalan ammattiopisto", by=None)
    people = {}
    for name in ("Aino", "Eero"):
        people[name] = create_person(email=f"{name.lower()}@varala.example", name=f"{name} Varalainen", password="pitkä-salasana-1")
        add_member(organisation=organisation, person=people[name])
    pages = (unit_page(unit.slug, "fi", people["Aino"]) for unit in visible_units().order_by("pk"))
    page, block = next((p, b) for p in pages for b in interactive(p.blocks) if b["kind"] == "reflection")
    save_answer(by=people["Aino"], page=page, block=block["id"], value=NOTE)
    complete_unit(by=people["Aino"], unit=page.unit, language="fi")
    return people


def _content() -> dict[str, list[str]]:
    """Every row of every table that a backup holds, as text."""
    with scopes_disabled():
        return {
            model._meta.label_lower: [json.dumps(row, cls=backup._Encoder, sort_keys=True) for row in backup._rows(model)]
            for model in backup._tables()
        }


def _take_down(folder: Path) -> None:
    """Empty the database and the folder of files, inside the test's transaction."""
    tables = [m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    keep = {"django_content_type", "auth_permission", "base_revision"}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # no key may be waiting for its check, or PostgreSQL refuses to truncate
            cursor.execute("TRUNCATE " + ", ".join(f'"{t}"' for t in tables if t not in keep) + " CASCADE")
        else:
            for table in tables:
                if table not in keep:
                    cursor.execute(f'DELETE FROM "{table}"')
    for file in (folder / "files").rglob("*"):
        if file.is_file():
            file.unlink()


@pytest.fixture
def made(campus, folder):
    """A backup of the campus."""
    target = folder / "kampus.zip"
    backup.write(target)
    return target


_once: dict[str, bytes] = {}


@pytest.fixture
def sound(db, folder, request):
    """A sound backup beside an empty campus: made once, because a refusal never looks at the database behind it."""
    target = folder / "kampus.zip"
    if not _once:
        request.getfixturevalue("made")
        _once["bytes"] = target.read_bytes()
        _take_down(folder)
    (folder / "files" / "ab" / "cd" / "abcd.webp").unlink(missing_ok=True)
    target.write_bytes(_once["bytes"])
    return target


def _rewrite(source: Path, *, change=None, manifest=None, add=None, leave_out=()) -> Path:
    """A copy of the backup with other members or another manifest; all sums of the ZIP itself are right."""
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name in leave_out:
                continue
            data = old.read(name)
            if name == backup.MANIFEST and manifest:
                content = json.loads(data)
                manifest(content)
                data = json.dumps(content).encode()
            new.writestr(name, change(name, data) if change else data)
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return target


def _refused(source: Path, match: str) -> None:
    with pytest.raises(backup.BackupError, match=match):
        backup.read(source)


def test_round_trip_brings_every_row_and_file_back(made, folder):
    before = _content()
    stored = (folder / "files" / "ab" / "cd" / "abcd.webp").read_bytes()
    _take_down(folder)

    done = backup.read(made)

    assert _content() == before
    assert sum(len(rows) for rows in before.values()) == done.rows
    assert (folder / "files" / "ab" / "cd" / "abcd.webp").read_bytes() == stored
    assert done.files == 1
    assert audit.verify() == []


def test_restored_person_has_password_and_answers(made, folder):
    _take_down(folder)
    backup.read(made)

    aino = Person.objects.get(email="aino@varala.example")
    assert aino.check_password("pitkä-salasana-1")
    answers = [r for r in _content()["learning.answer"] if json.loads(r)["person_id"] == aino.pk]
    assert [json.loads(r)["value"] for r in answers] == [NOTE]


def test_new_rows_after_a_restore_get_new_numbers(made, folder):
    _take_down(folder)
    backup.read(made)

    outi = create_person(email="outi@varala.example", name="Outi Varalainen")

    assert outi.pk > max(Person.objects.exclude(pk=outi.pk).values_list("pk", flat=True))


def test_search_is_made_anew(made, folder):
    from osaava.base.models import SearchEntry

    _take_down(folder)
    backup.read(made)

    assert SearchEntry.objects.filter(kind="unit").exists()


def test_backup_is_for_its_owner_only(made):
    assert made.stat().st_mode & 0o077 == 0


def test_backup_never_overwrites(made):
    with pytest.raises(backup.BackupError, match="never overwritten"):
        backup.write(made)


def test_sessions_stay_out(campus, folder, client):
    client.force_login(campus["Aino"])
    backup.write(folder / "kampus.zip")

    with zipfile.ZipFile(folder / "kampus.zip") as archive:
        assert "tables/django_session.jsonl" not in archive.namelist()


def test_person_erased_before_the_backup_stays_away(campus, folder):
    erase(person=campus["Aino"])
    backup.write(folder / "kampus.zip")
    _take_down(folder)
    backup.read(folder / "kampus.zip")

    assert not Person.objects.filter(email="aino@varala.example").exists()
    assert ErasedPerson.objects.count() == 1


def test_person_erased_after_the_backup_does_not_come_back(made, campus, folder):
    erase(person=campus["Aino"])
    hashes = list(ErasedPerson.objects.values_list("person_hash", flat=True))
    _take_down(folder)

    backup.read(made, erased=hashes)

    assert list(Person.objects.values_list("email", flat=True)) == ["eero@varala.example"]
    stored = json.dumps(_content(), ensure_ascii=False)
    assert "aino@varala.example" not in stored
    assert "Aino Varalainen" not in stored
    assert "kirjoitti tämän itselleen" not in stored
    assert list(ErasedPerson.objects.values_list("person_hash", flat=True)) == hashes


def test_ledger_in_the_data_folder_is_read(made, campus, folder, settings, monkeypatch):
    erase(person=campus["Aino"])
    hashes = list(ErasedPerson.objects.values_list("person_hash", flat=True))
    _take_down(folder)
    monkeypatch.setattr(backup, "LEDGER", str(folder / "erasures.txt"))
    (folder / "erasures.txt").write_text("".join(f"{h}\n" for h in hashes))

    backup.read(made)

    assert not Person.objects.filter(email="aino@varala.example").exists()


def test_file_that_is_no_ledger_is_refused(folder):
    (folder / "erasures.txt").write_text("aino@varala.example\n")

    with pytest.raises(backup.BackupError, match="not a ledger"):
        backup.ledger(folder / "erasures.txt")


def test_truncated_backup_is_refused(sound):
    sound.write_bytes(sound.read_bytes()[: sound.stat().st_size * 2 // 3])

    _refused(sound, "not a whole backup")


@pytest.mark.parametrize("place", [0.1, 0.35, 0.6, 0.85])
def test_flipped_byte_is_refused(sound, folder, place):
    with zipfile.ZipFile(sound) as archive:  # inside the content of a large member, not in unused bytes of the ZIP's own headers
        large = max(archive.infolist(), key=lambda info: info.compress_size)
    data = bytearray(sound.read_bytes())
    data[large.header_offset + 200 + int((large.compress_size - 200) * place)] ^= 0x20
    sound.write_bytes(data)

    _refused(sound, "not a whole backup|damaged|unexpected")


def test_changed_content_with_right_zip_sums_is_refused(sound):
    name = "tables/accounts_person.jsonl"
    changed = _rewrite(sound, change=lambda n, data: data.replace(b"Eero", b"Jaro") if n == name else data)

    _refused(changed, "accounts_person.jsonl in the backup is damaged")


def test_missing_member_is_refused(sound):
    _refused(_rewrite(sound, leave_out={"tables/accounts_person.jsonl"}), "lacks tables/accounts_person.jsonl")


def test_missing_manifest_is_refused(sound):
    _refused(_rewrite(sound, leave_out={backup.MANIFEST}), "no manifest")


def test_extra_member_is_refused(sound):
    _refused(_rewrite(sound, add={"files/ab/more.webp": b"x"}), "manifest does not know")


def test_wrong_row_count_is_refused(sound):
    def lie(manifest):
        manifest["members"]["tables/accounts_person.jsonl"]["rows"] += 1

    _refused(_rewrite(sound, manifest=lie), "rows, the manifest says")


def test_newer_backup_is_refused(sound):
    _refused(_rewrite(sound, manifest=lambda m: m["migrations"]["network"].append("0099_later")), "newer version .network.0099_later")


def test_older_backup_is_refused(sound):
    _refused(_rewrite(sound, manifest=lambda m: m["migrations"]["network"].remove("0001_initial")), "older version")


def test_other_format_is_refused(sound):
    _refused(_rewrite(sound, manifest=lambda m: m.update(format=2)), "format 2")


@pytest.mark.parametrize(
    "name", ["files/../../evil.txt", "../evil.txt", "/etc/evil", "files//tmp/evil.txt", "files/./evil", "files\\..\\evil", "C:/evil", "files/a\nb"]
)
def test_member_that_leads_out_of_the_folder_is_refused(sound, folder, name):
    def know(manifest):
        manifest["members"][name] = {"sha256": hashlib.sha256(b"x").hexdigest(), "size": 1}

    _refused(_rewrite(sound, manifest=know, add={name: b"x"}), "does not belong there")
    assert not list(folder.rglob("*evil*"))


def test_campus_that_is_not_empty_is_left_alone(made, folder):
    before = _content()

    _refused(made, "not empty")

    assert _content() == before


def test_folder_with_files_is_left_alone(sound, folder):
    (folder / "files" / "own.txt").write_text("mine")

    _refused(sound, "not empty")


def test_refusal_leaves_neither_rows_nor_files(sound, folder):
    """A broken audit chain shows only when all is loaded: then everything must go again."""
    name = "tables/base_auditrow.jsonl"
    with zipfile.ZipFile(sound) as archive:
        data = archive.read(name).replace(b"network.membership.started", b"network.membership.stopped")

    def know(manifest):
        manifest["members"][name]["sha256"] = hashlib.sha256(data).hexdigest()

    _refused(_rewrite(sound, manifest=know, change=lambda n, old: data if n == name else old), "audit chain")
    assert not Person.objects.exists()
    assert not [p for p in (folder / "files").rglob("*") if p.is_file()]


def test_row_that_points_nowhere_is_refused(sound):
    name = "tables/network_organisation.jsonl"

    def lose(manifest):
        manifest["members"][name] |= {"sha256": hashlib.sha256(b"").hexdigest(), "size": 0, "rows": 0}

    _refused(_rewrite(sound, manifest=lose, change=lambda n, data: b"" if n == name else data), "foreign key")
    assert not Person.objects.exists()


def test_something_else_is_refused(db, folder):
    (folder / "kampus.zip").write_text("not a backup")

    _refused(folder / "kampus.zip", "not a whole backup")


def _osaava(*argv: str, data: Path) -> subprocess.CompletedProcess:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSAAVA_", "DJANGO_"))}
    environment |= {"OSAAVA_DATA": str(data), "OSAAVA_EMAIL_URL": "memory:", "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.run([sys.executable, "-m", "osaava", *argv], env=environment, capture_output=True, text=True, timeout=300)


def _emails(data: Path) -> list[str]:
    with sqlite3.connect(data / "osaava.sqlite3") as database:
        return [row[0] for row in database.execute("SELECT email FROM accounts_person ORDER BY email")]


def test_commands_move_a_campus_to_another_folder(tmp_path):
    """The operator's way: three data folders, real commands, one person erased after the backup was made."""
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "kampus.zip"
    assert _osaava("migrate", "-v0", data=old).returncode == 0
    create = "[create_person(email=f'{n}@varala.fi', name=n) for n in ('pia', 'aino')]"
    created = _osaava("shell", "-c", f"from osaava.accounts.api import *; {create}", data=old)
    assert created.returncode == 0, created.stderr
    made = _osaava("backup", str(file), data=old)
    assert made.returncode == 0, made.stderr
    erase_aino = "from osaava.accounts.api import *; erase(person=Person.objects.get(email='aino@varala.fi'))"
    erased = _osaava("shell", "-c", erase_aino, data=old)
    assert erased.returncode == 0, erased.stderr

    restored = _osaava("restore", str(file), "--erased", str(old / "erasures.txt"), data=new)

    assert restored.returncode == 0, restored.stderr
    assert _emails(new) == ["pia@varala.fi"]
