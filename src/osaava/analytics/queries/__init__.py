"""Every read of analytics, with a name."""

from osaava.analytics.queries.network import (
    CompetencePage,
    NetworkRow,
    OrderedNeed,
    competence_by_key,
    competence_page,
    network_rows,
    ordered_needs,
    orders_on_page,
    own_threads,
    threads_wanting,
)
from osaava.analytics.queries.picture import COUNTED, Picture, State, count_picture, latest_picture, levels_shared
from osaava.analytics.queries.thread import Thread, thread_of, threads_of

__all__ = [
    "COUNTED",
    "CompetencePage",
    "NetworkRow",
    "OrderedNeed",
    "Picture",
    "State",
    "Thread",
    "competence_by_key",
    "competence_page",
    "count_picture",
    "latest_picture",
    "levels_shared",
    "network_rows",
    "ordered_needs",
    "orders_on_page",
    "own_threads",
    "thread_of",
    "threads_of",
    "threads_wanting",
]
