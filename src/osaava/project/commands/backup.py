"""`osaava backup FILE.zip` and `osaava restore FILE.zip`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def run(name: str, argv: list[str]) -> int:
    """Write or read one backup file; exit status 1 with one sentence when it cannot be done."""
    parser = argparse.ArgumentParser(prog=f"osaava {name}")
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, help="data folder (default: OSAAVA_DATA or data)")
    if name == "restore":
        parser.add_argument("--erased", type=Path, help="ledger of people erased since the backup (erasures.txt of the old data folder)")
    options = parser.parse_args(argv)
    if options.data:
        os.environ["OSAAVA_DATA"] = str(options.data.resolve())
    import django

    django.setup()
    from django.core.management import call_command

    from osaava.project import backup

    try:
        if name == "backup":
            done = backup.write(options.file)
            print(f"Wrote {options.file}: {done.rows} rows, {done.files} files.")
        else:
            if not options.file.exists():
                raise backup.BackupError(f"{options.file} does not exist.")
            if options.erased and not options.erased.exists():
                raise backup.BackupError(f"{options.erased} does not exist.")
            erased = backup.ledger(options.erased) if options.erased else []
            call_command("migrate", verbosity=0, interactive=False)
            done = backup.read(options.file, erased=erased)
            print(f"Restored {done.rows} rows and {done.files} files; erasures were replayed. Start with: osaava up")
    except backup.BackupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
