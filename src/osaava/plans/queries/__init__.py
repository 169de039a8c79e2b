"""Every read of development plans, with a name."""

from osaava.plans.queries.board import Card, Column, GoalBoard, Link, Owner, board_of, owners_of
from osaava.plans.queries.choosing import Content, content_for, links_of, offered_to, path_objects, people_by_words, people_to_choose, unit_objects, usual_groups
from osaava.plans.queries.comparison import closed_round, effects_of
from osaava.plans.queries.plans import (
    action_of,
    follow_ups_of,
    goal_by_thread,
    goals_by_threads,
    goals_of,
    history_of,
    open_plan,
    plan_counts,
    plan_of,
    plans_of,
    removed_actions,
    templates_in_use,
)
from osaava.plans.queries.standing import Position, offers_for, position_of, ranked_for
from osaava.plans.queries.targeting import items_for, last_round, minutes_for, staff_version_for

__all__ = [
    "Card",
    "Column",
    "Content",
    "GoalBoard",
    "Link",
    "Owner",
    "Position",
    "action_of",
    "board_of",
    "closed_round",
    "content_for",
    "effects_of",
    "follow_ups_of",
    "goal_by_thread",
    "goals_by_threads",
    "goals_of",
    "history_of",
    "items_for",
    "last_round",
    "links_of",
    "minutes_for",
    "offered_to",
    "offers_for",
    "open_plan",
    "owners_of",
    "path_objects",
    "people_by_words",
    "people_to_choose",
    "plan_counts",
    "plan_of",
    "plans_of",
    "position_of",
    "ranked_for",
    "removed_actions",
    "staff_version_for",
    "templates_in_use",
    "unit_objects",
    "usual_groups",
]
