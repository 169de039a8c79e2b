"""`ui` in every template: theme, languages, menus. Each is made when the template first asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import cached_property
from django.utils.translation import get_language

from osaava.ui import navigation

THEME_COOKIE = "theme"
THEMES = ("light", "dark", "auto")
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


class Interface:
    """What the shell of a page needs to know about the request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def theme(self) -> str:
        theme = self._request.COOKIES.get(THEME_COOKIE, "auto")
        return theme if theme in THEMES else "auto"

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        here, now = self._request.get_full_path(), (get_language() or "").split("-")[0]
        return [
            {
                "code": code,
                "name": LANGUAGE_NAMES.get(code, str(name)),
                "url": translate_url(here, code),
                "current": code == now,
            }
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def origin(self) -> str:
        return f"{self._request.scheme}://{self._request.get_host()}"

    @cached_property
    def here(self) -> str:
        return self._request.get_full_path()

    @cached_property
    def nav(self) -> list[navigation.Item]:
        return navigation.items(navigation.TOP, self._request.path)

    @cached_property
    def footer(self) -> list[navigation.Item]:
        return navigation.items(navigation.FOOTER, self._request.path)

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses of the shell's own links; an empty one is not shown."""
        names = {
            "front": "campus:front",
            "search": "campus:search",
            "suggestions": "campus:search_suggestions",
            "theme_set": "ui:theme_set",
            "sign_in": "accounts:sign_in",
            "my_details": "accounts:my_details",
            "sign_out": "accounts:sign_out",
        }
        return {key: navigation.url_or_empty(name) for key, name in names.items()}


def ui(request: HttpRequest) -> dict[str, Interface]:
    return {"ui": Interface(request)}
