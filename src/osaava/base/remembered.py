"""What is the same for everyone, worked out once until shared content changes.

Values live in the process under the revision that the request began with (`base.revision`), the day and the active language. Only requests that read
remember: in a transaction of its own a write could leave behind what is then rolled back. A value is shared by threads and must not be changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.utils.translation import get_language

from osaava.base import clock, revision

MOST = 6000
MOST_CHARACTERS = 6_000_000
"""Values kept, and the length of the rendered parts among them; over it the memory starts anew."""
T = TypeVar("T")
_lock = threading.Lock()
_values: dict[Hashable, Any] = {}
_valid_for = -1
_characters = 0


def remembered(name: Hashable, make: Callable[[], T]) -> T:
    """`make()`, or what it gave before. It may read shared tables only, and nothing about the person who asks."""
    global _valid_for, _characters
    now = revision.of_reading()
    if now is None:
        return make()
    key = (name, clock.today(), get_language())
    if now == _valid_for and key in _values:
        try:
            return _values[key]
        except KeyError:  # another thread forgot just now
            pass
    value = make()
    with _lock:
        if now > _valid_for or len(_values) >= MOST or _characters > MOST_CHARACTERS:
            _values.clear()
            _valid_for, _characters = max(now, _valid_for), 0
        if now == _valid_for:  # a request that began before the last change keeps nothing
            _values[key] = value
            _characters += len(value) if isinstance(value, str) else 0
    return value


def forget() -> None:
    """Forget everything (tests roll the database back, which no revision number tells)."""
    global _valid_for, _characters
    with _lock:
        _values.clear()
        _valid_for, _characters = -1, 0
