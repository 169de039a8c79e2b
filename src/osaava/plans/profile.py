"""What the plan adds to the capability profile: the levels aimed at, and the step that follows from reading it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base import access
from osaava.base.access import Permission
from osaava.capability.api import Call, Target
from osaava.plans import queries


def targets(organisation) -> list[Target]:
    """The target level of each focus area that is under way."""
    return [Target(goal.competence.key, goal.wanted, goal.title, goal.due_on) for goal in queries.goals_of(organisation)]


def call(request, organisation) -> Call | None:
    """To the choice of focus areas, or to the plan when there are some; for those who may change the plan."""
    if not access.allows(request.user, Permission.PLAN_EDIT, organisation):
        return None
    if queries.goals_of(organisation):
        return Call(_("See the plan"), reverse("plans:plan", args=[organisation.key]), _("The focus areas that you chose, and how their actions go."))
    return Call(
        _("Choose two or three focus areas"), reverse("plans:choose", args=[organisation.key]),
        _("The list says for each competence why it stands where it does. You decide."),
    )
