"""The child process of `sandbox`: limits itself, does one thing with one file, answers in JSON on standard output, and ends.

Started as `python -m osaava.exchange.reading.child`, with one JSON question on standard input, or forked by the `nursery` of a batch. Imports of
readers come after the limits are set. A Python audit hook refuses sockets, further processes and writing outside the folder for output; it cannot be
taken off again. Where the system allows it, the process also leaves the network altogether (a namespace of its own).
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGEST_WRITTEN = 500_000_000
MOST_OPEN_FILES = 64
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_SET_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES, _KILL = 1, 38, 9
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.kill", "os.symlink", "os.link",
    "pty.", "webbrowser.", "ftplib.", "smtplib.",
)  # fmt: skip


def main() -> None:
    """One question, one answer."""
    question = json.load(sys.stdin)
    answer_to = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not spoil the answer
    answer(question, answer_to)


def answer(question: dict[str, Any], to: int) -> None:
    """Limit this process, do what is asked, write the answer to the open file `to`, and end."""
    os.chdir(question["out"])
    limit(question["seconds"], question["megabytes"])
    die_with_the_parent()
    leave_the_network()
    forbid(Path(question["out"]))
    began = time.process_time()
    found = _answered(lambda: _do(question))
    found |= {"seconds": time.process_time() - began, "megabytes": _peak()}
    with os.fdopen(to, "wb") as out:
        out.write(json.dumps(found).encode())
    os._exit(0)  # nothing a library left to be done at exit is wanted


def _peak() -> float:
    """Most resident memory so far, in megabytes. Not `ru_maxrss`, which begins with the size of the process that gave birth to this one."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def _do(question: dict[str, Any]) -> dict[str, Any]:
    path, out = Path(question["path"]), Path(question["out"])
    if question["action"] == "unpack":
        from osaava.exchange.reading import archives

        return {"members": [vars(one) for one in archives.unpack(path, out)]}
    from osaava.exchange.reading import port

    root = Path(question["root"]) if question["root"] else None
    return {"document": port.read(path, out, name=question["name"], root=root).as_json()}


def _answered(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The work's result, or the code of a refusal: a reader that stumbles over a file has met a broken file."""
    from osaava.exchange.reading.document import Refused

    try:
        return work()
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        return {"refused": "too-much-memory"}
    except RecursionError:
        return {"refused": "broken", "detail": "nested too deep"}
    except Exception as error:
        return {"refused": "too-much-memory" if "memory" in str(error).lower() else "broken", "detail": _where(error)}


def _where(error: Exception) -> str:
    """The kind of mistake and the line of ours it came from; never its message, which may hold words of the document."""
    trace, line = error.__traceback__, ""
    while trace:
        if "osaava" in (name := trace.tb_frame.f_code.co_filename):
            line = f"{Path(name).parent.name}/{Path(name).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} {line}"


def limit(seconds: int, megabytes: int) -> None:
    """Processor time in seconds, address space in megabytes, written bytes, open files; no core dump."""
    wanted = {
        resource.RLIMIT_CPU: (seconds, seconds + 2),
        resource.RLIMIT_AS: (megabytes << 20, megabytes << 20),
        resource.RLIMIT_FSIZE: (LARGEST_WRITTEN, LARGEST_WRITTEN),
        resource.RLIMIT_NOFILE: (MOST_OPEN_FILES, MOST_OPEN_FILES),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, (soft, hard) in wanted.items():
        ceiling = resource.getrlimit(kind)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(kind, (soft, hard))


def die_with_the_parent() -> None:
    """Where the system knows it: be killed when the parent ends, however it ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, _KILL, 0, 0, 0)


def leave_the_network() -> bool:
    """Move to a namespace without a network; False where the system does not let us. Also: gain no rights any more."""
    if not sys.platform.startswith("linux"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return system.unshare(_NEW_NETWORK) == 0 or system.unshare(_NEW_USER | _NEW_NETWORK) == 0


def forbid(out: Path) -> None:
    """From here on Python itself refuses sockets, processes, and writing anywhere but below `out`."""
    inside = os.path.join(os.path.realpath(out), "")

    def watch(event: str, arguments: tuple) -> None:
        if event == "open":
            name, _mode, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if writes and isinstance(name, (str, bytes)) and not os.path.realpath(os.fsdecode(name)).startswith(inside):
                raise PermissionError("writing outside of the folder for output")
        elif event.startswith(_FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
