"""What the shell of every page needs: languages of the same page, appearance, navigation."""

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def _here(request) -> str:
    """The address of the page as one may open it: a form shown again after a POST stands at the page it was sent from."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sent_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    return sent_from.path if sent_from.netloc == request.get_host() else request.get_full_path()


LONGEST_KEPT = 200


@lru_cache(maxsize=4096)
def _kept(here: str, present: str, code: str) -> str:
    """`translate_url`, remembered: it resolves the address anew for every page and is the same each time. `present` is the active language."""
    return translate_url(here, code)


def _translated(here: str, code: str) -> str:
    return _kept(here, get_language(), code) if len(here) <= LONGEST_KEPT else translate_url(here, code)


def _languages(request):
    here = _here(request)
    return [
        {
            "code": code,
            "name": NAMES[code],
            "url": getattr(request, "addresses", {}).get(code) or _translated(here, code),
            "current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def shell(request):
    """`ui`: theme ("light", "dark" or "auto"), languages, section navigation (set by views as `request.section_nav`), product facts."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "ui": {
            "theme": theme if theme in ("light", "dark") else "auto",
            "languages": SimpleLazyObject(lambda: _languages(request)),
            "section_nav": getattr(request, "section_nav", None),
            "base_url": settings.BASE_URL,
            "demo": settings.DEMO,
        }
    }
