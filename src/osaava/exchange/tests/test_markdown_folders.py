"""Content comes in and goes out: the starter content byte for byte, a real course of somebody else, and folders with something wrong in them."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from osaava.exchange import operations
from osaava.library.api import Unit, load_starter_units
from osaava.network.api import Organisation
from osaava.paths.api import Path as LearningPath
from osaava.paths.api import load_starter_paths

ROOT = Path(__file__).resolve().parents[4]
STARTER = ROOT / "src/osaava/library/starter"
COURSE = ROOT / "tests/fixtures/kyberturvallisuus-md"


def _bring_in(folder, **options):
    return operations.import_batch(operations.read_folder(folder), by=None, **options)


def _outcomes(batch, *wanted):
    return [line for line in batch.lines if line.outcome in wanted]


@pytest.fixture
def campus(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    load_starter_units()
    load_starter_paths()


def test_starter_content_leaves_as_it_came(campus, tmp_path):
    units, paths = operations.export_to(tmp_path / "out")
    assert units >= 24
    assert paths == 6
    for file in sorted(STARTER.rglob("*.md")):
        assert (tmp_path / "out" / file.relative_to(STARTER)).read_bytes() == file.read_bytes(), file.relative_to(STARTER)


def test_same_folder_again_changes_nothing(campus):
    batch = _bring_in(STARTER)
    assert not _outcomes(batch, "created", "changed", "refused")


def test_real_course_becomes_units_on_a_path(campus):
    batch = _bring_in(COURSE, publish=True)
    assert not _outcomes(batch, "refused")
    path = LearningPath.objects.get(slug="kyberturvallisuuden-perusteet")
    assert path.published.steps.count() == 9
    unit = Unit.objects.get(slug="cia-kolmio")
    assert unit.published.title == "CIA-kolmio ja muita keskeisiä käsitteitä"
    kinds = [block["kind"] for block in unit.published.texts.get().blocks]
    assert kinds[0] == "link"
    assert "image" in kinds
    assert unit.published.files.get().media.renditions
    assert "Vastuuvapauslauseke" not in str(unit.published.texts.get().blocks)
    assert unit.published.source["title"] == "Security-101"


def test_real_course_twice_changes_nothing(campus):
    _bring_in(COURSE, publish=True)
    assert not _outcomes(_bring_in(COURSE, publish=True), "created", "changed", "published", "refused")


def test_exported_course_with_pictures_comes_back_unchanged(campus, tmp_path):
    _bring_in(COURSE, publish=True)
    operations.export_to(tmp_path / "out")
    assert not _outcomes(_bring_in(tmp_path / "out"), "created", "changed", "refused")


def _plain(folder, text, name="a.md", settings=""):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "osaava.yaml").write_text(
        "format: osaava-folder/1\nlanguage: fi\nthemes: [voimala]\ntarget_groups: [support]\nlicence: CC0-1.0\nowner: osaamiskampus\n" + settings
    )
    return folder


def test_list_with_marked_answers_becomes_a_question(campus, tmp_path):
    text = "# Testi\n\nJohdanto.\n\nMikä on vahvin?\n\n- [ ] Salasana\n- [x] Pääsyavain\n- [ ] PIN\n\nLoppu.\n"
    batch = _bring_in(_plain(tmp_path / "k", text))
    quiz = next(b for b in Unit.objects.get(slug="testi").draft.texts.get().blocks if b["kind"] == "quiz")
    assert quiz["question"] == "Mikä on vahvin?"
    assert [o["correct"] for o in quiz["options"]] == [False, True, False]
    assert any("became a quiz question" in line.detail for line in batch.lines)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bad.md", b"\xff\xfe# x", "not UTF-8"),
        ("nul.md", b"# x\x00y", "not text"),
        ("empty.md", b"", "no text"),
        ("huge.md", b"# x\n" + b"a" * 2_100_000, "larger than"),
    ],
)
def test_broken_file_is_named_and_the_rest_goes_on(campus, tmp_path, name, content, reason):
    folder = _plain(tmp_path / "k", "# Hyvä osio\n\nTekstiä.\n")
    (folder / name).write_bytes(content)
    batch = _bring_in(folder)
    refused = _outcomes(batch, "refused")
    assert [line.source for line in refused] == [name]
    assert reason in refused[0].detail
    assert Unit.objects.filter(slug="hyva-osio").exists()


def test_files_outside_the_folder_are_never_read(campus, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"\x89PNG secret")
    folder = _plain(tmp_path / "k", "# Osio\n\n![kuva](../secret.png)\n\nTekstiä.\n", settings="files: [{file: a.md}, {file: ../secret.png}]\n")
    (folder / "link.md").symlink_to(tmp_path / "secret.png")
    batch = _bring_in(folder)
    assert {line.outcome for line in batch.lines if "secret" in line.detail or "secret" in line.source} <= {"left out", "refused"}
    assert not Unit.objects.get(slug="osio").draft.files.exists()


def test_text_that_tries_to_be_script_stays_text(campus, tmp_path):
    folder = _plain(tmp_path / "k", "# Osio\n\n<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }}\n")
    _bring_in(folder)
    from osaava.library.api import render_markdown

    blocks = Unit.objects.get(slug="osio").draft.texts.get().blocks
    html = "".join(render_markdown(b["markdown"]) for b in blocks if b["kind"] == "text")
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "49" not in html


@pytest.mark.parametrize("text", ["format: other", "- a", "format: osaava-folder/1\nlanguage: fi", "x: [", "format: osaava-folder/1\nsurprise: 1"])
def test_wrong_settings_file_stops_with_a_sentence(tmp_path, text):
    (tmp_path / "osaava.yaml").write_text(text)
    with pytest.raises(ValueError, match=r"osaava\.yaml"):
        operations.read_folder(tmp_path)


def test_unknown_owner_is_said_and_nothing_is_stored(campus, tmp_path):
    before = Unit.objects.count()
    batch = _bring_in(_plain(tmp_path / "k", "# Osio\n\nTekstiä.\n"), owner="ei-ole")
    assert "ei-ole" in _outcomes(batch, "refused")[0].detail
    assert Unit.objects.count() == before


def test_command_says_what_came_of_it(campus, tmp_path, capsys):
    Organisation.objects.create(key="oma", name="Oma opisto")
    call_command("import", str(_plain(tmp_path / "k", "# Osio\n\nTekstiä.\n")), "--owner", "oma", skip_checks=True)
    assert "created" in capsys.readouterr().out
    call_command("export", str(tmp_path / "out"), skip_checks=True)
    with pytest.raises(CommandError, match="not empty"):
        call_command("export", str(tmp_path / "out"), skip_checks=True)


def test_two_files_of_one_name_do_not_overwrite_each_other(campus, tmp_path):
    folder = _plain(tmp_path / "k", "# Lopputesti\n\nEnsimmäinen.\n")
    (folder / "b.md").write_text("# Lopputesti\n\nToinen.\n")
    batch = _bring_in(folder)
    assert "lopputesti" in _outcomes(batch, "refused")[0].detail
    assert Unit.objects.get(slug="lopputesti").versions.count() == 1
    assert not _outcomes(_bring_in(folder), "changed")
