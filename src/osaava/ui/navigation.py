"""What stands in the top bar and in the footer, in the same order on every page.

An item whose page is not installed is left out, so that the shell also works in a deployment with fewer apps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TOP = (
    ("campus", _("Campus"), "campus:front"),
    ("paths", _("Competence paths"), "paths:path_list"),
    ("assessment", _("Self-assessment"), "campus:self_assessment"),
    ("network", _("Network"), "network:matrix"),
    ("learning", _("My learning"), "learning:my_learning"),
)
FOOTER = (
    ("accessibility", _("Accessibility statement"), "campus:accessibility"),
    ("privacy", _("Privacy"), "campus:privacy"),
    ("feedback", _("Feedback"), "campus:feedback"),
    ("help", _("Help"), "campus:help"),
    ("about", _("About"), "campus:about"),
    ("status", _("Service status"), "campus:status"),
)


@dataclass(frozen=True)
class Item:
    key: str
    label: str | Promise
    url: str
    current: str  # "page", "true" for a page below it, or ""


def items(entries: tuple[tuple[str, Promise, str], ...], here: str, current_key: str = "") -> list[Item]:
    found = []
    front = url_or_empty("campus:front")
    for key, label, url_name in entries:
        url = url_or_empty(url_name)
        if not url:
            continue
        current = "page" if here == url else ""
        if not current and (key == current_key or (not current_key and url != front and here.startswith(url))):
            current = "true"
        if current_key and key != current_key:
            current = ""
        found.append(Item(key, label, url, current))
    return found


def url_or_empty(url_name: str, *args: object) -> str:
    return _address(url_name, args, get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=1024)
def _address(url_name: str, args: tuple[object, ...], *_depends: object) -> str:
    """Remembered: every page asks for the same twenty addresses. `_depends`: what an address depends on beside its name."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
