"""A thread as stations: what is known at each, and where it leads. One shape for an organisation's thread and for the network's."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osaava.analytics import presentation
from osaava.analytics.queries import CompetencePage, Thread
from osaava.base import access
from osaava.base.access import Permission
from osaava.base.language import current_language
from osaava.capability.api import Value
from osaava.ui.templatetags.osaava_ui import day


@dataclass(frozen=True)
class Link:
    """Where a station leads. `note` is said after it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Station:
    """One stop of the thread. `is_reached` False: it is still ahead, and `text` says what brings it about."""

    key: str
    title: str
    text: str
    links: tuple[Link, ...] = ()
    is_reached: bool = True


def of_thread(thread: Thread, person) -> list[Station]:
    """From the network's figure to the next round."""
    return [
        _figure(thread, person),
        _profile(thread),
        _goal(thread),
        _actions(thread),
        _paths(thread.paths),
        _units(thread.units, thread.unit_count),
        _orders(thread.orders, thread.unit_count, access.allows(person, Permission.NETWORK_COORDINATE)),
        _learning(thread, person),
        _next_round(thread),
        _effect(thread),
    ]


def of_network(page: CompetencePage) -> list[Station]:
    """The same line as the whole network has it: no organisation's own stations, except the reader's."""
    number = presentation.about(page.goals)
    goals = _("Open focus areas on this competence: %(number)s organisations.") % {"number": number}
    own = tuple(Link(goal.title, _url(goal), goal.plan.organisation.name) for goal in page.own)
    return [
        Station("figure", _("Figure of the network"), _capital(presentation.band_words(page.band)), is_reached=page.band is not None),
        Station("goals", _("Organisations’ focus areas"), goals, own, is_reached=bool(page.goals)),
        _needs(page), _paths(page.paths), _units(page.units, page.unit_count), _orders(page.orders, page.unit_count, True),
    ]  # fmt: skip


def _url(goal) -> str:
    return reverse("analytics:thread", args=[goal.plan.organisation.key, goal.thread])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _figure(thread: Thread, person) -> Station:
    links: tuple[Link, ...] = ()
    if access.allows(person, Permission.NETWORK_COORDINATE):
        links = (Link(_("The competence in the network"), reverse("analytics:competence", args=[thread.goal.competence.key])),)
    elif thread.round is not None:
        address = reverse("capability:profile", args=[thread.goal.plan.organisation.key])
        links = (Link(_("The network beside your own levels"), f"{address}?kierros={thread.round.uuid}"),)
    return Station("figure", _("Figure of the network"), _capital(presentation.band_words(thread.band)), links, thread.band is not None)


def _profile(thread: Thread) -> Station:
    goal, title = thread.goal, _("Question of the profile")
    organisation = goal.plan.organisation
    if thread.round is None:
        text = _("No assessment round has closed yet.")
        return Station("profile", title, text, (Link(_("See the rounds"), reverse("capability:rounds", args=[organisation.key])),), False)
    own = thread.line.own if thread.line else None
    figure = presentation.number(own.mean) if isinstance(own, Value) else _("not shown")
    text = _("%(competence)s: level %(figure)s in the round %(round)s.") % {
        "competence": goal.competence, "figure": figure, "round": f"{thread.round.name} ({day(thread.round.closed_on)})",
    }
    address = reverse("capability:profile_theme", args=[organisation.key, goal.theme.slug.in_language(current_language())])
    return Station("profile", title, text, (Link(_("See the profile"), f"{address}?kierros={thread.round.uuid}"),))


def _goal(thread: Thread) -> Station:
    goal = thread.goal
    values = {"to": goal.wanted, "day": day(goal.due_on), "from": presentation.number(goal.baseline) if goal.baseline is not None else ""}
    words = _("From level %(from)s to level %(to)s by %(day)s.") if goal.baseline is not None else _("To level %(to)s by %(day)s.")
    text = words % values
    if goal.closed_on:
        text = _("%(text)s Closed on %(on)s: %(outcome)s.") % {"text": text, "on": day(goal.closed_on), "outcome": goal.get_outcome_display()}
    link = Link(goal.title, reverse("plans:goal", args=[goal.plan.organisation.key, goal.thread]))
    return Station("goal", _("Focus area of the organisation"), text, (link,))


def _actions(thread: Thread) -> Station:
    cards, organisation = thread.board.cards, thread.goal.plan.organisation
    links = tuple(
        Link(card.action.title, reverse("plans:action", args=[organisation.key, card.action.uuid]), card.action.get_state_display()) for card in cards
    )
    values = {"finished": thread.board.finished, "total": thread.board.total}
    text = ngettext("%(finished)s of %(total)s action done.", "%(finished)s of %(total)s actions done.", thread.board.total) % values
    if not cards:
        text = _("No actions yet: add them on the focus area’s board.")
    return Station("actions", _("Actions of the focus area"), text, links, bool(cards))


