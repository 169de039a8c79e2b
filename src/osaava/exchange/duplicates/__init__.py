"""Texts that say the same as another one, in the library or in the same batch."""

from .finding import Likeness, Shelf, find, library_shelf

__all__ = ["Likeness", "Shelf", "find", "library_shelf"]
