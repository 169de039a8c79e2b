"""What the shell of every page needs: languages of the same page, appearance, navigation."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def _languages(request):
    here = request.get_full_path()
    return [
        {
            "code": code,
            "name": NAMES[code],
            "url": getattr(request, "addresses", {}).get(code) or translate_url(here, code),
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
