"""Planning a personal path: which units, in what order, in which weeks. Pure Python behind a port; HiGHS proves the optimum.

`port` says what is asked and answered.
"""
