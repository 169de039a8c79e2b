"""Each file costs its own child at most: hostile ones end in a refusal with a name, and the next file is read as if nothing had been."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest

from osaava.exchange.reading import sandbox
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making


def _code(path, out, **options):
    with pytest.raises(Refused) as refused:
        sandbox.read_measured(path, out, **options)
    return refused.value.code


def test_document_comes_back_with_its_pictures(tmp_path):
    (tmp_path / "kuva.png").write_bytes(making.png())
    (tmp_path / "a.md").write_text("# Hei\n\n![Sininen laatikko](kuva.png)\n\nTeksti.\n")
    measured = sandbox.read_measured(tmp_path / "a.md", tmp_path / "out")
    assert [p.kind for p in measured.document.pieces] == ["heading", "image", "text"]
    (name,) = measured.document.images.values()
    assert (tmp_path / "out" / name).is_file()
    assert 0 < measured.megabytes < 480


def test_file_kept_under_another_name_is_judged_by_its_own(tmp_path):
    (tmp_path / "3f2a").write_text("Teksti.")
    assert sandbox.read_safely(tmp_path / "3f2a", tmp_path / "out", name="-ohje.md").title == "-ohje"
    assert _code(tmp_path / "3f2a", tmp_path / "out", name="ohje.pdf") == "mislabelled"


def test_what_is_no_file_is_refused_before_a_child_is_born(tmp_path):
    (tmp_path / "tyhja.md").touch()
    (tmp_path / "linkki.md").symlink_to(tmp_path / "tyhja.md")
    (tmp_path / "kansio.md").mkdir()
    os.mkfifo(tmp_path / "putki.md")
    with (tmp_path / "iso.md").open("wb") as big:
        big.truncate(300_000_000)
    found = [_code(tmp_path / f"{name}.md", tmp_path / "out") for name in ("tyhja", "linkki", "kansio", "putki", "iso", "puuttuu")]
    assert found == ["empty", "link", "unsupported", "unsupported", "too-large", "broken"]


def test_zip_of_documents_is_taken_apart(tmp_path):
    making.zipped(tmp_path / "a.zip", {"kansio/1.md": "# A", "kansio/2.txt": "B"})
    members = sandbox.unpack_safely(tmp_path / "a.zip", tmp_path / "out")
    assert [one.name for one in members] == ["kansio/1.md", "kansio/2.txt"]
    assert sandbox.read_safely(tmp_path / "out/kansio/1.md", tmp_path / "images").title == "A"


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pptx", "a.zip", "a.pdf"])
def test_bombs_end_in_a_refusal_and_the_next_file_is_read(tmp_path, name):
    if name == "a.pdf":
        (tmp_path / name).write_bytes(b"%PDF-1.7\n" + b"<<" * 200_000)
    else:
        making.zipped(tmp_path / name, {"[Content_Types].xml": "x", "word/document.xml": b" " * 60_000_000})
    with pytest.raises(Refused) as caught:
        sandbox.read_safely(tmp_path / name, tmp_path / "out")
    assert caught.value.code in ("unsafe-archive", "too-large", "broken", "mislabelled")
    assert 0 < caught.value.megabytes < 512
    (tmp_path / "b.md").write_text("Teksti.")
    assert sandbox.read_safely(tmp_path / "b.md", tmp_path / "out").words_carried == 1


def test_slow_and_greedy_files_are_stopped(tmp_path):
    body = "".join(making.paragraph(f"Kappale {n}") for n in range(60_000))
    path = making.docx(tmp_path / "a.docx", body)
    assert _code(path, tmp_path / "out", seconds=1) == "too-slow"
    assert _code(path, tmp_path / "out", megabytes=60) in ("too-much-memory", "broken")


def test_broken_documents_never_raise_anything_else(tmp_path):
    whole = making.docx(tmp_path / "a.docx", making.paragraph("Teksti.")).read_bytes()
    for cut in (len(whole) // 3, len(whole) - 5):
        (tmp_path / "b.docx").write_bytes(whole[:cut])
        assert _code(tmp_path / "b.docx", tmp_path / "out") in ("broken", "unsafe-archive")


def _in_a_child(tmp_path, code):
    """What a hostile document could try, once it runs code inside a reader."""
    before = f"from pathlib import Path\nfrom osaava.exchange.reading import child\nchild.limit(5, 480)\nchild.leave_the_network()\nchild.forbid(Path({str(tmp_path)!r}))\n"
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": ""}
    return subprocess.run([sys.executable, "-c", before + textwrap.dedent(code)], env=environment, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/osaava-should-not-be', 'w')",
        "import os; os.symlink('/etc/passwd', {inside!r})",
    ],
)
def test_child_reaches_nobody_and_writes_nowhere_else(tmp_path, code):
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = _in_a_child(tmp_path, code.format(port=server.getsockname()[1], inside=str(tmp_path / "x")))
    assert done.returncode != 0
    assert "PermissionError" in done.stderr
    assert not os.path.exists("/tmp/osaava-should-not-be")


def test_child_may_write_into_its_folder(tmp_path):
    done = _in_a_child(tmp_path, f"open({str(tmp_path / 'x')!r}, 'w').write('x')")
    assert done.returncode == 0, done.stderr


def test_child_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("OSAAVA_SECRET_KEY", "kanarialintu")
    assert not any("kanarialintu" in value for value in sandbox._environment().values())


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"not json", b'{"document": []}', b'{"document": {"unknown": 1}}', b'{"document": {"pieces": [{"kind": "evil"}]}}', b'{"document": {"title": 5}}',
        b'{"document": {"images": {"../x": "../x"}}}', b'{"document": {"images": {"a.png": "gone.png"}}}', b'{"document": {"pieces": [{"kind": "image", "image": "a.png"}]}}',
    ],
)  # fmt: skip
def test_answer_of_a_lost_child_is_not_believed(tmp_path, answer):
    with pytest.raises(Refused) as refused:
        sandbox._document(sandbox._understood(answer, 0).get("document"), tmp_path)
    assert refused.value.code == "broken"


def test_waiting_ends_when_the_child_sleeps(tmp_path, monkeypatch):
    """A child that neither works nor ends is killed by the clock."""
    (tmp_path / "osaava/exchange/reading").mkdir(parents=True)
    for folder in ("osaava", "osaava/exchange", "osaava/exchange/reading"):
        (tmp_path / folder / "__init__.py").touch()
    for name in ("child", "nursery"):
        (tmp_path / f"osaava/exchange/reading/{name}.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(sandbox, "_PACKAGES", tmp_path)
    monkeypatch.setattr(sandbox, "PATIENCE", 1)
    (tmp_path / "a.md").write_text("Teksti.")
    began = time.monotonic()
    assert _code(tmp_path / "a.md", tmp_path / "out", seconds=1) == "too-slow"
    with sandbox.Nursery() as nursery:
        assert _code(tmp_path / "a.md", tmp_path / "out", seconds=1, nursery=nursery) == "too-slow"
    assert time.monotonic() - began < 30


@pytest.fixture
def nursery():
    with sandbox.Nursery() as opened:
        yield opened


def test_children_of_a_nursery_read_as_others_do(tmp_path, nursery):
    (tmp_path / "kuva.png").write_bytes(making.png())
    (tmp_path / "a.md").write_text("# Hei\n\n![Sininen laatikko](kuva.png)\n\nTeksti.\n")
    making.docx(tmp_path / "b.docx", making.paragraph("Teksti."))
    for name in ("a.md", "b.docx"):
        alone = sandbox.read_safely(tmp_path / name, tmp_path / f"alone-{name}")
        assert sandbox.read_safely(tmp_path / name, tmp_path / f"batch-{name}", nursery=nursery) == alone
    assert sorted(p.name for p in (tmp_path / "batch-a.md").iterdir()) == sorted(p.name for p in (tmp_path / "alone-a.md").iterdir())


def test_nursery_has_a_child_of_its_own_for_each_file(tmp_path, nursery):
    """One that is slow, one that is greedy and one that is broken cost nothing but themselves."""
    slow = making.docx(tmp_path / "a.docx", "".join(making.paragraph(f"Kappale {n}") for n in range(60_000)))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 not a document")
    (tmp_path / "c.md").write_text("Teksti.")
    assert sandbox.read_safely(tmp_path / "c.md", tmp_path / "out", nursery=nursery).words_carried == 1
    warm = nursery.process.pid
    assert _code(slow, tmp_path / "out", megabytes=60, nursery=nursery) in ("too-much-memory", "broken")
    assert _code(tmp_path / "b.docx", tmp_path / "out", nursery=nursery) in ("broken", "unsafe-archive")
    assert nursery.process.pid == warm
    assert _code(slow, tmp_path / "out", seconds=1, nursery=nursery) == "too-slow"  # where the clock is faster than the processor, it starts anew
    assert sandbox.read_safely(tmp_path / "c.md", tmp_path / "out", nursery=nursery).words_carried == 1


def test_nursery_that_was_killed_starts_again(tmp_path, nursery):
    (tmp_path / "a.md").write_text("Teksti.")
    sandbox.read_safely(tmp_path / "a.md", tmp_path / "out", nursery=nursery)
    os.kill(nursery.process.pid, signal.SIGKILL)
    nursery.process.wait(10)
    assert sandbox.read_safely(tmp_path / "a.md", tmp_path / "out", nursery=nursery).words_carried == 1


def test_readers_know_no_django():
    """A child must start in a moment and hold no settings: nothing that a reader imports may bring the web application in."""
    code = (
        "import importlib, sys\nfrom osaava.exchange.reading import archives, child, nursery, port\n"
        "for one in port.FORMATS: importlib.import_module(f'osaava.exchange.formats.{one.key}.reader')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg', 'sqlite3')))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=sandbox._environment(), capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr
