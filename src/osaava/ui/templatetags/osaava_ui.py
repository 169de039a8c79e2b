"""Template tags of the design system: signs of the map, controls of form fields, the frame of the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template.engine import Engine
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from osaava.base.remembered import remembered
from osaava.ui import frame
from osaava.ui.campus_map.signs import wide_and_portrait
from osaava.ui.shell import Shell

register = template.Library()


@register.simple_tag
def campus_signs(houses: list[dict[str, Any]]) -> dict[str, Any]:
    """The signs of both pictures of the campus for the words of this language."""
    return wide_and_portrait(houses)


@register.simple_tag(takes_context=True)
def page_shell(context: template.Context) -> Shell:
    """Theme, languages, menus and addresses of the page's frame."""
    ui = context.get("ui") or {}
    given = {key: ui.get(key) for key in ("theme", "languages", "base_url", "section_nav")} if isinstance(ui, dict) else {}
    for key in ("nav_current", "language_urls"):
        given[key] = context.get(key)
    given["section_nav"] = context.get("section_nav") or given.get("section_nav")
    return Shell(context.get("request"), given)


@register.simple_tag(takes_context=True)
def frame_part(context: template.Context, name: str) -> str:
    """A part of the page's frame, rendered once for all pages and filled in for this one (`ui.frame`)."""
    return frame.render(name, context)


@register.simple_tag
def shared_part(name: str, *key: Any, **values: Any) -> SafeString:
    """A template rendered with these values only, once for everyone until shared content changes. `key` tells one such part from another.

    The template sees no person and no request, so a part can hold nobody's data but what `values` say; give only what everyone may see.
    """
    return remembered(("part", name, *key), lambda: Engine.get_default().get_template(name).render(template.Context(values)))


@register.simple_tag
def field_control(field: BoundField, **extra: Any) -> str:
    """The widget of a field with our classes and with hint, error and count tied to it.

    Rendered past `BoundField.as_widget`, which would add the `required` attribute (optional fields are marked instead, in
    words) and ids of its own for hint and error.
    """
    widget = field.field.widget
    counted = bool(extra.pop("counted", False))
    width = extra.pop("width", "")
    attrs: dict[str, Any] = {
        "id": field.auto_id or False,
        "class": " ".join(filter(None, ["input", widget.attrs.get("class"), extra.pop("css", ""), width and f"input-{width}"])),
        "aria-describedby": described_by(field, counted=counted) or False,
        "aria-invalid": "true" if field.errors else False,
        "disabled": bool(field.field.disabled),
    }
    if counted:
        attrs["maxlength"] = False  # more than the limit may be typed; the count says so at once, the server on submit
    attrs |= {key.replace("_", "-"): value for key, value in extra.items() if value not in ("", None)}
    if field.field.localize:
        widget.is_localized = True
    return widget.render(name=field.html_name, value=field.value(), attrs=attrs, renderer=field.form.renderer)


@register.simple_tag
def described_by(field: BoundField, counted: bool = False) -> str | None:
    """The ids of the hint, the error and the character count of a field, in reading order."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_hint")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if counted:
        ids.append(f"{field.auto_id}_count")
    return " ".join(ids) or None


@register.filter
def first_control_id(field: BoundField) -> str:
    """Where the link of an error summary goes: the first control of a group, else the control."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")


@register.filter
def percent_of(done: int | None, total: int | None) -> int:
    """Whole per cent, never 100 before everything is done."""
    if not total or not done:
        return 0
    return min(100 if done >= total else 99, int(done * 100 / total))


@register.filter
def day(value: date | datetime | None) -> str:
    """14.3.2026 in Finnish and Swedish, 14 March 2026 in English."""
    return date_format(_local(value), "j F Y" if get_language() == "en" else "j.n.Y") if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """14.02 in Finnish and Swedish, 14:02 in English."""
    return date_format(_local(value), "H:i" if get_language() == "en" else "H.i") if value else ""


@register.filter
def how_long_ago(value: date | datetime | None) -> str:
    """Today, yesterday, or the number of days; longer ago than a month the date says it better."""
    if not value:
        return ""
    local = _local(value)
    then = local.date() if isinstance(local, datetime) else local
    days = (timezone.localdate() - then).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if 1 < days <= 31:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    return day(value)


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, param: str, number: int) -> str:
    """The address of this list with another page number; filters stay."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[param] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
