"""The profile in words and pictures: one content (`content.py`), shown as a page, as PDF, Word, CSV, JSON and single pictures."""

from osaava.capability.documents.content import Picture, ProfileContent, Table, content_of

__all__ = ["Picture", "ProfileContent", "Table", "content_of"]
