"""Access is declared at the edge: every address of ours carries a mark, and the marks stand in one readable table."""

from pathlib import Path

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from osaava.base.access import mark_of

TABLE = Path(__file__).with_name("access.txt")


def _walk(patterns, namespace=""):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}:{entry.name}" if namespace else str(entry.name), entry.callback
        else:
            inner = f"{namespace}:{entry.namespace}" if namespace and entry.namespace else entry.namespace or namespace
            yield from _walk(entry.url_patterns, inner)


def _table() -> dict[str, str]:
    rows = {}
    for name, view in _walk(get_resolver().url_patterns):
        mark = mark_of(view)
        rows[name] = "UNMARKED" if mark is None else " ".join(filter(None, [mark.kind, mark.permission and mark.permission.value, mark.within]))
    return rows


def test_every_address_has_a_mark():
    unmarked = sorted(name for name, mark in _table().items() if mark == "UNMARKED")
    assert not unmarked, f"Decorate these views with public, signed_in, requires or staff (osaava.base.access): {unmarked}"


def test_marks_are_the_declared_ones():
    declared = dict(line.split("\t") for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    found = _table()
    changed = {name: (declared.get(name), mark) for name, mark in found.items() if declared.get(name) != mark}
    gone = sorted(set(declared) - set(found))
    assert not changed and not gone, (
        "The access table changed. Read the difference; if it is meant, run "
        f"'python -m tests.architecture.write_access'. Changed (declared, found): {changed}. Gone: {gone}"
    )
