"""The console command `osaava`."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["osaava", *(sys.argv[1:] if argv is None else argv)])
    return 0
