"""Pure statistics of the profile: intervals of small finite groups, comparisons by permutation, effects, bands. See docs/reference/statistics.md.

Each module names the source of its formulas. The modules that need numpy are imported where they are used, so that starting the campus stays quick.
"""
