"""Choices of collections. Their words are in `views.showing` and `words`."""

from django.db.models import TextChoices


class SourceState(TextChoices):
    """How far a file is. `attached`: a picture that documents of the collection refer to. `left-out`: nothing a person made."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    ATTACHED = "attached"
    LEFT_OUT = "left-out"


WAITS = (SourceState.WAITING, SourceState.READING)
"""Files that nobody has finished reading."""


class ChunkState(TextChoices):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


class ChunkNews(TextChoices):
    """What the last import of a changed file did to a draft unit."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Verb(TextChoices):
    """What a person did to draft units; kept to be undone."""

    EDIT = "edit"
    RENAME = "rename"
    ACCEPT = "accept"
    REOPEN = "reopen"
    DROP = "drop"
    RESTORE = "restore"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    RESOLVE = "resolve"
