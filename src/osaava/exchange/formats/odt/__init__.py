"""OpenDocument text (odt)."""
