"""`osaava bench NAME`: the benchmarks of the folder `bench/` (only in a checkout)."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def run(name: str, argv: list[str]) -> int:
    """Run one benchmark; its own arguments follow its name."""
    names = sorted(p.stem for p in (ROOT / "bench").glob("*.py") if "def run(" in p.read_text(encoding="utf-8"))
    if not argv or argv[0] not in names:
        print(f"osaava bench NAME; names: {', '.join(names) or 'none here (benchmarks are in the source checkout)'}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"bench.{argv[0]}").run(argv[1:]) or 0
