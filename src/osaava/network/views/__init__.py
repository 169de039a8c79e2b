"""Views of the network, by who they are for."""

from osaava.network.views import coordination, organisation, own, people, public

__all__ = ["coordination", "organisation", "own", "people", "public"]
