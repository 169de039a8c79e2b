"""Opens the scope of a collection's owner for a read or a write that was handed the collection: whoever has it came through its check."""

from __future__ import annotations

from functools import wraps

from django_scopes import scope


def in_its_scope(function):
    """Run `function` in the scope of the organisation that owns its first argument (or its `collection`, `chunk` or `source`)."""

    @wraps(function)
    def wrapper(*args, **kwargs):
        things = [*args, *(kwargs[name] for name in ("collection", "chunk", "source") if name in kwargs)]
        found = things[0]
        with scope(organisation=getattr(found, "collection", found).owner):
            return function(*args, **kwargs)

    return wrapper
