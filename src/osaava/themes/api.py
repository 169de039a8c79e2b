"""The door of the themes app."""

from osaava.themes.models import LEVELS, Competence, TargetGroup, Theme, UsualLevel
from osaava.themes.operations import load_vocabulary
from osaava.themes.queries import (
    all_competences,
    all_target_groups,
    all_themes,
    all_usual_levels,
    competences_of,
    theme_by_key,
    theme_by_slug,
    usual_levels_of,
)

__all__ = [
    "LEVELS",
    "Competence",
    "TargetGroup",
    "Theme",
    "UsualLevel",
    "all_competences",
    "all_target_groups",
    "all_themes",
    "all_usual_levels",
    "competences_of",
    "load_vocabulary",
    "theme_by_key",
    "theme_by_slug",
    "usual_levels_of",
]
