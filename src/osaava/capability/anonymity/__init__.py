"""From the answers of a closed round to what may be shown: one door, `publish`, and `benchmark` for the network.

The rules and why they hold stand in `plan.py` (people) and `benchmarks.py` (organisations); docs/reference/statistics.md tells them to readers.
"""

from osaava.capability.anonymity.benchmarks import CLASS, NETWORK, Benchmark, benchmark
from osaava.capability.anonymity.door import RefusedComparison, publish
from osaava.capability.anonymity.frozen import bands_from_data, bands_to_data, from_data, to_data
from osaava.capability.anonymity.plan import FLOOR, participation
from osaava.capability.anonymity.published import (
    ALL,
    OTHERS,
    Ask,
    Band,
    Cell,
    Change,
    Count,
    Finding,
    FindingKind,
    GroupCard,
    Interval,
    Level,
    Published,
    Reason,
    Refusal,
    Shares,
    Value,
)
from osaava.capability.anonymity.snapshot import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    GroupRows,
    InvalidSnapshot,
    ItemRef,
    Snapshot,
)

__all__ = [
    "ALL",
    "CLASS",
    "DONT_KNOW",
    "FLOOR",
    "NETWORK",
    "NOT_APPLICABLE",
    "OTHERS",
    "Answer",
    "Ask",
    "Band",
    "Benchmark",
    "Cell",
    "Change",
    "Count",
    "Finding",
    "FindingKind",
    "GroupCard",
    "GroupRows",
    "Interval",
    "InvalidSnapshot",
    "ItemRef",
    "Level",
    "Published",
    "Reason",
    "Refusal",
    "RefusedComparison",
    "Shares",
    "Snapshot",
    "Value",
    "bands_from_data",
    "bands_to_data",
    "benchmark",
    "from_data",
    "participation",
    "publish",
    "to_data",
]
