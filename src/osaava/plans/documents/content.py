"""What the document says, in words and in order; the three writers print it and add nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from osaava.base import clock
from osaava.plans import presentation, queries
from osaava.plans.models import DevelopmentPlan
from osaava.plans.queries import GoalBoard, Owner
from osaava.ui.templatetags.osaava_ui import day

SIGNATURES = 2


@dataclass(frozen=True)
class ActionRow:
    """One action in the goal's table."""

    title: str
    text: str
    state: str
    owner: str
    due: str
    hours: str
    links: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in the order of `ACTION_HEAD`."""
        return (self.title, self.state, self.owner, self.due, self.hours)


@dataclass(frozen=True)
class GoalPart:
    """One focus area."""

    title: str
    outcome: str
    facts: tuple[tuple[str, str], ...]
    text: str
    actions: tuple[ActionRow, ...]
    check_ins: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlanDocument:
    """The whole plan on a day."""

    organisation: str
    title: str
    period: str
    made_on: date
    summary: str
    goals: tuple[GoalPart, ...]
    file_name: str
    """Without its ending."""

    @property
    def action_head(self) -> tuple[str, ...]:
        """Headings of the tables of actions."""
        return (_("Action"), _("State"), _("Person responsible"), _("Due date"), _("Hours"))

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who signs."""
        return (_("For the management: date, signature and name in print"), _("Digital lead: date, signature and name in print"))


def document_of(plan: DevelopmentPlan, reader) -> PlanDocument:
    """The plan with all its goals, also closed ones."""
    words = _("development-plan")
    boards, today = queries.board_of(plan, reader, only_open=False), clock.today()
    return PlanDocument(
        organisation=plan.organisation.name, title=plan.name, period=f"{day(plan.starts_on)}–{day(plan.ends_on)}", made_on=today,
        summary=presentation.board_summary(len(boards), sum(b.total for b in boards), sum(b.finished for b in boards)),
        goals=tuple(_goal(board) for board in boards), file_name=f"{plan.organisation.key}-{words}-{today:%Y-%m}",
    )


def _owner(owner: Owner) -> str:
    if owner.is_missing:
        return _("not named")
    return _("%(name)s (has left)") % {"name": owner.name} if owner.has_left else owner.name


def _goal(board: GoalBoard) -> GoalPart:
    goal = board.goal
    level = goal.competence.organisation_levels.in_language(presentation.language())[goal.wanted - 1]
    facts = (
        (_("Competence"), f"{goal.competence.key} {goal.competence.name} ({goal.theme.house_name})"),
        (_("Starting level"), f"{presentation.level_words(goal.baseline)} ({presentation.baseline_words(goal)})"),
        (_("Target level"), f"{goal.wanted}: {level}"),
        (_("By when"), day(goal.due_on)),
        (_("Person responsible"), _owner(board.owner)),
        (_("Thread"), goal.thread),
    )
    rows = tuple(
        ActionRow(
            card.action.title, card.action.text, column.label, _owner(card.owner), day(card.action.due_on) or "–",
            str(card.action.effort_hours if card.action.effort_hours is not None else "–"),
            tuple(str(link.title) for link in card.links if not link.is_gone),
        )
        for column in board.columns
        for card in column.cards
    )
    notes = tuple((f"{day(row.on)}: {row.get_progress_display()}", row.text) for row in queries.follow_ups_of(goal)[:5])
    ended = f"{goal.get_outcome_display()} {day(goal.closed_on)}" if goal.closed_on else ""
    return GoalPart(goal.title, ended, facts, goal.text, rows, notes)
