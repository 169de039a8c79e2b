"""My path: what the planner proposes to a person, and what the person makes of it."""
