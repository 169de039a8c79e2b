"""Pages for authors of paths."""
