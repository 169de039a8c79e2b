"""Planning a personal path: which units, in what order, in which weeks. Pure Python behind a port; HiGHS proves the optimum.

`port` says what is asked and answered; `reduce` leaves what can matter; `greedy` answers at once; `highs` proves the best; `order` and `explain`
make the plan a person reads. `docs/reference/planner.md` has the model and the figures.
"""

from osaava.paths.planner.catalogue import Catalogue
from osaava.paths.planner.plan import Planner, plan, plan_many, without
from osaava.paths.planner.port import Candidate, Closing, Gap, LeavingOut, PlannedUnit, Problem, Solution

__all__ = ["Candidate", "Catalogue", "Closing", "Gap", "LeavingOut", "PlannedUnit", "Planner", "Problem", "Solution", "plan", "plan_many", "without"]
