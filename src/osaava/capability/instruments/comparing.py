"""What changed between two versions, and what is translated.

A change of wording keeps the item's key, and its trend goes on. A change of meaning (another competence or scale) needs a new key,
and the old trend ends: a number measured by another question is not the same number.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from osaava.base.language import LANGUAGES


@dataclass
class Difference:
    """Between two versions: keys of new and gone items, reworded ones with their languages, other settings that changed."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reworded: dict[str, list[str]] = field(default_factory=dict)
    settings: dict[str, list[str]] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.reworded, self.settings, self.moved))


_SETTINGS = ("competence", "groups", "first", "level", "difficulty", "kind")


def _items(definition: dict) -> dict[str, dict]:
    return {entry["key"]: entry for section in definition["sections"] for entry in section["items"]}


def _texts(entry: dict) -> dict[str, dict[str, str]]:
    """place -> language -> text, for every text of an item."""
    found = {f"text for {group}": text for group, text in entry["text"].items()}
    found |= {name: entry[name] for name in ("help", "evidence") if entry.get(name)}
    if entry.get("levels"):
        found["levels"] = {language: "\n".join(texts) for language, texts in entry["levels"].items()}
    return found


def compare(old: dict, new: dict) -> Difference:
    """What a reader of the newer version should know."""
    before, after = _items(old), _items(new)
    done = Difference(added=[k for k in after if k not in before], removed=[k for k in before if k not in after])
    both = [key for key in after if key in before]
    for key in both:
        was, now = _texts(before[key]), _texts(after[key])
        places = set(was) | set(now)
        if languages := [code for code in LANGUAGES if any(was.get(p, {}).get(code) != now.get(p, {}).get(code) for p in places)]:
            done.reworded[key] = languages
        if changed := [name for name in _SETTINGS if before[key].get(name) != after[key].get(name)]:
            done.settings[key] = changed
    if [key for key in before if key in after] != both:
        done.moved = [key for key, other in zip(both, [key for key in before if key in after], strict=True) if key != other]
    return done


def changes_of_meaning(old: dict, new: dict) -> list[str]:
    """Sentences about items that keep their key although they mean something else now; empty when there are none."""
    before, after = _items(old), _items(new)
    found = []
    if old["scale"] != new["scale"]:
        found += [f"item {key}: the scale changed from {old['scale']} to {new['scale']}; give it a new key." for key in after if key in before]
    for key in after:
        if key not in before:
            continue
        if before[key]["competence"] != after[key]["competence"]:
            found.append(f"item {key}: competence changed from {before[key]['competence']} to {after[key]['competence']}; give it a new key.")
    return found


def translation_status(definition: dict, previous: dict | None = None) -> dict[str, dict[str, list[str]]]:
    """language -> {"missing": places without text, "stale": places whose Finnish changed since the previous version while this did not}."""
    status: dict[str, dict[str, list[str]]] = {code: {"missing": [], "stale": []} for code in LANGUAGES}
    earlier = _items(previous) if previous else {}
    for place, texts in _all_texts(definition):
        for code in LANGUAGES:
            if not texts.get(code):
                status[code]["missing"].append(place)
    for key, entry in _items(definition).items():
        if key not in earlier:
            continue
        was = _texts(earlier[key])
        for place, texts in _texts(entry).items():
            old = was.get(place, {})
            if old.get(LANGUAGES[0]) == texts.get(LANGUAGES[0]):
                continue
            for code in LANGUAGES[1:]:
                if texts.get(code) and texts.get(code) == old.get(code):
                    status[code]["stale"].append(f"{key}, {place}")
    return status


def _all_texts(definition: dict):
    for name in ("title", "purpose"):
        if definition.get(name):
            yield name, definition[name]
    for key, entry in _items(definition).items():
        for place, texts in _texts(entry).items():
            yield f"{key}, {place}", texts


def fingerprint(data: dict) -> str:
    """The same for the same content, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
