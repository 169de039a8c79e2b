"""Virtuaalinen osaamiskampus: a virtual competence campus for vocational education providers."""

__version__ = "0.1.0"
