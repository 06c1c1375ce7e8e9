"""An occurrence through its life: confirmed, taken back, late, excused, moved, closed off by other eyes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import FulfilmentRefused, OccurrenceRefused, Role
from tests.duties.conftest import task

IN_TIME, LATE = dt.date(2025, 3, 20), dt.date(2025, 4, 2)


def confirm(occurrence, office, at, *, source: str = "records:1", on: dt.date = IN_TIME) -> Fulfilment:
    """Confirm, as the clerk, that a piece of work fulfils the occurrence."""
    return services.confirm(occurrence=occurrence, source=source, on=on, by=office.clerk, at=at)


def standing(occurrence) -> list[tuple[str, str]]:
    """Return kind and tags of what stands in the journal for the occurrence."""
    rows = PostingRow.objects.filter(source=occurrence.source, weight=1, reversal__isnull=True)
    return list(rows.values_list("kind", "tags"))


def test_work_within_the_time_fulfils_on_time(march, office, at) -> None:
    confirm(march, office, at)

    march.refresh_from_db()
    assert (march.state, march.done, march.done_on, march.late) == ("DONE", 1, IN_TIME, False)
    [(kind, tags)] = standing(march)
    assert kind == "done" and "|按时|" in tags and "|role:LEAD|" in tags


def test_work_after_the_due_day_is_done_but_late(march, office, at) -> None:
    confirm(march, office, at, on=LATE)

    march.refresh_from_db()
    assert (march.state, march.late) == ("DONE", True)
    assert "|逾期|" in standing(march)[0][1]


def test_work_from_before_it_opened_fulfils_nothing(march, office, at) -> None:
    with pytest.raises(FulfilmentRefused, match="早于这一期的开始日期 2025-03-01"):
        confirm(march, office, at, on=dt.date(2025, 2, 28))


def test_the_same_work_fulfils_an_occurrence_once(march, office, at) -> None:
    confirm(march, office, at)

    with pytest.raises(FulfilmentRefused, match="不用再确认"):
        confirm(march, office, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.create(occurrence=march, source="records:1", on=IN_TIME, by=office.clerk, at=at)


def test_taken_back_it_is_due_again_and_can_be_confirmed_anew(march, office, at) -> None:
    made = confirm(march, office, at)

    services.withdraw(fulfilment=made, reason="不是这项工作", by=office.reviewer, at=at)

    march.refresh_from_db()
    assert (march.state, march.done, march.done_on) == ("DUE", 0, None)
    confirm(march, office, at)
    assert [kind for kind, _ in standing(march)] == ["done"]


def test_a_fulfilment_is_never_changed_but_to_be_withdrawn_once(march, office, at) -> None:
    made = confirm(march, office, at)

    for change in (
        lambda: Fulfilment.objects.filter(pk=made.pk).update(on=LATE),
        lambda: Fulfilment.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    services.withdraw(fulfilment=made, reason="误选", by=office.clerk, at=at)
    with pytest.raises(FulfilmentRefused, match="已经撤回"):
        services.withdraw(fulfilment=made, reason="误选", by=office.clerk, at=at)


def test_an_excuse_needs_a_reason_and_is_told_as_such(march, office, at) -> None:
    with pytest.raises(OccurrenceRefused, match="写明理由"):
        services.excuse(occurrence=march, reason=" ", by=office.reviewer, at=at)

    services.excuse(occurrence=march, reason="防汛停办", by=office.reviewer, at=at)
    assert [kind for kind, _ in standing(march)] == ["excused"]

    services.demand(occurrence=march, reason="已恢复", by=office.reviewer, at=at)
    assert [kind for kind, _ in standing(march)] == ["due"]
    assert list(march.steps.order_by("pk").values_list("act", "reason")) == [
        ("EXCUSE", "防汛停办"),
        ("DEMAND", "已恢复"),
    ]


def test_done_beats_excused(march, office, at) -> None:
    services.excuse(occurrence=march, reason="防汛停办", by=office.reviewer, at=at)

    confirm(march, office, at)

    assert [kind for kind, _ in standing(march)] == ["done"]


def test_a_moved_due_day_keeps_the_former_one_and_tells_lateness_anew(march, office, at) -> None:
    confirm(march, office, at, on=LATE)

    moved = services.move_due(
        occurrence=march, to=dt.date(2025, 4, 10), reason="换届", by=office.reviewer, at=at
    )

    assert (moved.state, moved.late) == ("DONE", False)
    [step] = march.steps.all()
    assert (step.was, step.now, step.reason) == (dt.date(2025, 3, 31), dt.date(2025, 4, 10), "换届")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        march.steps.update(reason="另一个理由")


@pytest.mark.parametrize(
    ("day", "words"), [(dt.date(2025, 2, 1), "不能早于"), (dt.date(2025, 3, 31), "与原来相同")]
)
def test_a_due_day_is_not_moved_before_the_opening_nor_to_itself(march, office, at, day, words) -> None:
    with pytest.raises(OccurrenceRefused, match=words):
        services.move_due(occurrence=march, to=day, reason="换届", by=office.reviewer, at=at)


@pytest.fixture
def closing(office, handed_down) -> Occurrence:
    """Return an occurrence of a task that the unit above closes off."""
    handed_down(task("1", (office.north, Role.LEAD), closes_above=True))
    return Occurrence.objects.get(label="2025年3月")


def test_what_the_unit_above_closes_off_is_partial_until_then(closing, office, at) -> None:
    with pytest.raises(OccurrenceRefused, match="还没有做够次数"):
        services.close(occurrence=closing, by=office.reviewer, at=at)
    confirm(closing, office, at)
    assert [kind for kind, _ in standing(closing)] == ["partial"]

    services.close(occurrence=closing, by=office.reviewer, at=at)

    assert [kind for kind, _ in standing(closing)] == ["done"]


def test_nobody_closes_off_what_they_confirmed(closing, office, at) -> None:
    confirm(closing, office, at)

    with pytest.raises(OwnWork, match="不能核销"):
        services.close(occurrence=closing, by=office.clerk, at=at)


def test_a_closing_falls_with_the_work_it_closed(closing, office, at) -> None:
    made = confirm(closing, office, at)
    services.close(occurrence=closing, by=office.reviewer, at=at)

    services.withdraw(fulfilment=made, reason="记录作废", by=office.clerk, at=at)
    confirm(closing, office, at, source="records:2")

    assert [kind for kind, _ in standing(closing)] == ["partial"]


def test_reopened_it_waits_for_closing_again(closing, office, at) -> None:
    confirm(closing, office, at)
    services.close(occurrence=closing, by=office.reviewer, at=at)

    services.reopen(occurrence=closing, reason="材料不全", by=office.reviewer, at=at)

    assert [kind for kind, _ in standing(closing)] == ["partial"]


def test_one_piece_of_work_is_taken_back_from_everything_at_once(office, handed_down, at) -> None:
    handed_down(*(task(number, (office.north, Role.LEAD)) for number in "123"))
    owed = list(Occurrence.objects.filter(label="2025年3月"))
    for occurrence in owed:
        confirm(occurrence, office, at)

    taken = services.withdraw_source(source="records:1", reason="记录作废", by=office.clerk, at=at)

    assert taken == 3
    assert {kind for one in owed for kind, _ in standing(one)} == {"due"}
