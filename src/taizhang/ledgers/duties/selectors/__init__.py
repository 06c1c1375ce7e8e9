"""Reads of schemes, duties and occurrences, always within a scope of units."""

from taizhang.ledgers.duties.selectors.duties import (
    duties_of_posts,
    duties_of_task,
    duties_within,
    duty_seen,
    duty_within,
    objections_to,
)
from taizhang.ledgers.duties.selectors.occurrences import (
    Cell,
    fulfilments_by_source,
    fulfilments_of,
    matrix_of,
    occurrence_within,
    occurrences_by_source,
    occurrences_within,
    open_of_posts,
    open_within,
    standing_fulfilments,
    waiting_to_close,
)
from taizhang.ledgers.duties.selectors.reminding import days_of_telling, lapsed_within, unmet_of
from taizhang.ledgers.duties.selectors.schemes import (
    amendments_of,
    in_order_of_numbers,
    scheme_within,
    schemes_within,
    tasks_of,
    with_answering,
    with_task_counts,
)

__all__ = [
    "Cell",
    "amendments_of",
    "days_of_telling",
    "duties_of_posts",
    "duties_of_task",
    "duties_within",
    "duty_seen",
    "duty_within",
    "fulfilments_by_source",
    "fulfilments_of",
    "in_order_of_numbers",
    "lapsed_within",
    "matrix_of",
    "objections_to",
    "occurrence_within",
    "occurrences_by_source",
    "occurrences_within",
    "open_of_posts",
    "open_within",
    "scheme_within",
    "schemes_within",
    "standing_fulfilments",
    "tasks_of",
    "unmet_of",
    "waiting_to_close",
    "with_answering",
    "with_task_counts",
]
