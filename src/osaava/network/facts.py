"""News that the network tells to the apps above it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonJoined:
    """A person became a member of an organisation; `target_group_key` is what the invitation said of their work, or empty."""

    person_id: int
    organisation_id: int
    target_group_key: str = ""


@dataclass(frozen=True)
class PersonLeft:
    """A person's membership of an organisation ended."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class OrganisationChanged:
    """An organisation's public facts or its theme roles changed, or it is new."""

    organisation_id: int
