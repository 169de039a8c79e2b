"""A way to the collections from the author's room."""

from __future__ import annotations

from osaava.exchange.collections import queries


def collections_on_the_list(request) -> dict:
    """Context and templates for `library.api.production_extras`."""
    return {"slots": {"top": ["exchange/production_link.html"]}} if queries.owners_for(request.user) else {}
