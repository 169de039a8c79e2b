"""Reads of instruments."""

from __future__ import annotations

from osaava.capability.instruments import Shape
from osaava.capability.models import Instrument, InstrumentVersion

_shapes: dict[int, Shape] = {}
_MOST_SHAPES = 50


def all_instruments() -> list[Instrument]:
    """Every instrument with its versions."""
    return list(Instrument.objects.prefetch_related("versions"))


def instrument_version(key: str, number: int) -> InstrumentVersion | None:
    """One version, or None."""
    return InstrumentVersion.objects.select_related("instrument").filter(instrument__key=key, number=number).first()


def latest_version(key: str) -> InstrumentVersion | None:
    """The newest version of an instrument, or None when it is not loaded."""
    return InstrumentVersion.objects.select_related("instrument").filter(instrument__key=key).order_by("-number").first()


def latest_versions_of_kind(kind: str) -> list[InstrumentVersion]:
    """The newest version of each instrument of a kind."""
    newest: dict[int, InstrumentVersion] = {}
    for version in InstrumentVersion.objects.select_related("instrument").filter(instrument__kind=kind).order_by("instrument__key", "number"):
        newest[version.instrument_id] = version
    return list(newest.values())


def sample_statements(language: str) -> dict[str, str]:
    """Theme key -> one statement of the staff view in a language, for those who want to see what is asked."""
    version = latest_version("staff")
    if version is None:
        return {}
    found: dict[str, str] = {}
    for item in shape_of(version.pk).items:
        found.setdefault(item.theme, item.text_for("teachers").in_language(language))
    return found


def shape_of(version_id: int) -> Shape:
    """A version's definition as objects. Kept in memory: a version never changes."""
    shape = _shapes.get(version_id)
    if shape is None:
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        definition = InstrumentVersion.objects.values_list("definition", flat=True).get(pk=version_id)
        shape = _shapes[version_id] = Shape(definition)
    return shape


def forget() -> None:
    """Drop what is kept in memory (between tests, where numbers of rows come again)."""
    _shapes.clear()
