"""Reads each document in a process of its own, so that the worst file costs its own child and nothing else.

`read_safely` is the only way the rest of the product reads a foreign file. The child (`python -m osaava.exchange.reading.child`) knows no Django, no
settings and no database address; it limits itself before it opens the file: processor time, address space, size of written files, number of open
files, no network, no further processes, no writing outside its folder. The parent watches the clock and kills on overrun. What comes back is JSON
of limited size, and it is checked like any other foreign input.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from osaava.exchange.reading.archives import Member
from osaava.exchange.reading.document import KINDS, REFUSALS, Document, LeftOut, Piece, Refused
from osaava.exchange.reading.port import LARGEST_FILE

SECONDS = 60
"""Processor time for one document."""
MEGABYTES = 480
"""Address space of the child."""
PATIENCE = 3
"""The clock allows so many times the processor limit, for a busy machine."""
LARGEST_ANSWER = 64_000_000
IMAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_PACKAGES = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Measured:
    """A document and what reading it cost: seconds of processor time and peak megabytes of resident memory in the child."""

    document: Document
    seconds: float
    megabytes: float


class Nursery:
    """The children of a batch, forked from one warm interpreter (`nursery`), which starts when the first one is asked for. Close it at the end."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the interpreter; the next question starts another one."""
        if self.process is not None:
            _end(self.process)
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            self.process = None

    def ask(self, question: dict[str, Any], patience: float) -> tuple[bytes, int]:
        """(answer, exit status) of a child of its own for this question. Raises subprocess.TimeoutExpired after `patience` seconds."""
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.process = _python("nursery", stdout=subprocess.PIPE)
        with tempfile.NamedTemporaryFile(prefix="osaava-answer-") as answer:
            try:
                self.process.stdin.write(json.dumps(question | {"answer": answer.name}).encode() + b"\n")  # type: ignore[union-attr]
                self.process.stdin.flush()  # type: ignore[union-attr]
                child, status = self._number(patience), 0
                try:
                    status = self._number(patience)
                except subprocess.TimeoutExpired:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(child, signal.SIGKILL)
                    raise
            except (OSError, ValueError, subprocess.TimeoutExpired) as error:
                self.close()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise
                return b"", -signal.SIGKILL
            return answer.read(LARGEST_ANSWER + 1), status

    def _number(self, patience: float) -> int:
        """One line of the nursery's. Raises ValueError when it has ended."""
        assert self.process
        assert self.process.stdout
        pipe, line = self.process.stdout, b""
        while not line.endswith(b"\n"):
            if not select.select([pipe], [], [], patience)[0]:
                raise subprocess.TimeoutExpired("nursery", patience)
            if not (letter := os.read(pipe.fileno(), 1)):
                raise ValueError("the nursery has ended")
            line += letter
        return int(line)


def read_safely(path: Path, out: Path, *, name: str = "", root: Path | None = None, nursery: Nursery | None = None) -> Document:
    """The document in `path`; its images lie in the folder `out` (made if missing) afterwards.

    `name` is the file's own name where `path` is a storage name (the extension is judged by it); `root` the folder in which a Markdown file's or a
    page's images may lie; `nursery` where the child comes from when many files are read. Raises Refused with a code of `document.REFUSALS`; nothing
    else is raised for anything a file may hold.
    """
    return read_measured(path, out, name=name, root=root, nursery=nursery).document


def read_measured(
    path: Path, out: Path, *, name: str = "", root: Path | None = None, nursery: Nursery | None = None,
    seconds: int = SECONDS, megabytes: int = MEGABYTES,
) -> Measured:  # fmt: skip
    """The same, with what it cost; `seconds` of processor time and `megabytes` of address space are the child's limits."""
    answer = _ask("read", path, out, name, root, seconds, megabytes, nursery)
    return Measured(_document(answer.get("document"), out), float(answer.get("seconds", 0)), float(answer.get("megabytes", 0)))


