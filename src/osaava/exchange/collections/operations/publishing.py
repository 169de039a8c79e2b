"""From accepted draft units to a path, and to what everyone sees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from osaava.base import audit
from osaava.exchange.collections import rules
from osaava.exchange.collections.enums import ChunkState
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.models import Chunk, Collection
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import NotReady, publish_unit
from osaava.paths.api import InvalidPath, PathData, StageData, StepData, publish_path, save_path_version
from osaava.paths.api import version_data as path_data


@transaction.atomic
@in_its_scope
def make_path(*, collection: Collection, title: str, groups: list[str], chunks: list[Chunk], by, summary: str = "", path=None):
    """A path of the accepted draft units in their order, one stage for each file; with `path` that one has these units from now on."""
    rules.ensure_may_work(by, collection)
    chunks = [chunk for chunk in chunks if chunk.state == ChunkState.ACCEPTED and chunk.collection_id == collection.pk]
    if not chunks:
        raise CollectionProblem(_("Choose at least one unit."))
    chunks.sort(key=lambda chunk: chunk.place)
    data = path_data(path.draft) if path else PathData(primary=_language_of(chunks), owner=collection.owner.key)
    data.title[data.primary] = title
    data.summary[data.primary] = summary or data.summary.get(data.primary) or summary_of(chunks, data.primary)
    data.target_groups, data.licence = groups, collection.licence
    data.stages = _stages(chunks, data.primary)
    try:
        version = save_path_version(path=path, data=data, by=by, base_number=path.draft.number if path else None, note=collection.name)
    except InvalidPath as error:
        raise CollectionProblem(" ".join(problem.message for problem in error.problems)) from None
    except PermissionDenied:
        raise CollectionProblem(_("You may not make a path of these units in this organisation's name. Ask the lead of their house.")) from None
    collection.paths.add(version.path)
    audit.record("exchange.path.made", collection, by=by, organisation=collection.owner, steps=len(chunks))
    return version.path


def _language_of(chunks: list[Chunk]) -> str:
    languages = [chunk.language for chunk in chunks]
    return max(("fi", "sv", "en"), key=languages.count)


def summary_of(chunks: list[Chunk], language: str) -> str:
    """A first summary of the path in its language: how many units and minutes, and what they begin and end with."""
    with override(language):
        minutes = sum(chunk.minutes for chunk in chunks)
        words = ngettext(
            "%(n)s unit, about %(minutes)s minutes: %(first)s",
            "%(n)s units, about %(minutes)s minutes: from “%(first)s” to “%(last)s”",
            len(chunks),
        )
        text = words % {"n": len(chunks), "minutes": minutes, "first": chunks[0].title, "last": chunks[-1].title}
    return text if len(text) <= 300 else text[:299].rsplit(" ", 1)[0] + "…"


def _stages(chunks: list[Chunk], language: str) -> list[StageData]:
    stages: list[StageData] = []
    last = None
    for chunk in chunks:
        if chunk.source_id != last and len(stages) < 30:
            stages.append(StageData({language: (chunk.source.title or chunk.source.name)[:200]}))
        last = chunk.source_id
        stages[-1].steps.append(StepData(chunk.unit.slug))
    return stages


@transaction.atomic
@in_its_scope
def publish_accepted(*, collection: Collection, by) -> int:
    """Publish the accepted units and the paths, all or nothing; returns how many units. Raises CollectionProblem with what is missing first.

    Units that are on no path are published too; what everybody sees already as it is stays.
    """
    rules.ensure_may_work(by, collection)
    chunks = list(collection.chunks.filter(state=ChunkState.ACCEPTED).select_related("unit").order_by("place"))
    if not chunks:
        raise CollectionProblem(_("No draft unit is accepted yet."))
    for chunk in chunks:
        try:
            publish_unit(unit=chunk.unit, by=by)
        except NotReady as error:
            raise CollectionProblem(f"{chunk.title}: " + " ".join(problem.message for problem in error.problems)) from None
    for path in collection.paths.select_related("draft").order_by("pk"):
        try:
            publish_path(path=path, by=by)
        except InvalidPath as error:
            raise CollectionProblem(f"{path.draft.title}: " + " ".join(problem.message for problem in error.problems)) from None
    audit.record("exchange.collection.published", collection, by=by, organisation=collection.owner, units=len(chunks))
    return len(chunks)
