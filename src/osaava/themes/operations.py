"""Loading the vocabulary from the package's readable files.

Safe to repeat: a row that was edited in the product since it was loaded is left alone, a row that still is what was loaded follows the
files. Nothing is ever removed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files

import yaml
from django.db import transaction

from osaava.themes.models import Competence, TargetGroup, Theme, UsualLevel
from osaava.themes.validators import check_competence_file


@dataclass
class Loaded:
    """What a load did: rows created, changed, kept as edited by hand."""

    created: int = 0
    changed: int = 0
    kept: int = 0


def _read(name: str):
    return yaml.safe_load((files("osaava.themes") / "data" / name).read_text(encoding="utf-8"))


def _hash(values: dict) -> str:
    plain = {k: (v.pk if hasattr(v, "pk") else v) for k, v in values.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _put(model, key: str, values: dict, done: Loaded):
    digest = _hash(values)
    row = model.objects.filter(key=key).first()
    if row is None:
        done.created += 1
        return model.objects.create(key=key, loaded_hash=digest, **values)
    present = _hash({name: getattr(row, name) for name in values})
    if row.loaded_hash == digest:
        return row
    if present != row.loaded_hash:
        done.kept += 1
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.loaded_hash = digest
    row.save()
    done.changed += 1
    return row


@transaction.atomic
def load_vocabulary() -> Loaded:
    """Load themes, target groups and competences from the package. Raises ValueError with file and key when a file is wrong."""
    done = Loaded()
    for entry in _read("themes.yaml"):
        _put(Theme, entry["key"], {k: v for k, v in entry.items() if k != "key"}, done)
    for entry in _read("target_groups.yaml"):
        _put(TargetGroup, entry["key"], {k: v for k, v in entry.items() if k != "key"}, done)
    groups = {group.key: group for group in TargetGroup.objects.all()}
    for theme in Theme.objects.order_by("number"):
        content = _read(f"competences/{theme.key}.yaml")
        check_competence_file(theme.key, content, set(groups))
        for order, entry in enumerate(content["competences"], start=1):
            values = {
                "theme": theme,
                "order": order,
                **{name: entry[name] for name in ("name", "description", "organisation_levels", "person_levels")},
                "references": entry.get("references", {}),
            }
            row = _put(Competence, entry["key"], values, done)
            if not row.usual_levels.exists():
                UsualLevel.objects.bulk_create(
                    UsualLevel(competence=row, target_group=groups[group], level=level)
                    for group, level in entry.get("usual_levels", {}).items()
                )
    return done
