"""The door of the learning app.

Writes take `by=`, the learner: `choose_target_group(by, target_group)`, `set_visibility(by, shows_name)`, `enrol(by, path)`,
`leave_path(by, path)`, `visit_unit(by, unit, block, path)`, `save_answer(by, page, block, value, path)`, `complete_unit(by, unit, language,
path)`, `undo_completion(by, unit)`; most take `at=` for what happened earlier. Reads open the person's scope themselves.

My path: `make_plan(by, hours, languages, target_group)`, `replan`, `change_hours`, `decline_step`, `take_back`, `say_known`, and for everybody of
an organisation `plan_for_many(organisation, hours_per_month, by)`, a background job. `learning_of_goals(organisation, threads)` says how each goal
goes. Who knows people's levels registers with `register_personal_levels`.
"""

from osaava.learning.enums import DeclineReason
from osaava.learning.errors import BadAnswer, NotAvailable, NotPlannable, RunGoesOn, UnknownBlock
from osaava.learning.facts import PathCompleted, PersonalPathPlanned, QuizAnswered, UnitCompleted, UnitCompletionUndone
from osaava.learning.models import Completion, Enrolment, LearnerProfile, PersonalPlan, PlanRun
from osaava.learning.my_path.levels import SaidLevel, register_personal_levels
from osaava.learning.my_path.many import plan_for_many
from osaava.learning.my_path.operations import change_hours, decline_step, make_plan, replan, say_known, take_back
from osaava.learning.operations import (
    choose_target_group,
    complete_unit,
    enrol,
    leave_path,
    save_answer,
    set_visibility,
    undo_completion,
    visit_unit,
)
from osaava.learning.queries import (
    GoalLearning,
    MyPath,
    front_state,
    journal_of,
    learning_of_goals,
    learning_record,
    my_learning,
    my_path,
    next_step,
    organisation_view_of,
    participation,
    path_state,
    paths_of,
    planned_next,
    runs_of,
    theme_progress,
)

__all__ = [
    "BadAnswer",
    "Completion",
    "DeclineReason",
    "Enrolment",
    "GoalLearning",
    "LearnerProfile",
    "MyPath",
    "NotAvailable",
    "NotPlannable",
    "PathCompleted",
    "PersonalPathPlanned",
    "PersonalPlan",
    "PlanRun",
    "QuizAnswered",
    "RunGoesOn",
    "SaidLevel",
    "UnitCompleted",
    "UnitCompletionUndone",
    "UnknownBlock",
    "change_hours",
    "choose_target_group",
    "complete_unit",
    "decline_step",
    "enrol",
    "front_state",
    "journal_of",
    "learning_of_goals",
    "learning_record",
    "leave_path",
    "make_plan",
    "my_learning",
    "my_path",
    "next_step",
    "organisation_view_of",
    "participation",
    "path_state",
    "paths_of",
    "plan_for_many",
    "planned_next",
    "register_personal_levels",
    "replan",
    "runs_of",
    "save_answer",
    "say_known",
    "set_visibility",
    "take_back",
    "theme_progress",
    "undo_completion",
    "visit_unit",
]
