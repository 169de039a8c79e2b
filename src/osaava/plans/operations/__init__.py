"""Every write on development plans, with a name."""

from osaava.plans.operations.actions import Moved, add_action, change_action, check_in, move_action, remove_action, restore_action
from osaava.plans.operations.assigning import assign_goal
from osaava.plans.operations.effects import measure_effects
from osaava.plans.operations.goals import StartingLevel, change_goal, close_goal, decide_goal, reopen_goal, starting_level
from osaava.plans.operations.plans import close_plan, set_importance, start_plan
from osaava.plans.operations.rounds import open_targeted

__all__ = [
    "Moved",
    "StartingLevel",
    "add_action",
    "assign_goal",
    "change_action",
    "change_goal",
    "check_in",
    "close_goal",
    "close_plan",
    "decide_goal",
    "measure_effects",
    "move_action",
    "open_targeted",
    "remove_action",
    "reopen_goal",
    "restore_action",
    "set_importance",
    "start_plan",
    "starting_level",
]
