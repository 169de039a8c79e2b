"""What the frame of a page needs beyond the page's own context: theme, languages, menus, addresses.

The project may put `ui` into the context (`theme`, `languages`, `section_nav`); what it leaves out is worked out here, so a
page also renders without any context processor, for instance in an error handler or a test.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class Shell:
    """Made once a page; each part is worked out when the template first asks for it."""

    def __init__(self, request: HttpRequest | None, given: Mapping[str, Any]) -> None:
        self._request = request
        self._given = given

    @cached_property
    def theme(self) -> str:
        theme = self._given.get("theme") or (self._request.COOKIES.get(THEME_COOKIE) if self._request else "")
        return theme if theme in THEMES else "auto"

    @cached_property
    def here(self) -> str:
        return self._request.get_full_path() if self._request else "/"

    @cached_property
    def origin(self) -> str:
        base = self._given.get("base_url")
        if base:
            return str(base).rstrip("/")
        return f"{self._request.scheme}://{self._request.get_host()}" if self._request else ""

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        own = self._given.get("language_urls") or {}
        return [{**language, "url": own.get(language["code"], language["url"])} for language in self._given.get("languages") or self._languages()]

    def _languages(self) -> list[dict[str, Any]]:
        now = (get_language() or "").split("-")[0]
        return [
            {
                "code": code,
                "name": LANGUAGE_NAMES.get(code, str(name)),
                "url": translate_url(self.here, code),
                "current": code == now,
            }
            for code, name in settings.LANGUAGES
        ]

    @property
    def section_nav(self) -> list[dict[str, Any]]:
        return self._given.get("section_nav") or []

    @cached_property
    def nav(self) -> list[navigation.Item]:
        return navigation.items(navigation.TOP, self._path, str(self._given.get("nav_current") or ""))

    @cached_property
    def footer(self) -> list[navigation.Item]:
        return navigation.items(navigation.FOOTER, self._path)

    @property
    def _path(self) -> str:
        return self._request.path if self._request else ""

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses of the frame's own links; an empty one is not shown."""
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
