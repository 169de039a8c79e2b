"""The console command `osaava`: a short list of commands with one sentence each, each in a module of its own below `project.commands`.

Commands that are Django management commands (import, export, migrate, …) are passed on. The process that serves is replaced, not
nested, so nothing that was only needed for the start stays in memory.
"""

from __future__ import annotations

import importlib
import os
import sys

COMMANDS = {
    "up": ("up", "Start the campus on this machine: prepare the data folder, serve, run jobs."),
    "serve": ("up", "Serve a prepared campus (production); the same as up without demo and starter loading."),
    "test": ("test", "Run all tests on both databases and both search lanes; 'test fast' runs the quick ones."),
    "check": ("check", "Check code, layers, types, catalogues, tokens and the audit chain."),
    "doctor": ("doctor", "Say what is missing on this machine and what that costs."),
    "backup": ("backup", "Write one file with the whole campus: database and files."),
    "restore": ("backup", "Bring a campus back from a backup file into an empty data folder."),
    "bench": ("bench", "Measure: pages, search, reading, chunking, suggesting, asking, planner, loop, profile, network."),
    "simulate": ("simulate", "Simulate networks with known truth; measure intervals, findings and their errors."),
    "worker": ("worker", "Run jobs in a process of their own."),
    "createadmin": ("createadmin", "Create a platform operator."),
}
PASSED_ON = {
    "import": "Bring in documents, or units and paths from a folder of Markdown.",
    "export": "Write units and paths as Markdown, HTML pages or EPUB.",
    "instruments": "Questionnaires as versioned data: list, load, export, diff, translate-status, from-limesurvey.",
}


def _help() -> int:
    print("osaava COMMAND\n")
    for name, text in [*((n, t) for n, (_m, t) in COMMANDS.items()), *PASSED_ON.items()]:
        print(f"  {name:<12} {text}")
    print("\nEvery command says more with --help. Settings: docs/reference/settings.md")
    return 0


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["osaava", *argv])
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    if not argv or argv[0] in ("help", "--help", "-h"):
        return _help()
    if argv[0] in ("--version", "version"):
        from osaava import __version__

        print(__version__)
        return 0
    if argv[0] in COMMANDS:
        module = importlib.import_module(f"osaava.project.commands.{COMMANDS[argv[0]][0]}")
        try:
            return module.run(argv[0], argv[1:]) or 0
        except KeyboardInterrupt:
            return 130
    return _django(argv)
