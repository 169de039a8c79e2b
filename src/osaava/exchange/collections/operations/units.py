"""Draft units and the units made of them: each change here is a new draft version there, and what was written in the unit's editor comes back.

A published unit is never changed: it gets a draft version, which a person publishes.
"""

from __future__ import annotations

from copy import deepcopy

from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.models import Chunk, Collection
from osaava.library.api import CompetenceStep, InvalidUnit, Licence, TextData, UnitData, save_version
from osaava.library.api import version_data as unit_data
from osaava.paths.api import save_path_version
from osaava.paths.api import version_data as path_data
from osaava.themes.api import theme_by_key


def push(chunk: Chunk, *, by, note: str = "") -> None:
    """Store the draft unit as its unit's newest draft (or make the unit). Raises CollectionProblem when that cannot be."""
    unit = chunk.unit
    before = unit_data(unit.draft) if unit else UnitData(owner=chunk.collection.owner.key)
    data = _data(chunk, before)
    try:
        version = save_version(unit=unit, data=data, by=by, base_number=unit.draft.number if unit else None, note=note or chunk.collection.name)
    except InvalidUnit as error:
        raise CollectionProblem(" ".join(problem.message for problem in error.problems)) from None
    except PermissionDenied:
        if chunk.theme_id is None:
            raise CollectionProblem(_("Choose the house of “%(title)s” first.") % {"title": chunk.title}) from None
        words = _("You may not write units in the house of “%(title)s”. Choose another house, or ask its lead for a place in its team.")
        raise CollectionProblem(words % {"title": chunk.title}) from None
    chunk.unit, chunk.version = version.unit, version.number
    text = version.texts.get(language=version.primary_language)
    chunk.blocks, chunk.title = text.blocks, text.title
    Chunk.objects.filter(pk=chunk.pk).update(unit=chunk.unit, version=chunk.version, blocks=chunk.blocks, title=chunk.title)


def _data(chunk: Chunk, before: UnitData) -> UnitData:
    """The unit as plain values: what the draft unit knows, the rest as it was in the unit."""
    collection, source = chunk.collection, chunk.source
    theme = chunk.theme.key if chunk.theme else ""
    others = [key for key in before.themes[1:] if key != theme]
    texts = {code: text for code, text in before.texts.items() if code != chunk.language}
    if before.primary != chunk.language:
        texts.pop(before.primary, None)  # the language was put right: it never was a translation
    old = before.texts.get(chunk.language) or before.texts.get(before.primary) or TextData()
    texts[chunk.language] = TextData(title=chunk.title, summary=old.summary, outcomes=old.outcomes, blocks=deepcopy(chunk.blocks))
    authors = source.authors_found if collection.keep_authors else [name for name in before.authors if name not in source.authors_found]
    return UnitData(
        slug=before.slug, primary=chunk.language, texts={code: texts[code] for code in LANGUAGES if code in texts},
        themes=[theme, *others] if theme else [], target_groups=list(chunk.target_groups),
        competences=[CompetenceStep(step["key"], step["from_level"], step["to_level"]) for step in chunk.competences],
        minutes=chunk.minutes, required_units=before.required_units, required_levels=before.required_levels, licence=collection.licence,
        owner=collection.owner.key, authors=list(dict.fromkeys([*before.authors, *authors])) if collection.keep_authors else authors,
        contributors=before.contributors or [collection.owner.name], review_by=before.review_by, source=_provenance(chunk),
        files=before.files | {picture.name: picture.media_id for picture in source.pictures.all()},
    )  # fmt: skip


def _provenance(chunk: Chunk) -> dict:
    """Where the text is from, which is its attribution too: file, date and hash as the source work's title, authors (if they are kept), licence."""
    collection, source = chunk.collection, chunk.source
    with translation.override(chunk.language):
        words = {"title": source.title or source.name, "file": source.name, "date": source.imported_at.date().isoformat(), "hash": source.sha256[:16]}
        title = _("%(title)s (file %(file)s, imported %(date)s, SHA-256 %(hash)s)") % words
        licence = source.licence_found or (str(Licence(collection.licence).label) if collection.licence else "")
    found = {"title": title, "licence": licence}
    if collection.keep_authors and source.authors_found:
        found["authors"] = ", ".join(source.authors_found)
    return found


def pull(chunk: Chunk) -> bool:
    """Take what was written in the unit's editor since; whether there was something. The caller saves."""
    if chunk.unit is None or chunk.unit.draft is None or chunk.unit.draft.number == chunk.version:
        return False
    data = unit_data(chunk.unit.draft)
    text = data.texts[data.primary]
    chunk.title, chunk.language, chunk.blocks, chunk.minutes = text.title, data.primary, text.blocks, data.minutes
    chunk.theme = theme_by_key(data.themes[0]) if data.themes else None
    chunk.target_groups = list(data.target_groups)
    chunk.competences = [{"key": s.key, "from_level": s.from_level, "to_level": s.to_level} for s in data.competences]
    chunk.version = chunk.unit.draft.number
    return True


def path_terms(collection: Collection, *, by) -> None:
    """The collection's licence into its paths."""
    if not collection.licence:
        return
    for path in collection.paths.select_related("draft").order_by("pk"):
        data = path_data(path.draft)
        if data.licence != collection.licence:
            data.licence = collection.licence
            save_path_version(path=path, data=data, by=by, base_number=path.draft.number)
