"""What an operator or a colleague may rely on is written down: settings, permissions, facts, commands."""

import dataclasses
import importlib
import inspect
from pathlib import Path

from osaava.base.access import Permission
from osaava.project.cli import COMMANDS, PASSED_ON
from osaava.project.env import Environment

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_every_setting_is_documented():
    text = (REFERENCE / "settings.md").read_text()
    missing = [f.name for f in dataclasses.fields(Environment) if f"OSAAVA_{f.name}" not in text]
    assert not missing, f"Describe in docs/reference/settings.md: {missing}"


def test_every_permission_is_documented():
    text = (REFERENCE / "permissions.md").read_text()
    missing = [p.value for p in Permission if p.value not in text]
    assert not missing, f"Describe in docs/reference/permissions.md: {missing}"


def test_every_command_is_documented():
    text = (REFERENCE / "commands.md").read_text()
    missing = [name for name in [*COMMANDS, *PASSED_ON] if f"osaava {name}" not in text]
    assert not missing, f"Describe in docs/reference/commands.md: {missing}"


def test_every_fact_is_documented():
    text = (REFERENCE / "facts.md").read_text()
    missing = []
    for path in sorted((ROOT / "src" / "osaava").glob("*/facts.py")):
        if path.parent.name == "base":
            continue
        module = importlib.import_module(f"osaava.{path.parent.name}.facts")
        missing += [n for n, c in inspect.getmembers(module, inspect.isclass) if dataclasses.is_dataclass(c) and n not in text]
    assert not missing, f"Describe in docs/reference/facts.md: {missing}"
