"""One warm interpreter from which the children of a batch are forked: the libraries are loaded once, each file still has a process of its own.

Started by `sandbox.Nursery` as `python -m osaava.exchange.reading.nursery`. It opens no document and writes no file itself. For each question (a line
of JSON on standard input, as `child` takes it, with the file for the answer in `answer`) it forks; the child leaves the nursery's pipes, becomes the
head of a group of its own, and goes on exactly as a child that was started afresh. Two lines go back: the child's number, and its exit status.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from osaava.exchange.reading import archives, child, port


def main() -> None:
    """Fork a child for each line until standard input ends."""
    for one in {one.key for one in port.FORMATS}:
        importlib.import_module(f"osaava.exchange.formats.{one}.reader")
    assert archives  # loaded for the children
    child.die_with_the_parent()
    for line in sys.stdin.buffer:
        question = json.loads(line)
        number = os.fork()
        if not number:
            _be_a_child(question)
        _say(number)
        _say(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]))


def _say(number: int) -> None:
    os.write(1, f"{number}\n".encode())


def _be_a_child(question: dict[str, Any]) -> None:
    """From here on the process is one file's child and never comes back."""
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        child.answer(question, os.open(question["answer"], os.O_WRONLY))
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
