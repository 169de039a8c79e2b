"""News from below that the network acts on."""

from osaava.accounts.api import PersonErased
from osaava.base import facts
from osaava.network import operations


@facts.receiver(PersonErased)
def forget_addresses(fact: PersonErased) -> None:
    """Invitations to an erased person's addresses go with the person."""
    operations.forget_addresses(emails=fact.emails)
