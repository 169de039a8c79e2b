"""Reads of plans, goals, check-ins and history. Each opens its organisation's scope itself."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django_scopes import scope

from osaava.plans import rules, threads
from osaava.plans.models import Action, Change, DevelopmentPlan, FollowUp, Goal

HISTORY = 100


def open_plan(organisation) -> DevelopmentPlan | None:
    """The plan that is under way, or None."""
    with scope(organisation=organisation):
        return DevelopmentPlan.objects.select_related("organisation").filter(organisation=organisation, closed_on=None).first()


def plans_of(organisation) -> list[DevelopmentPlan]:
    """All plans of the organisation, the newest first."""
    with scope(organisation=organisation):
        return list(DevelopmentPlan.objects.select_related("organisation").filter(organisation=organisation))


def plan_of(organisation, uuid) -> DevelopmentPlan | None:
    """One of the organisation's plans, or None."""
    with scope(organisation=organisation):
        return DevelopmentPlan.objects.select_related("organisation").filter(organisation=organisation, uuid=uuid).first()


def _goals(organisation):
    rows = Goal.objects.filter(plan__organisation=organisation)
    return rows.select_related("plan__organisation", "competence", "theme", "owner")


def goals_of(organisation, *, plan: DevelopmentPlan | None = None, only_open: bool = True) -> list[Goal]:
    """Goals in their order: of one plan, or of all of the organisation's plans."""
    with scope(organisation=organisation):
        rows = _goals(organisation)
        if plan is not None:
            rows = rows.filter(plan=plan)
        return list(rows.filter(closed_on=None) if only_open else rows)


def closed_goals_of(plan: DevelopmentPlan) -> list[Goal]:
    """Goals of the plan that are no longer under way, the newest first."""
    with scope(organisation=plan.organisation):
        return list(Goal.objects.filter(plan=plan).exclude(closed_on=None).order_by("-closed_on", "-pk"))


def goal_by_thread(organisation, code: str) -> Goal | None:
    """The organisation's goal with this thread code (as somebody typed it), or None."""
    with scope(organisation=organisation):
        return _goals(organisation).filter(thread=threads.read(code) or "-").first()


def goals_by_threads(organisation, codes) -> dict[str, Goal]:
    """Code -> goal, of those among `codes` that are this organisation's."""
    with scope(organisation=organisation):
        return {goal.thread: goal for goal in _goals(organisation).filter(thread__in=list(codes))}


def action_of(organisation, uuid: UUID) -> Action | None:
    """One of the organisation's actions, also a removed one, or None."""
    with scope(organisation=organisation):
        rows = Action.objects.filter(goal__plan__organisation=organisation, uuid=uuid)
        return rows.select_related("goal__plan__organisation", "goal__competence", "goal__theme", "goal__owner", "owner").first()


def removed_actions(goal: Goal) -> list[Action]:
    """Actions that were taken off a goal's board, the latest first."""
    with scope(organisation=goal.plan.organisation):
        return list(Action.objects.filter(goal=goal, removed_at__isnull=False).order_by("-removed_at"))


def templates_in_use(goal: Goal) -> set[str]:
    """Keys of the measures that the goal has taken."""
    with scope(organisation=goal.plan.organisation):
        return set(Action.objects.filter(goal=goal, removed_at=None).exclude(template="").values_list("template", flat=True))


def follow_ups_of(goal: Goal, action: Action | None = None) -> list[FollowUp]:
    """Check-ins, the newest first: of a goal with its actions, or of one action."""
    with scope(organisation=goal.plan.organisation):
        rows = FollowUp.objects.filter(goal=goal).select_related("by", "action")
        return list((rows.filter(action=action) if action else rows)[:HISTORY])


def history_of(plan: DevelopmentPlan, *, goal: Goal | None = None, action: Action | None = None) -> list[Change]:
    """Lines of history, the newest first: of a plan, a goal with its actions, or one action."""
    with scope(organisation=plan.organisation):
        rows = Change.objects.filter(plan=plan).select_related("by", "goal", "action")
        if goal is not None:
            rows = rows.filter(goal=goal)
        if action is not None:
            rows = rows.filter(action=action)
        return list(rows[:HISTORY])


def plan_counts(plan: DevelopmentPlan) -> tuple[int, int, int]:
    """Open goals, their actions, and how many of these are done; one query."""
    with scope(organisation=plan.organisation):
        present = Q(actions__removed_at=None, actions__isnull=False)
        found = Goal.objects.filter(plan=plan, closed_on=None).aggregate(
            goals=Count("pk", distinct=True), total=Count("actions", filter=present, distinct=True),
            finished=Count("actions", filter=present & Q(actions__state__in=rules.FINISHED), distinct=True),
        )
    return found["goals"], found["total"], found["finished"]
