"""From one document to draft units: where to cut, what to call each part, and which blocks its pieces become.

Pure: no database, no clock, no chance. The same document always gives the same drafts, and an edit in one paragraph leaves the others as they were.
"""

from .draft import WARNINGS, Draft
from .making import LONGEST, SHORTEST, chunk

__all__ = ["LONGEST", "SHORTEST", "WARNINGS", "Draft", "chunk"]
