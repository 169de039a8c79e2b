"""The plan as a document: one content (`content.py`), printed as a page, as PDF and as a Word file."""

from osaava.plans.documents.content import PlanDocument, document_of

__all__ = ["PlanDocument", "document_of"]
