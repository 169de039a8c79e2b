"""Every read of learning, with a name."""

from osaava.learning.queries.export import LearningRecord, learning_record
from osaava.learning.queries.goals import GoalLearning, learning_of_goals
from osaava.learning.queries.journal import Journal, answers_of, journal_of
from osaava.learning.queries.learner import (
    MyLearning,
    NextStep,
    OrganisationView,
    facts_of,
    front_state,
    my_learning,
    next_step,
    next_step_on,
    organisation_view_of,
    suggested_paths,
    theme_progress,
)
from osaava.learning.queries.my_path import MyPath, my_path, planned_next
from osaava.learning.queries.participation import FEWEST, Count, Participation, learners_on_paths, participation
from osaava.learning.queries.planning import runs_of
from osaava.learning.queries.progress import (
    PathState,
    path_has_unit,
    path_state,
    paths_just_completed,
    paths_of,
    present_path_slug,
    state_on,
    unit_to_visit,
    version_read,
)
from osaava.paths.api import rows_for

__all__ = [
    "FEWEST",
    "Count",
    "GoalLearning",
    "Journal",
    "LearningRecord",
    "MyLearning",
    "MyPath",
    "NextStep",
    "OrganisationView",
    "Participation",
    "PathState",
    "answers_of",
    "facts_of",
    "front_state",
    "journal_of",
    "learners_on_paths",
    "learning_of_goals",
    "learning_record",
    "my_learning",
    "my_path",
    "next_step",
    "next_step_on",
    "organisation_view_of",
    "participation",
    "path_has_unit",
    "path_state",
    "paths_just_completed",
    "paths_of",
    "planned_next",
    "present_path_slug",
    "rows_for",
    "runs_of",
    "state_on",
    "suggested_paths",
    "theme_progress",
    "unit_to_visit",
    "version_read",
]
