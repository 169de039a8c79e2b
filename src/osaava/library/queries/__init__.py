"""Every read of the library, with a name."""

from osaava.library.queries.authoring import (
    RESERVED_SLUGS,
    drafts_ahead,
    free_slug,
    unit_by_slug,
    unit_for_author,
    units_for_export,
    units_to_require,
    units_to_write,
    version_data,
    version_of,
    versions_of,
)
from osaava.library.queries.files import file_link, file_links, media_by_uuid, media_bytes, media_for, media_is_public
from osaava.library.queries.lists import (
    UnitRow,
    count_units,
    published_steps,
    published_unit_ids_by_theme,
    published_units,
    units_by_ids,
    visible_units,
)
from osaava.library.queries.pages import UnitPage, attribution, current_slug, published_versions_of, unit_page
from osaava.library.queries.planning import UnitToPlan, units_to_plan
from osaava.library.queries.texts import PublishedText, published_texts

__all__ = [
    "RESERVED_SLUGS",
    "PublishedText",
    "UnitPage",
    "UnitRow",
    "UnitToPlan",
    "attribution",
    "count_units",
    "current_slug",
    "drafts_ahead",
    "file_link",
    "file_links",
    "free_slug",
    "media_by_uuid",
    "media_bytes",
    "media_for",
    "media_is_public",
    "published_steps",
    "published_texts",
    "published_unit_ids_by_theme",
    "published_units",
    "published_versions_of",
    "unit_by_slug",
    "unit_for_author",
    "unit_page",
    "units_by_ids",
    "units_for_export",
    "units_to_plan",
    "units_to_require",
    "units_to_write",
    "version_data",
    "version_of",
    "versions_of",
    "visible_units",
]