def _paths(rows) -> Station:
    links = tuple(Link(str(row.title), reverse("paths:path", args=[row.slug])) for row in rows)
    text = _("Paths with content for the competence.") if rows else _("No path has content for the competence yet.")
    return Station("paths", _("Paths"), text, links, bool(rows))


def _units(rows, count: int) -> Station:
    links = tuple(Link(row.title, reverse("library:unit", args=[row.slug]), _("%(minutes)s min") % {"minutes": row.minutes}) for row in rows)
    text = ngettext("%(number)s unit develops the competence.", "%(number)s units develop the competence.", count) % {"number": count}
    return Station("units", _("Units"), text if count else _("No published unit develops the competence yet."), links, bool(count))


def _needs(page: CompetencePage) -> Station:
    names = presentation.language_names()
    links = []
    for entry in page.needs:
        need = entry.need
        note = presentation.missing_words(need) + (" " + _("Ordered.") if entry.ordered else "")
        label = _("%(group)s, %(language)s: %(number)s organisations") % {
            "group": entry.group.name, "language": names[need.language], "number": need.organisations,
        }
        order = f"{reverse('analytics:content_order')}?osaaminen={need.competence}&ryhma={need.group}&kieli={need.language}"
        links.append(Link(label, order, note))
    text = _("Wanted by at least three organisations.") if links else _("No target group is wanted by three organisations or more.")
    return Station("needs", _("What is wanted"), text, tuple(links), bool(links))


def _orders(orders, units: int, may_see_network: bool) -> Station:
    """Orders are ahead only while there is no content at all: where there is some, nothing needs to be ordered."""
    links = []
    for order in orders:
        unit = order.unit if order.state == "done" else None
        kind = f"{order.target_group.name}, {presentation.language_names()[order.language]}"
        if unit is not None and unit.published_id and unit.withdrawn_at is None:
            links.append(Link(unit.published.title, reverse("library:unit", args=[unit.slug]), f"{kind} · {order.get_state_display()}"))
        else:
            page = "analytics:network" if may_see_network else "library:production"
            links.append(Link(kind, reverse(page) + f"#tilaus-{order.uuid}", order.get_state_display()))
    text = _("Content that was ordered for the need.") if links else _("Nothing has been ordered for this.")
    return Station("orders", _("Work orders"), text, tuple(links), bool(links or units))


def _learning(thread: Thread, person) -> Station:
    found, organisation = thread.learning, thread.goal.plan.organisation
    links: tuple[Link, ...] = (Link(_("See the learning"), reverse("learning:participation", args=[organisation.key])),)
    if not access.allows(person, Permission.PARTICIPATION_VIEW, organisation):
        links = ()
    if not thread.groups:
        text = _("The focus area pulls nobody’s paths yet: choose its target groups.")
        assign = Link(_("See the focus area"), reverse("plans:goal", args=[organisation.key, thread.goal.thread]))
        return Station("learning", _("What was learned"), text, (assign,), False)
    few = _("under 5")
    text = _("On the paths of %(people)s people; %(finished)s have done all of it; units done: %(units)s.") % {
        "people": few if found.people.is_hidden else found.people.value,
        "finished": few if found.finished.is_hidden else found.finished.value,
        "units": _("by under 5 people") if found.units_done is None else found.units_done,
    }
    return Station("learning", _("What was learned"), text, links, found.people.is_hidden or bool(found.people.value))


def _next_round(thread: Thread) -> Station:
    organisation, title = thread.goal.plan.organisation, _("Asked again")
    if not thread.asked_again:
        link = Link(_("Ask again"), reverse("plans:targeted", args=[organisation.key]))
        return Station("round", title, _("The focus area’s questions have not been asked again yet."), (link,), False)
    links = []
    for row in thread.asked_again:
        note = _("round closed %(day)s") % {"day": day(row.closed_on)} if row.closed_on else _("open until %(day)s") % {"day": day(row.closes_on)}
        links.append(Link(row.name, reverse("capability:round", args=[organisation.key, row.uuid]), note))
    return Station("round", title, _("A short round about this focus area’s questions only."), tuple(links))


def _effect(thread: Thread) -> Station:
    goal = thread.goal
    link = Link(_("See the effect and what it cannot prove"), reverse("plans:goal_effect", args=[goal.plan.organisation.key, goal.thread]))
    if not thread.effects:
        return Station("effect", _("Effect"), _("Shown after a later round has closed."), (link,), False)
    latest = thread.effects[0]
    if latest.figures is None:
        return Station("effect", _("Effect"), _("The change cannot be shown: too few answers."), (link,))
    before, change = latest.figures["before"], latest.figures["change"]  # of the statements that both rounds asked, as on the effect's own page
    text = _("Level %(before)s → %(after)s (%(round)s).") % {
        "before": presentation.number(before), "after": presentation.number(before + change), "round": latest.round_name,
    }
    return Station("effect", _("Effect"), text, (link,))
