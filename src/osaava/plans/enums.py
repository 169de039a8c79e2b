"""Choices of the development plan. Keys are stable; the words are the glossary's."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActionState(TextChoices):
    """The columns of the board, in order."""

    PROPOSED = "proposed", pgettext_lazy("state of an action", "Proposed")
    PLANNING = "planning", pgettext_lazy("state of an action", "In planning")
    RUNNING = "running", pgettext_lazy("state of an action", "Running")
    DONE = "done", pgettext_lazy("state of an action", "Done")
    ESTABLISHED = "established", pgettext_lazy("state of an action", "Established")


class Importance(IntegerChoices):
    """How much a theme matters to the organisation in this period."""

    SOME = 1, _("Some")
    IMPORTANT = 2, _("Important")
    MOST = 3, _("Most important")


class Baseline(TextChoices):
    """Where a goal's starting level comes from."""

    STAFF = "staff", _("staff view")
    TEAM = "team", _("team assessment")
    OWN = "own", _("own estimate")


class Outcome(TextChoices):
    """How a goal ended."""

    REACHED = "reached", pgettext_lazy("outcome of a goal", "Reached")
    DROPPED = "dropped", pgettext_lazy("outcome of a goal", "Given up")


class Progress(TextChoices):
    """A check-in in one word."""

    ON_TRACK = "on_track", pgettext_lazy("progress of an action", "Going well")
    SLOW = "slow", pgettext_lazy("progress of an action", "Slower than planned")
    STUCK = "stuck", pgettext_lazy("progress of an action", "Stuck")
    FINISHED = "finished", pgettext_lazy("progress of an action", "Finished")


class ChangeKind(TextChoices):
    """What happened to a plan, for its history."""

    PLAN_STARTED = "plan_started", _("The plan was started")
    PLAN_CLOSED = "plan_closed", _("The plan was closed")
    GOAL_DECIDED = "goal_decided", _("The focus area was chosen")
    GOAL_CHANGED = "goal_changed", _("The focus area was changed")
    GOAL_CLOSED = "goal_closed", _("The focus area was closed")
    GOAL_REOPENED = "goal_reopened", _("The focus area was opened again")
    GOAL_ASSIGNED = "goal_assigned", _("The focus area was assigned to groups")
    ACTION_ADDED = "action_added", _("The action was added")
    ACTION_CHANGED = "action_changed", _("The action was changed")
    ACTION_MOVED = "action_moved", _("The action was moved")
    ACTION_REMOVED = "action_removed", _("The action was removed")
    ACTION_RESTORED = "action_restored", _("The action was brought back")
