"""News that accounts tells to the apps above it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonErased:
    """A person is being erased, in this transaction; receivers remove what they hold under the person's addresses."""

    person_id: int
    emails: tuple[str, ...]
