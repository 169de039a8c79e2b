"""Rounds and answers, made through operations."""

from datetime import timedelta

from osaava.base import clock
from osaava.capability import operations, queries

HEADCOUNTS = {"management": 9, "teachers": 60, "guidance": 12}


def opened(organisation, by, *, headcounts=None, days=14, **values):
    """An open round that asks the staff and the management team."""
    today = clock.today()
    given = {
        "name": "Kevät 2027", "opens_on": today, "closes_on": today + timedelta(days=days), "headcounts": headcounts or HEADCOUNTS,
        "staff_version": queries.latest_version("staff"), "team_version": queries.latest_version("organisation"),
    }
    return operations.open_round(organisation=organisation, by=by, **given | values)


def link(round_, group=""):
    """A link of the round: the common one, or that of a group."""
    code = next(entry.code for entry in queries.links_of(round_) if entry.group == group)
    return queries.link_by_code(code)


def code(round_, group=""):
    """The code of a link."""
    return next(entry.code for entry in queries.links_of(round_) if entry.group == group)


def asked(round_, group):
    """The items that a group is asked, in order."""
    return queries.shape_of(round_.staff_version_id).asked(group=group, only=round_.items)


def answered(round_, group="teachers", value="4", *, sent=True):
    """A respondent who gave the same answer to every item."""
    respondent = operations.begin(link=link(round_), group_key=group, key="")
    operations.save_answers(round_=round_, respondent_id=respondent.pk, values={item.key: value for item in asked(round_, group)})
    if sent:
        operations.submit(round_=round_, respondent_id=respondent.pk)
    return respondent
