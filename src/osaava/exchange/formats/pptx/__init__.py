"""PowerPoint presentations (pptx)."""
