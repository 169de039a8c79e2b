"""Eero assesses himself, Outi is from elsewhere; the item bank is the package's own."""

from osaava.network.tests.people import aino, eero, elsewhere, here, outi  # noqa: F401
