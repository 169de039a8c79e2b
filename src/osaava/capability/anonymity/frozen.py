"""A publication as plain data (JSON) and back: made once at closing, kept, and read by every page, document and table that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from osaava.capability.anonymity.benchmarks import Benchmark
from osaava.capability.anonymity.published import (
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

FORMAT = "osaava-published/1"


def to_data(published: Published) -> dict[str, Any]:
    """Everything of a publication, ready for JSON."""
    return {
        "format": FORMAT,
        "round": published.round,
        "organisation": published.organisation,
        "closed_on": published.closed_on.isoformat(),
        "instrument": published.instrument,
        "version": published.version,
        "size_class": published.size_class,
        "respondents": published.respondents,
        "headcount": published.headcount,
        "groups": [asdict(card) for card in published.groups],
        "cells": [{"level": str(level), "key": key, "group": group, **_out(cell)} for (level, key, group), cell in published.cells.items()],
        "findings": [{**asdict(finding), "kind": str(finding.kind), "groups": list(finding.groups)} for finding in published.findings],
        "bands": _bands_out(published.bands),
    }


def from_data(data: Mapping[str, Any]) -> Published:
    """The publication again; ValueError for another format."""
    if data.get("format") != FORMAT:
        raise ValueError(f"Not {FORMAT}: {data.get('format')!r}.")
    plain = ("round", "organisation", "instrument", "version", "size_class", "respondents", "headcount")
    return Published(
        **{name: data[name] for name in plain},
        closed_on=date.fromisoformat(data["closed_on"]),
        groups=tuple(GroupCard(**card) for card in data["groups"]),
        cells=MappingProxyType({(Level(c["level"]), c["key"], c["group"]): _cell(c) for c in data["cells"]}),
        findings=tuple(Finding(**{**f, "kind": FindingKind(f["kind"]), "groups": tuple(f["groups"])}) for f in data["findings"]),
        bands=_bands_in(data["bands"]),
    )


def bands_to_data(benchmark: Benchmark) -> dict[str, Any]:
    """A round's benchmark, ready for JSON."""
    return {name: _bands_out(bands) for name, bands in benchmark.classes.items()}


def bands_from_data(data: Mapping[str, Any]) -> Benchmark:
    """The benchmark again."""
    return Benchmark(MappingProxyType({name: _bands_in(bands) for name, bands in data.items()}))


def _out(figure: Value | Refusal | Band) -> dict[str, Any]:
    kind = {Value: "value", Refusal: "refusal", Band: "band"}[type(figure)]
    data = asdict(figure)
    if isinstance(figure, Value):
        data["change"] = _out(figure.change) if isinstance(figure.change, Refusal) else {"change": asdict(figure.change)}
    return {kind: {name: list(part) if isinstance(part, tuple) else part for name, part in data.items()}}


def _refusal(data: Mapping[str, Any]) -> Refusal:
    return Refusal(Reason(data["reason"]), data["threshold"], data["n"])


def _change(data: Mapping[str, Any]) -> Change | Refusal:
    if "refusal" in data:
        return _refusal(data["refusal"])
    return Change(**{**data["change"], "interval": Interval(**data["change"]["interval"])})


def _cell(data: Mapping[str, Any]) -> Cell:
    if "refusal" in data:
        return _refusal(data["refusal"])
    value = data["value"]
    made = {
        "interval": Interval(**value["interval"]),
        "groups": tuple(value["groups"]),
        "items": tuple(value["items"]),
        "dont_know": value["dont_know"] and Count(**value["dont_know"]),
        "not_applicable": value["not_applicable"] and Count(**value["not_applicable"]),
        "shares": value["shares"] and Shares(**value["shares"]),
        "change": _change(value["change"]),
    }
    return Value(**{**value, **made})


def _bands_out(bands: Mapping[tuple[Level, str], Mapping[str, Band | Refusal]]) -> list[dict[str, Any]]:
    return [{"level": str(level), "key": key, "seen": {name: _out(band) for name, band in seen.items()}} for (level, key), seen in bands.items()]


def _bands_in(data: list[dict[str, Any]]) -> Mapping[tuple[Level, str], Mapping[str, Band | Refusal]]:
    return MappingProxyType({(Level(b["level"]), b["key"]): MappingProxyType({name: _band(seen) for name, seen in b["seen"].items()}) for b in data})


def _band(data: Mapping[str, Any]) -> Band | Refusal:
    if "refusal" in data:
        return _refusal(data["refusal"])
    return Band(**{**data["band"], "classes": tuple(data["band"]["classes"])})
