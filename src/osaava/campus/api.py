"""The door of the campus app, for the project alone: feedback, and the index of themes and help, which change with a release."""

from osaava.base import search
from osaava.campus.models import Feedback
from osaava.campus.operations import mark_answered, reopen_feedback, send_feedback
from osaava.themes.api import all_themes

__all__ = ["Feedback", "index_vocabulary", "mark_answered", "reopen_feedback", "send_feedback"]


def index_vocabulary() -> int:
    """Index themes and help pages anew; cheap, meant for every start after an upgrade. Returns documents written."""
    return search.reindex("theme", [theme.pk for theme in all_themes()]) + search.reindex("help", [])
