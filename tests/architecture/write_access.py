"""Rewrites the declared access table from the code. Read the diff before committing it: it is who may open which page."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from tests.architecture.test_access_marks import TABLE, _table  # noqa: E402

TABLE.write_text(
    "# Address name, then who may open it. Written by 'python -m tests.architecture.write_access', reviewed by people.\n"
    + "".join(f"{name}\t{mark}\n" for name, mark in sorted(_table().items()))
)
