"""Forms of the sign-in library in our own look."""

import re

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


@register.filter
def tidied(field: BoundField) -> BoundField:
    """Without a placeholder (the label says it already), with a translated label and a hint that may stand in a paragraph."""
    field.label = gettext(str(field.label))
    field.field.widget.attrs.pop("placeholder", None)
    hint = str(field.help_text or "")
    if items := _ITEM.findall(hint):
        field.help_text = SafeString(" ".join(items))
    return field


@register.filter
def control(field: BoundField) -> str:
    """Which component draws the field: checkbox, select, radios or text."""
    kind = getattr(field.field.widget, "input_type", "")
    return {"checkbox": "checkbox", "select": "select", "radio": "radios"}.get(kind, "text")
