"""The door of the plans app.

Reads: `open_plan`, `goals_of`, `goal_by_thread` and their kin open the organisation's scope themselves; callers have checked
`Permission.PLAN_VIEW`. Writes take `by=`; `by=None` is the installation itself.
"""

from osaava.plans.enums import ActionState, Importance, Outcome, Progress
from osaava.plans.errors import Stale
from osaava.plans.facts import ActionMoved, GoalAssigned, GoalClosed, GoalDecided
from osaava.plans.models import Action, DevelopmentPlan, EffectResult, FollowUp, Goal
from osaava.plans.operations import (
    add_action,
    assign_goal,
    change_action,
    change_goal,
    check_in,
    close_goal,
    close_plan,
    decide_goal,
    measure_effects,
    move_action,
    open_targeted,
    set_importance,
    start_plan,
    starting_level,
)
from osaava.plans.queries import (
    GoalBoard,
    board_of,
    effects_of,
    follow_ups_of,
    goal_by_thread,
    goals_by_threads,
    goals_of,
    history_of,
    open_plan,
    plans_of,
    position_of,
)
from osaava.plans.threads import read as read_thread

__all__ = [
    "Action",
    "ActionMoved",
    "ActionState",
    "DevelopmentPlan",
    "EffectResult",
    "FollowUp",
    "Goal",
    "GoalAssigned",
    "GoalBoard",
    "GoalClosed",
    "GoalDecided",
    "Importance",
    "Outcome",
    "Progress",
    "Stale",
    "add_action",
    "assign_goal",
    "board_of",
    "change_action",
    "change_goal",
    "check_in",
    "close_goal",
    "close_plan",
    "decide_goal",
    "effects_of",
    "follow_ups_of",
    "goal_by_thread",
    "goals_by_threads",
    "goals_of",
    "history_of",
    "measure_effects",
    "move_action",
    "open_plan",
    "open_targeted",
    "plans_of",
    "position_of",
    "read_thread",
    "set_importance",
    "start_plan",
    "starting_level",
]
