"""A record tells which duties it fulfils, and lets whoever may confirm those it might."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledgers.duties.models import Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import Role
from taizhang.ledgers.records.services import create_record
from taizhang.processes.duties import confirm_match, openings_for
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]
LATER = dt.date(2025, 6, 1)
VISITS = {"kinds": ("visit",)}


@pytest.fixture
def march(office, handed_down) -> list[Occurrence]:
    """Return the occurrences of March 2025 of two monthly duties of the north community, and of the south's."""
    handed_down(
        task("1", (office.north, Role.LEAD), (office.south, Role.RESPONSIBLE), **VISITS),
        task("2", (office.north, Role.LEAD), words=("困难户",)),
        task("3", (office.north, Role.LEAD)),
    )
    rows = Occurrence.objects.filter(label="2025年3月").order_by("duty__task__number", "duty__unit__name")
    return list(rows.select_related("duty__task", "duty__unit"))


@pytest.fixture
def visit(accepted):
    """Return an accepted visit of the north community in March."""
    return accepted(title="走访困难户", on=dt.date(2025, 3, 12))


def page_of(client, record) -> str:
    """Return the words of the record's page."""
    return client.get(f"/records/{record.number}/").content.decode()


def test_the_openings_are_those_from_whose_page_the_record_is_proposed(office, march, visit) -> None:
    units = [office.street.pk, office.north.pk, office.south.pk]

    found = openings_for(record=visit, units=units, on=LATER)

    told = {(one.occurrence.duty.task.number, one.occurrence.label) for one in found}
    assert told == {(number, f"2025年{month}月") for number in "12" for month in (1, 2, 3)}
    assert {one.occurrence.duty.unit_id for one in found} == {office.north.pk}
    in_time = [one for one in found if one.occurrence.label == "2025年3月"]
    assert found[:2] == in_time
    assert {one.reasons for one in in_time} == {
        ("类型相符", "在期限内", "同一单位"),
        ("题目提到“困难户”", "在期限内", "同一单位"),
    }


def test_whoever_may_confirm_ticks_what_the_record_fulfils(cast, march, visit) -> None:
    ticked = [one.pk for one in march if one.duty.unit == visit.unit and one.duty.task.number in "12"]
    page = page_of(cast.clerk, visit)
    assert "可能完成的责任" in page and all(f'value="{pk}"' in page for pk in ticked)

    answer = cast.clerk.post(f"/records/{visit.number}/fulfil/", {"occurrence": ticked})

    assert (answer.status_code, answer["Location"]) == (303, f"/records/{visit.number}/")
    assert set(Fulfilment.objects.values_list("occurrence_id", "source")) == {
        (pk, visit.source) for pk in ticked
    }
    page = page_of(cast.clerk, visit)
    assert page.count("按时完成") == 2
    assert all(f"/duties/occurrences/{pk}/" in page and f'value="{pk}"' not in page for pk in ticked)


def test_who_only_looks_sees_what_it_fulfils_and_nothing_to_tick(cast, office, march, visit, at) -> None:
    confirm_match(occurrence=march[0], record=visit, by=office.clerk, on=LATER, at=at)

    page = page_of(cast.upper, visit)

    assert "完成的责任" in page and "按时完成" in page
    assert "可能完成的责任" not in page


def test_all_are_confirmed_or_none(cast, march, visit) -> None:
    south = next(one for one in march if one.duty.unit != visit.unit)

    answer = cast.reviewer.post(
        f"/records/{visit.number}/fulfil/", {"occurrence": [march[0].pk, south.pk, march[-1].pk]}
    )

    assert answer.status_code == 422
    assert f"记录 {visit.number} 不是承办单位或其下属单位的" in answer.content.decode()
    assert not Fulfilment.objects.exists()


@pytest.mark.parametrize("sent", [[], ["x"], ["9" * 30]])
def test_nothing_ticked_is_told(cast, visit, sent) -> None:
    answer = cast.clerk.post(f"/records/{visit.number}/fulfil/", {"occurrence": sent})

    assert answer.status_code == 422
    assert "没有勾选责任" in answer.content.decode()


def test_an_occurrence_that_is_not_there_is_not_found(cast, visit) -> None:
    assert cast.clerk.post(f"/records/{visit.number}/fulfil/", {"occurrence": ["999999"]}).status_code == 404


def test_a_draft_fulfils_nothing_and_offers_nothing(cast, office, march, activity, at) -> None:
    draft = create_record(content=activity(kind="visit", title="走访困难户"), by=office.clerk, at=at)

    assert "完成的责任" not in page_of(cast.clerk, draft)


def test_the_queries_of_a_record_do_not_grow_with_what_it_fulfils(
    cast, office, march, visit, at, django_assert_num_queries
) -> None:
    confirm_match(occurrence=march[0], record=visit, by=office.clerk, on=LATER, at=at)
    page_of(cast.clerk, visit)
    with CaptureQueriesContext(connection) as before:
        page_of(cast.clerk, visit)

    for one in march:
        if one.duty.unit == visit.unit and one != march[0]:
            confirm_match(occurrence=one, record=visit, by=office.clerk, on=LATER, at=at)

    with django_assert_num_queries(len(before)):
        page_of(cast.clerk, visit)
