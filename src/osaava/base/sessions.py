"""Sessions in the database, as Django keeps them; the row that a request has already read is not read a second time."""

from __future__ import annotations

from contextvars import ContextVar

from django.contrib.sessions.backends import db

_at_hand: ContextVar[tuple[str, str] | None] = ContextVar("session_at_hand", default=None)


def hand_over(key: str, data: str) -> None:
    """Keep the stored session that the start of the request found still valid."""
    _at_hand.set((key, data))


def forget() -> None:
    """The request is over."""
    _at_hand.set(None)


class SessionStore(db.SessionStore):
    """Django's store, which first looks at what is at hand."""

    @classmethod
    def get_model_class(cls):
        return db.SessionStore.get_model_class()

    def load(self):
        found = _at_hand.get()
        if found and found[0] == self.session_key:
            _at_hand.set(None)  # once: after this the session may have been changed
            return self.decode(found[1])
        return super().load()
