"""Pages of a collection. Each fetches its collection through the check: whoever may not work on it gets the same 404 as for one that is not there."""
