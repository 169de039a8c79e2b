"""Texts for the lead to send: an invitation and a reminder for a group, in each language. The campus does not know whom they go to."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from osaava.capability import presentation, queries
from osaava.capability.enums import Group
from osaava.capability.rules import SMALLEST_GROUP

KINDS = ("invitation", "reminder")


@dataclass(frozen=True)
class Mail:
    """Subject and body, ready to copy."""

    subject: str
    body: str


def mail_text(round_, link: queries.OpenLink, *, kind: str, language: str) -> Mail:
    """The text of one kind for one link. A reminder goes to everybody: nobody knows who has answered."""
    shape = queries.shape_of(round_.staff_version_id)
    groups = [link.group] if link.group else [line.key for line in queries.participation(round_)]
    items = max(sum(len(p.items) for p in shape.pages(group, round_.items) if not p.more) for group in groups)
    with override(language):
        context = {
            "round": round_, "organisation": round_.organisation, "group": str(Group(link.group).label) if link.group else "",
            "address": presentation.address_of_link(link.code, language), "items": items, "minutes": presentation.minutes(items),
            "smallest": SMALLEST_GROUP,
        }
        subject = render_to_string(f"capability/mail/{kind}_subject.txt", context)
        return Mail(" ".join(subject.split()), render_to_string(f"capability/mail/{kind}_body.txt", context).strip())
