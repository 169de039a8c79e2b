"""What the front of house sweeps once a day."""

from osaava.base import clock, jobs
from osaava.campus import operations


@jobs.every_day
def forget_feedback() -> None:
    """Feedback is kept a year after its answer."""
    operations.forget_old_feedback(now=clock.now())
