"""What every page of a collection has around it: breadcrumb, tabs, counts, and the writes that all of them share."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.idempotency import new_key
from osaava.exchange.collections import queries

FORMATS = "DOCX, PPTX, ODT, PDF, HTML, Markdown, ZIP"
ACCEPT = ".docx,.pptx,.odt,.pdf,.html,.htm,.md,.markdown,.txt,.zip"


def crumbs(collection=None, label: str = "", url: str = "") -> list[dict]:
    """Authoring › Collections › the collection › the page."""
    found = [{"label": _("Authoring"), "url": reverse("library:production")}, {"label": _("Collections"), "url": reverse("exchange:collections")}]
    if collection is not None:
        found.append({"label": collection.name, "url": reverse("exchange:collection", args=[collection.uuid])})
    if label:
        found.append({"label": label, "url": url})
    return found


def tabs(collection, current: str, conflicts: int = 0) -> list[dict]:
    """The rooms of a collection as links."""
    rooms = [
        ("collection", _("Files")), ("chunks", _("Draft units")), ("collection_changes", _("Changes")),
        ("collection_path", _("Path and publishing")), ("collection_report", _("Report")),
    ]  # fmt: skip
    rooms = [room for room in rooms if room[0] != "collection_changes" or conflicts or current == "collection_changes"]
    found = [{"label": label, "url": reverse(f"exchange:{name}", args=[collection.uuid]), "current": name == current} for name, label in rooms]
    for item in found:
        if conflicts and item["url"].endswith(reverse("exchange:collection_changes", args=[collection.uuid])):
            item["label"] = f"{item['label']} ({conflicts})"
    return found


def page(collection, current: str, **more) -> dict:
    """The common part of the context."""
    counts = queries.counts(collection)
    here = {item["url"]: item["label"] for item in (nav := tabs(collection, current, counts["conflicts"])) if item["current"]}
    url, label = next(iter(here.items()))
    return {
        "collection": collection, "counts": counts, "section_nav": nav, "section_nav_label": collection.name, "idempotency_key": new_key(),
        "breadcrumb": crumbs(collection, label if current != "collection" else "", url),
    } | more


def limits() -> dict:
    """What may be sent, for the words before the file field."""
    return {"formats": FORMATS, "accept": ACCEPT, "most_megabytes": settings.UPLOAD_MAX_BYTES // (1024 * 1024)}
