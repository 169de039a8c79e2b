"""News that travels upward: a lower app publishes a frozen dataclass in the past tense, higher apps receive it.

Receivers run in the publisher's transaction, in the order of registration: either the change and everything that follows from it are
stored, or none of it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import is_dataclass

_receivers: dict[type, list[Callable]] = defaultdict(list)


def receiver(fact_type: type) -> Callable:
    """Mark a function as receiver of one kind of fact."""
    if not is_dataclass(fact_type):
        raise TypeError(f"{fact_type!r} is not a fact: make it a frozen dataclass.")

    def register(function: Callable) -> Callable:
        if function not in _receivers[fact_type]:
            _receivers[fact_type].append(function)
        return function

    return register


def publish(fact: object) -> None:
    """Tell every receiver of this kind of fact, now, in the current transaction."""
    for function in _receivers[type(fact)]:
        function(fact)
