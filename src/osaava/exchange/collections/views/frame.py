"""What every page of a collection has around it: breadcrumb, tabs, counts, and the writes that all of them share."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.idempotency import new_key
from osaava.exchange.collections import queries

FORMATS = "DOCX, PPTX, ODT, PDF, HTML, Markdown, TXT, ZIP"
ACCEPT = ".docx,.pptx,.odt,.pdf,.html,.htm,.md,.markdown,.txt,.zip,.png,.jpg,.jpeg,.webp"


def crumbs(collection=None, label: str = "", url: str = "") -> list[dict]:
    """Authoring › Collections › the collection › the page."""
    found = [{"label": _("Authoring"), "url": reverse("library:production")}, {"label": _("Collections"), "url": reverse("exchange:collections")}]
    if collection is not None:
        found.append({"label": collection.name, "url": reverse("exchange:collection", args=[collection.uuid])})
    if label:
        found.append({"label": label, "url": url})
    return found


def tabs(collection, current: str, counts: dict) -> list[dict]:
    """The rooms of a collection as links; the changes are there when there are some."""
    rooms = [("collection", _("Files")), ("chunks", _("Draft units"))]
    if counts["news"] or counts["conflicts"] or current == "collection_changes":
        rooms.append(("collection_changes", _("Changes") + (f" ({counts['conflicts']})" if counts["conflicts"] else "")))
    rooms += [("collection_path", _("Paths and publishing")), ("collection_report", _("Report"))]
    return [{"label": label, "url": reverse(f"exchange:{name}", args=[collection.uuid]), "current": name == current} for name, label in rooms]


def page(collection, current: str, **more) -> dict:
    """The common part of the context."""
    counts = queries.counts(collection)
    nav = tabs(collection, current, counts)
    here = next(item for item in nav if item["current"])
    return {
        "collection": collection, "counts": counts, "section_nav": nav, "section_nav_label": collection.name, "idempotency_key": new_key(),
        "breadcrumb": crumbs(collection, here["label"] if current != "collection" else "", here["url"]),
    } | more


def limits() -> dict:
    """What may be sent, for the words before the file field."""
    return {"formats": FORMATS, "accept": ACCEPT, "most_megabytes": settings.UPLOAD_MAX_BYTES // (1024 * 1024)}
