"""The door of the accounts app."""

from osaava.accounts.models import Person

__all__ = ["Person"]
