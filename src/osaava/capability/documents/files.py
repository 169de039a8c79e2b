"""The profile's files: what there is, how each is made, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.capability.documents import tables
from osaava.capability.documents.content import ProfileContent
from osaava.capability.documents.docx import docx_of
from osaava.capability.documents.images import PICTURES, png_of, svg_of
from osaava.capability.documents.pdf import pdf_of
from osaava.capability.queries import Profile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Form:
    """A form of the whole profile: its type, and its bytes from profile and content."""

    content_type: str
    make: Callable[[Profile, ProfileContent], bytes]


FORMS = {
    "pdf": Form("application/pdf", lambda _profile, content: pdf_of(content)),
    "docx": Form(WORD, lambda _profile, content: docx_of(content)),
    "csv": Form("text/csv; charset=utf-8", lambda profile, _content: tables.csv_of(profile).encode()),
    "json": Form("application/json", lambda profile, _content: tables.json_of(profile).encode()),
}
IMAGES = {"svg": ("image/svg+xml", svg_of), "png": ("image/png", png_of)}


def links(organisation, query: str) -> list[dict]:
    """Links to all files, with what each is."""
    labels = {"pdf": "PDF", "docx": "Word", "csv": "CSV", "json": "JSON"}
    found = [
        {"label": label, "url": f"{reverse('capability:profile_file', args=[organisation.key, form])}?{query}"} for form, label in labels.items()
    ]
    names = {"bands": _("Levels by theme"), "radar": _("Radar"), "groups": _("Views by group")}
    return found + [
        {
            "label": _("%(name)s as %(form)s picture") % {"name": names[name], "form": form.upper()},
            "url": f"{reverse('capability:profile_picture', args=[organisation.key, name, form])}?{query}",
        }
        for name in PICTURES
        for form in IMAGES
    ]
