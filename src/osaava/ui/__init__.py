"""Design system: tokens, layout, components, the campus map and the living style guide."""
