"""The list, the search, one record, the acts on it, many at once."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record, SavedView

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def waiting(office, activity):
    """Return a maker of records that wait for review."""

    def make(**changes):
        record = services.create_record(content=activity(kind="visit", **changes), by=office.clerk, at=NOW)
        return services.submit_record(record=record, by=office.clerk, at=NOW)

    return make


def titles(answer):
    return [row.title for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=清洁", ["楼道清洁"]),
        ("q=清", ["清明祭扫", "楼道清洁"]),
        ("q=扫", ["清明祭扫"]),
        ("q=楼道清洁", ["楼道清洁"]),
        ("q=楼道 清洁", ["楼道清洁"]),
        ("q=道楼", []),
        ("q=广场", ["清明祭扫"]),
        ("kind=training", ["业务培训"]),
        ("state=DRAFT", ["业务培训"]),
        ("period=2025年4月", ["清明祭扫"]),
        ("mine=on&state=DRAFT", ["业务培训"]),
        ("q=2025-000002", ["清明祭扫"]),
        ("q=%27%22*%20OR%201", []),
        ("page=9999999", ["业务培训", "清明祭扫", "楼道清洁"]),
        ("unit=abc&kind=nothing&state=x", ["业务培训", "清明祭扫", "楼道清洁"]),
    ],
)
def test_the_list_shows_what_was_chosen(cast, office, activity, accepted, query, found):
    accepted(title="楼道清洁", on=dt.date(2025, 3, 5))
    accepted(title="清明祭扫", on=dt.date(2025, 4, 4), place="南浦广场")
    draft = activity(title="业务培训", kind="training", on=dt.date(2025, 5, 6))
    services.create_record(content=draft, by=office.clerk, at=NOW)

    assert titles(cast.clerk.get(f"/records/?{query}")) == found


def test_a_period_that_is_none_is_told_and_does_not_narrow(cast, accepted):
    accepted(title="楼道清洁")

    answer = cast.clerk.get("/records/?period=2025年13月")

    assert titles(answer) == ["楼道清洁"]
    assert "13月" in answer.content.decode()


def test_what_is_found_follows_a_correction(cast, office, accepted):
    record = accepted(title="楼道清洁")
    content = services_content(record, title="河岸绿化")
    services.correct_record(record=record, content=content, reason="名称写错", by=office.clerk, at=NOW)
    services.accept_correction(record=record, by=office.reviewer, at=NOW)

    assert titles(cast.clerk.get("/records/?q=清洁")) == []
    assert titles(cast.clerk.get("/records/?q=绿化")) == ["河岸绿化"]


def services_content(record, **changes):
    from dataclasses import replace  # noqa: PLC0415 -- only here

    from taizhang.ledgers.records.selectors import content_of  # noqa: PLC0415 -- only here

    return replace(content_of(record), **changes)


def test_the_queries_of_the_list_do_not_grow_with_its_rows(cast, accepted, django_assert_num_queries):
    accepted(title="第一场")
    with django_assert_num_queries(NUMBER):
        cast.upper.get("/records/")
    for number in range(3):
        accepted(title=f"又一场{number}")

    with django_assert_num_queries(NUMBER):
        cast.upper.get("/records/")


NUMBER = 8


def test_the_queries_of_the_review_queue_do_not_grow_with_its_rows(
    cast, waiting, django_assert_max_num_queries
):
    waiting(title="第一场")
    with django_assert_max_num_queries(9):
        cast.reviewer.get("/records/review/")
    for number in range(3):
        waiting(title=f"又一场{number}")

    with django_assert_max_num_queries(9):
        answer = cast.reviewer.get("/records/review/")
    assert len(titles(answer)) == 4


def test_a_record_goes_from_draft_to_returned_to_accepted_and_the_figure_moves(cast, office, activity):
    record = services.create_record(content=activity(kind="visit"), by=office.clerk, at=NOW)
    page = f"/records/{record.number}/"

    assert cast.clerk.post(f"{page}submit/").status_code == 303
    assert cast.reviewer.post(f"{page}return/", {"reason": "地点不清楚"}).status_code == 303
    assert "退回理由：地点不清楚" in cast.clerk.get(page).content.decode()
    assert cast.clerk.post(f"{page}submit/").status_code == 303
    assert cast.reviewer.post(f"{page}accept/", {"then": "review"})["Location"].startswith("/records/review/")

    record.refresh_from_db()
    assert (record.state, record.accepted_by) == ("ACCEPTED", office.reviewer)
    assert ">1<" in cast.reviewer.get("/figures/visits/?period=2025").content.decode().replace("<b>", "")


def test_nobody_accepts_their_own_even_with_the_right_to_review(cast, office, activity):
    own = services.create_record(content=activity(kind="visit"), by=office.reviewer, at=NOW)
    services.submit_record(record=own, by=office.reviewer, at=NOW)

    answer = cast.reviewer.post(f"/records/{own.number}/accept/")

    assert answer.status_code == 422
    assert "不能审核自己填报的内容" in answer.content.decode()
    assert titles(cast.reviewer.get("/records/review/")) == []


def test_a_return_without_a_reason_is_refused(cast, waiting):
    record = waiting()

    answer = cast.reviewer.post(f"/records/{record.number}/return/", {"reason": " "})

    assert answer.status_code == 422
    assert "请写明理由" in answer.content.decode()


def test_whoever_decides_on_a_page_that_is_behind_sees_how_it_stands(cast, waiting, office):
    record = waiting()
    page = cast.reviewer.get(f"/records/{record.number}/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    services.return_record(record=record, reason="缺签到表", by=office.reviewer, at=NOW)

    answer = cast.reviewer.post(f"/records/{record.number}/accept/", {"seen": seen})

    assert answer.status_code == 409
    assert "缺签到表" in answer.content.decode()
    record.refresh_from_db()
    assert record.state == "RETURNED"


def test_many_are_accepted_at_once_and_each_is_told(cast, waiting, office, activity):
    good = waiting(title="甲")
    own = services.create_record(content=activity(kind="visit", title="乙"), by=office.reviewer, at=NOW)
    services.submit_record(record=own, by=office.reviewer, at=NOW)
    numbers = [good.number, own.number, "2025-999999"]

    answer = cast.reviewer.post("/records/bulk/", {"deed": "accept", "number": numbers})

    assert [(one.number, one.done) for one in answer.context["outcomes"]] == [
        (good.number, True),
        (own.number, False),
        ("2025-999999", False),
    ]
    assert Record.objects.get(pk=own.pk).state == "SUBMITTED"


def test_a_choice_is_kept_under_a_name_renewed_and_forgotten(cast, office):
    cast.clerk.post("/records/views/", {"name": "走访", "query": "kind=visit"})
    cast.clerk.post("/records/views/", {"name": "走访", "query": "kind=visit&mine=on"})

    view = SavedView.objects.get()
    assert view.query == "kind=visit&mine=on"
    cast.clerk.post(f"/records/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_a_merged_units_records_stay_with_whoever_carries_on(cast, office, activity):
    from taizhang.foundation.units.services import merge_units  # noqa: PLC0415 -- only here

    record = services.create_record(content=activity(unit=office.south.pk), by=office.reviewer, at=NOW)
    assert cast.clerk.get(f"/records/{record.number}/").status_code == 404

    merge_units(
        predecessors=[office.south],
        successor=office.north,
        on=dt.date(2025, 7, 1),
        basis="柳街发〔2025〕8号",
        by="秦川",
        at=NOW,
    )

    assert cast.clerk.get(f"/records/{record.number}/").status_code == 200


def test_the_home_page_lists_what_was_returned_and_what_waits(cast, waiting, office):
    record = waiting(title="待审的")
    back = waiting(title="退回的")
    services.return_record(record=back, reason="缺照片", by=office.reviewer, at=NOW)

    assert "退回的" in cast.clerk.get("/").content.decode()
    page = cast.reviewer.get("/").content.decode()
    assert "待审的" in page
    assert f"/records/{record.number}/" in page
