"""The frame around every page, rendered once and filled in for each view.

Head, top bar, footer and background differ between two pages of one language only in a few values: the addresses of the languages, the
address of the page, the name of the person, the secret of forms. The frame's templates are therefore rendered once with marks in the place
of these values, for each language, appearance, menu state and signed-in or not, and the marks are replaced in each view. The marked pieces
know nobody, so nobody's values can stay in them.
"""

from __future__ import annotations

import re
import secrets
import threading
from types import SimpleNamespace
from typing import Any

from django.template import Context, Template
from django.template.engine import Engine
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from osaava.ui.shell import Shell

MAX_PIECES = 500
_SECRET = secrets.token_hex(8)
_MARK = re.compile(rf"mark{_SECRET}(\w+?)end")
_pieces: dict[tuple, list[str]] = {}
_lock = threading.Lock()


def _mark(name: str) -> str:
    return f"mark{_SECRET}{name}end"


def _compiled(name: str) -> Template:
    return Engine.get_default().get_template(name)


def render(template: str, context: Context) -> SafeString:
    """One part of the frame, for this page and this person."""
    shell = context["shell"]
    user = context.get("user")
    known = bool(user and user.is_authenticated)
    if context.get("current_organisation") or context.get("account_links") or context.get("section_nav_label") or context.get("queue_owner"):
        return _compiled(template).render(context)  # seldom: more than the marks can tell
    languages = shell.languages
    key = (
        template, get_language(), known, shell.theme, shell.origin, _state(shell.nav), _state(shell.footer), tuple(shell.urls.values()),
        tuple((language["code"], language["current"]) for language in languages),
    )  # fmt: skip
    pieces = _pieces.get(key)
    if pieces is None:
        pieces = _MARK.split(_compiled(template).render(_marked(shell, known)))
        with _lock:
            if len(_pieces) >= MAX_PIECES:
                _pieces.clear()
            _pieces[key] = pieces
    if len(pieces) == 1:
        return mark_safe(pieces[0])
    values = _values(context, shell, user if known else None)
    return mark_safe("".join(escape(values(part)) if place % 2 else part for place, part in enumerate(pieces)))


def _state(items) -> tuple:
    return tuple((item["url"], item["current"]) if isinstance(item, dict) else (item.url, item.current) for item in items)


def _marked(shell: Shell, known: bool) -> Context:
    languages = [{**language, "url": _mark(f"language_{language['code']}")} for language in shell.languages]
    frame = SimpleNamespace(
        theme=shell.theme, origin=shell.origin, nav=shell.nav, footer=shell.footer, urls=shell.urls, languages=languages, here=_mark("here"),
        section_nav=[],
    )  # fmt: skip
    user = SimpleNamespace(is_authenticated=known, first_name=_mark("name"), uuid=_mark("uuid"))
    return Context({"shell": frame, "user": user, "csrf_token": _mark("csrf")})


def _values(context: Context, shell: Shell, user: Any):
    """Mark -> value; worked out when asked for, because asking for the secret of forms makes one."""

    def value(name: str) -> str:
        if name == "here":
            return shell.here
        if name == "csrf":
            return str(context.get("csrf_token") or "")
        if name == "name":
            return user.first_name or getattr(user, "display_name", "") or str(user)
        if name == "uuid":
            return str(getattr(user, "uuid", "") or user.pk)
        code = name.removeprefix("language_")
        return next(language["url"] for language in shell.languages if language["code"] == code)

    return value
