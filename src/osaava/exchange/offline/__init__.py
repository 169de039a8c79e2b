"""Units and paths as pages that need no campus: one publication, which each offline format writes in its own way."""

from osaava.exchange.offline.publication import Chapter, Part, Publication, of_library, of_path

__all__ = ["Chapter", "Part", "Publication", "of_library", "of_path"]
