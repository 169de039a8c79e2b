"""Tables of the app; they live with what uses them."""

from osaava.exchange.collections.models import Change, Chunk, Collection, Picture, Source

__all__ = ["Change", "Chunk", "Collection", "Picture", "Source"]
