"""Small helpers of the library's templates: marking text in another language."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from osaava.base.language import current_language
from osaava.library.blocks import web_address

register = template.Library()
OWN_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


@register.simple_tag
def language_mark(language: str) -> str:
    """` lang="sv"` when the text is in another language than the page."""
    return format_html(' lang="{}"', language) if language and language != current_language() else ""


@register.simple_tag
def translate_mark(around: str) -> str:
    """The page's own language inside a part that is in another one."""
    return format_html(' lang="{}"', current_language()) if around and around != current_language() else ""


@register.filter
def own_language_name(code: str) -> str:
    """A language's name in itself."""
    return OWN_NAMES.get(code, code)


@register.filter
def language_name_translated(code: str) -> str:
    """A language's name in the active language."""
    return {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}.get(code, code)


@register.filter
def is_web_address(value) -> bool:
    """Whether a value may be printed as a link."""
    return bool(value) and web_address(str(value))
