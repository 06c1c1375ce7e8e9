"""What figures stand on together: each source once, in the order in which sources are printed."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.desk import source_order, united
from taizhang.kernel.source_ref import SourceRef

FIRST = dt.date(2025, 1, 1)


def source(number: int) -> SourceRef:
    """Return a record; of three records in a row all are of one day."""
    on = FIRST + dt.timedelta(days=number // 3)
    return SourceRef(f"records:{number}", 1, unit=1, on=on, number=f"2025-{number:04}")


groups = st.lists(
    st.frozensets(st.integers(0, 40)).map(
        lambda numbers: tuple(sorted(map(source, numbers), key=source_order))
    ),
    max_size=4,
).map(tuple)


@settings(max_examples=300, deadline=None)
@given(groups)
def test_each_source_stands_once_and_in_order(told: tuple[tuple[SourceRef, ...], ...]) -> None:
    every = {ref for group in told for ref in group}

    assert united(told) == tuple(sorted(every, key=source_order))


def test_of_two_periods_the_earlier_one_comes_first() -> None:
    now, before = (source(30), source(31)), (source(3), source(5))

    assert united((now, before)) == (*before, *now)


def test_sources_of_the_very_same_day_are_ordered_by_their_numbers() -> None:
    assert united(((source(1),), (source(0), source(2)))) == (source(0), source(1), source(2))
