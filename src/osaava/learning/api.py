"""The door of the learning app.

Writes take `by=`, the learner: `choose_target_group(by, target_group)`, `set_visibility(by, shows_name)`, `enrol(by, path)`,
`leave_path(by, path)`, `visit_unit(by, unit, block, path)`, `save_answer(by, page, block, value, path)`, `complete_unit(by, unit, language,
path)`, `undo_completion(by, unit)`; most take `at=` for what happened earlier. Reads open the person's scope themselves.
"""

from osaava.learning.errors import BadAnswer, NotAvailable, UnknownBlock
from osaava.learning.facts import PathCompleted, UnitCompleted, UnitCompletionUndone
from osaava.learning.models import Completion, Enrolment, LearnerProfile
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
    front_state,
    journal_of,
    learning_record,
    my_learning,
    next_step,
    organisation_view_of,
    participation,
    path_state,
    paths_of,
    theme_progress,
)

__all__ = [
    "BadAnswer",
    "Completion",
    "Enrolment",
    "LearnerProfile",
    "NotAvailable",
    "PathCompleted",
    "UnitCompleted",
    "UnitCompletionUndone",
    "UnknownBlock",
    "choose_target_group",
    "complete_unit",
    "enrol",
    "front_state",
    "journal_of",
    "learning_record",
    "leave_path",
    "my_learning",
    "next_step",
    "organisation_view_of",
    "participation",
    "path_state",
    "paths_of",
    "save_answer",
    "set_visibility",
    "theme_progress",
    "undo_completion",
    "visit_unit",
]
