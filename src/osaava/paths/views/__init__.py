"""Pages of paths that everyone may read."""