def unpack_safely(path: Path, out: Path, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> list[Member]:
    """Take a zip of documents apart into the folder `out`, keeping its folders; returns its files in the order of their names.

    Everything of docs/reference/limits.md about archives is checked first; one bad entry refuses the whole archive ("unsafe-archive",
    "nested-archive", "too-large", "too-many", "encrypted", "broken").
    """
    answer = _ask("unpack", path, out, "", None, seconds, megabytes)
    members = [Member(str(one["name"]), int(one["size"])) for one in answer.get("members", [])]
    inside = out.resolve()
    if any(inside not in (out / one.name).resolve().parents or (out / one.name).is_symlink() for one in members):
        raise Refused("unsafe-archive")
    return members


def _ask(
    action: str, path: Path, out: Path, name: str, root: Path | None, seconds: int, megabytes: int, nursery: Nursery | None = None
) -> dict[str, Any]:
    _look_at_the_file(path)
    out.mkdir(parents=True, exist_ok=True)
    question = {
        "action": action, "path": str(path.absolute()), "out": str(out.resolve()), "name": name, "root": str(root.absolute() if root else ""),
        "seconds": seconds, "megabytes": megabytes,
    }  # fmt: skip
    try:
        answer, status = nursery.ask(question, seconds * PATIENCE) if nursery else _fresh(question, seconds * PATIENCE)
    except subprocess.TimeoutExpired:
        raise Refused("too-slow", f"{seconds} s") from None
    return _understood(answer, status)


def _fresh(question: dict[str, Any], patience: float) -> tuple[bytes, int]:
    """(answer, exit status) of a child that is started for this question alone."""
    with tempfile.TemporaryFile() as answer:
        child = _python("child", stdout=answer)
        try:
            child.communicate(json.dumps(question).encode(), timeout=patience)
        except BrokenPipeError:
            child.wait(timeout=5)
        finally:
            _end(child)
        answer.seek(0)
        return answer.read(LARGEST_ANSWER + 1), child.returncode


def _python(module: str, stdout: Any) -> subprocess.Popen:
    """An interpreter of its own that knows where the code lies and nothing else."""
    return subprocess.Popen(  # noqa: S603  (our own module)
        [sys.executable, "-s", "-P", "-m", f"osaava.exchange.reading.{module}"],
        stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir(), env=_environment(), start_new_session=True,
    )  # fmt: skip


def _look_at_the_file(path: Path) -> None:
    if path.is_symlink():
        raise Refused("link")
    try:
        size = path.stat().st_size
    except OSError:
        raise Refused("broken", "not there") from None
    if not path.is_file():
        raise Refused("unsupported", "not a file")
    if not size:
        raise Refused("empty")
    if size > LARGEST_FILE:
        raise Refused("too-large", f"{LARGEST_FILE // 1_000_000} MB")


def _environment() -> dict[str, str]:
    """What the child may know: where the code lies. No secret, no address, no setting."""
    known = {"PYTHONPATH": str(_PACKAGES), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    return known | {key: os.environ[key] for key in ("PYTHONPYCACHEPREFIX", "SYSTEMROOT") if key in os.environ}


def _end(child: subprocess.Popen) -> None:
    """Kill the child's whole group, whatever it has become, and take its leave."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait(timeout=10)


def _understood(answer: bytes, code: int) -> dict[str, Any]:
    """The child's answer as a dictionary; how it died becomes a Refused."""
    if code == -signal.SIGXCPU:
        raise Refused("too-slow")
    if code == -signal.SIGKILL:
        raise Refused("too-much-memory")  # nobody but the system's memory guard or the processor limit's second stage kills it silently
    if code == -signal.SIGXFSZ or len(answer) > LARGEST_ANSWER:
        raise Refused("too-large")
    try:
        found = json.loads(answer)
    except ValueError:
        raise Refused("broken", f"the reader ended with {code}") from None
    if refusal := found.get("refused"):
        refused = Refused(refusal if refusal in REFUSALS else "broken", str(found.get("detail", "")))
        refused.megabytes = float(found.get("megabytes", 0))
        raise refused
    return found


def _document(value: Any, out: Path) -> Document:
    """A document out of the child's answer, believed only as far as it can be checked."""
    try:
        document = Document.from_json(value | {})
    except (TypeError, AttributeError, ValueError):
        raise Refused("broken", "the answer has another shape") from None
    _ensure_types(document)
    things: list[Piece | LeftOut] = [*document.pieces, *document.left_out]
    for thing in things:
        _ensure_types(thing)
    if any(piece.kind not in KINDS for piece in document.pieces):
        raise Refused("broken", "a piece of an unknown kind")
    for key, file in document.images.items():
        place = out / file
        if not (IMAGE_NAME.fullmatch(key) and IMAGE_NAME.fullmatch(file)) or place.is_symlink() or not place.is_file():
            raise Refused("broken", "an image that is not there")
    if any(piece.image and piece.image not in document.images for piece in document.pieces):
        raise Refused("broken", "an image that is not there")
    return document


def _ensure_types(thing: Document | Piece | LeftOut) -> None:
    hints = get_type_hints(type(thing))
    for one in fields(thing):
        wanted = hints[one.name]
        kind = getattr(wanted, "__origin__", wanted)
        if kind in (str, int, bool, list, dict) and not isinstance(getattr(thing, one.name), kind):
            raise Refused("broken", "the answer has another shape")
