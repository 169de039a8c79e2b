"""Pages for authors. Each fetches its unit through the check: whoever may not write it gets the same 404 as for a unit that is not there."""
