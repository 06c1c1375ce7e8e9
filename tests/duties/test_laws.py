"""Whatever is done in whatever order, the journal tells what the rows tell, and chains and seals hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import Role, standing_of
from tests.duties.conftest import task

DAYS = st.dates(dt.date(2025, 3, 1), dt.date(2025, 4, 20))
DEEDS = st.one_of(
    st.tuples(st.just("confirm"), st.integers(1, 4), DAYS),
    st.tuples(st.just("withdraw"), st.integers(1, 4), DAYS),
    st.tuples(st.just("excuse"), st.just(0), DAYS),
    st.tuples(st.just("demand"), st.just(0), DAYS),
    st.tuples(st.just("move"), st.just(0), DAYS),
    st.tuples(st.just("close"), st.just(0), DAYS),
    st.tuples(st.just("reopen"), st.just(0), DAYS),
)


def told() -> Counter[tuple[str, dt.date, str]]:
    """Return what stands in the journal of the duties, by kind, day, and whether on time."""
    rows = PostingRow.objects.filter(book="duties")
    tally: Counter[tuple[str, dt.date, str]] = Counter()
    for row in rows:
        timely = next((word for word in ("按时", "逾期") if f"|{word}|" in row.tags), "")
        tally[row.kind, row.on_day, timely] += row.weight
    return +tally


def recomputed() -> Counter[tuple[str, dt.date, str]]:
    """Return the same from the rows alone: fulfilments, excuses, closings, due days."""
    tally: Counter[tuple[str, dt.date, str]] = Counter()
    for one in Occurrence.objects.exclude(state="LIFTED").select_related("duty__task"):
        days = [each.on for each in one.fulfilments.all() if each.withdrawn_at is None]
        now = standing_of(
            required=one.required,
            days=days,
            due_on=one.due_on,
            excused=bool(one.excuse),
            closes_above=one.duty.task.closes_above,
            closed=one.closed_by_id is not None,
        )
        timely = ("逾期" if now.late else "按时") if now.state == "DONE" else ""
        tally[now.state.value.lower(), one.due_on, timely] += 1
        tally.update(("fulfilment", day, "") for day in days)
    return tally


@pytest.mark.parametrize("closes_above", [False, True])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(DEEDS, max_size=12))
def test_any_order_of_deeds_leaves_the_journal_as_the_rows_tell(
    deeds, office, at, handed_down, closes_above
) -> None:
    march = _fresh_march(office, handed_down, closes_above)
    for deed in deeds:
        try:
            _do(deed, march, office, at)
        except Refused:
            continue

    assert told() == recomputed()
    assert _standing_lines() == {1}


def _fresh_march(office, handed_down, closes_above: bool) -> Occurrence:
    frequency = {"kind": "every", "every": "month", "times": 2}
    scheme = handed_down(task("1", (office.north, Role.LEAD), frequency=frequency, closes_above=closes_above))
    return Occurrence.objects.get(label="2025年3月", duty__task__scheme=scheme)


def _do(deed, march, office, at) -> None:
    act, number, day = deed
    source = f"records:{number}"
    match act:
        case "confirm":
            services.confirm(occurrence=march, source=source, on=day, by=office.clerk, at=at)
        case "withdraw":
            standing = Fulfilment.objects.filter(occurrence=march, source=source).order_by("-pk").first()
            if standing is not None:
                services.withdraw(fulfilment=standing, reason="误选", by=office.clerk, at=at)
        case "excuse":
            services.excuse(occurrence=march, reason="停办", by=office.reviewer, at=at)
        case "demand":
            services.demand(occurrence=march, reason="恢复", by=office.reviewer, at=at)
        case "move":
            services.move_due(occurrence=march, to=day, reason="换届", by=office.reviewer, at=at)
        case "close":
            services.close(occurrence=march, by=office.reviewer, at=at)
        case "reopen":
            services.reopen(occurrence=march, reason="重看", by=office.reviewer, at=at)


def _standing_lines() -> set[int]:
    """Return how many lines stand for one source, over all occurrences."""
    tally: Counter[str] = Counter()
    for source, weight in PostingRow.objects.filter(source__startswith="duties:o").values_list(
        "source", "weight"
    ):
        tally[source] += weight
    return set(tally.values())
