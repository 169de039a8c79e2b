"""What the search index learns of units: everything the network may see, one document a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osaava.library.blocks import plain_text
from osaava.library.models import UnitText
from osaava.library.queries.lists import visible_units


def documents(unit_ids: Iterable[int] | None = None) -> Iterator[dict]:
    """One dict for each language of each published unit that every visitor may read."""
    units = visible_units()
    if unit_ids is not None:
        units = units.filter(pk__in=list(unit_ids))
    texts = UnitText.objects.filter(version__published_of__in=units).select_related("version__theme").order_by("version_id", "language")
    slugs = dict(units.values_list("published_id", "slug"))
    for text in texts.iterator(chunk_size=200):
        version = text.version
        yield {
            "kind": "unit",
            "key": slugs[version.pk],
            "language": text.language,
            "title": text.title,
            "summary": text.summary,
            "body": "\n".join([*text.outcomes, plain_text(text.blocks)]),
            "url_name": "library:unit",
            "url_args": [slugs[version.pk]],
            "minutes": version.minutes,
            "level": version.level,
            "licence": version.licence,
            "languages": version.languages,
            "themes": version.outline["themes"],
            "target_groups": version.group_keys,
            "changed_at": version.published_at,
        }
