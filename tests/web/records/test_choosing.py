"""Marks of a search, kept choices, files of what was chosen."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest

from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record, SavedView

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)


def test_what_was_searched_for_is_marked_in_the_title(cast, accepted):
    accepted(title="楼道清洁")

    page = cast.clerk.get("/records/?q=清洁").content.decode()

    assert "楼道<mark>清洁</mark>" in page


def test_what_was_found_in_another_text_is_shown_with_a_little_around_it(cast, accepted):
    note = "由志愿服务队承办，现场登记参加人员，" + "之后统一清洁广场，发放资料一百二十份并拍照存档"
    accepted(title="楼道走访", note=note)

    [row] = cast.clerk.get("/records/?q=清洁").context["rows"]

    assert row.where == "备注"
    assert row.elsewhere == [
        ("…，现场登记参加人员，之后统一", False),
        ("清洁", True),
        ("广场，发放资料一百二十份并拍…", False),
    ]


def test_a_searched_text_cannot_smuggle_markup_in(cast, accepted):
    accepted(title="<b>清洁</b>")

    page = cast.clerk.get("/records/?q=清洁").content.decode()

    assert "&lt;b&gt;<mark>清洁</mark>&lt;/b&gt;" in page


def test_a_kept_choice_is_renamed(cast, office):
    view = SavedView.objects.create(person=office.clerk, name="走访", query="kind=visit")

    answer = cast.clerk.post(f"/records/views/{view.pk}/rename/", {"name": "走访慰问"})

    assert answer["Location"] == "/records/?kind=visit"
    view.refresh_from_db()
    assert view.name == "走访慰问"


def test_a_name_is_not_taken_twice(cast, office):
    SavedView.objects.create(person=office.clerk, name="培训", query="kind=training")
    view = SavedView.objects.create(person=office.clerk, name="走访", query="kind=visit")

    answer = cast.clerk.post(f"/records/views/{view.pk}/rename/", {"name": "培训"})

    assert answer.status_code == 422
    assert "已有一个叫“培训”的视图" in answer.content.decode()


def test_another_persons_choice_is_not_there(cast, office):
    view = SavedView.objects.create(person=office.clerk, name="走访", query="kind=visit")

    assert cast.reviewer.post(f"/records/views/{view.pk}/rename/", {"name": "我的"}).status_code == 404
    assert cast.reviewer.post(f"/records/views/{view.pk}/drop/").status_code == 404


@pytest.fixture
def ledger(office, accepted, activity) -> None:
    """Three records of two units; the title of one looks like a formula."""
    accepted(title="楼道清洁", people="约40人")
    accepted(title="=河岸清洁", on=dt.date(2025, 4, 2), unit=office.south.pk)
    services.create_record(content=activity(title="业务培训", kind="training"), by=office.clerk, at=NOW)


def test_the_workbook_holds_what_the_list_shows_and_no_more(cast, ledger):
    answer = cast.upper.get("/records/export.xlsx?q=清洁")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    titles = [row[3] for row in cells if row[0] and str(row[0]).startswith("2025-")]
    assert titles == ["楼道清洁", "=河岸清洁"]


def test_the_csv_opens_in_wps_and_holds_no_formula(cast, ledger):
    answer = cast.upper.get("/records/export.csv?q=清洁")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["活动名称"], row["承办单位"], row["参加人数"]) for row in rows] == [
        ("楼道清洁", "北桥社区", "约40人"),
        ("'=河岸清洁", "南浦村", "36"),
    ]


def test_a_file_holds_nothing_from_beyond_a_persons_reach(cast, ledger):
    answer = cast.stranger.get("/records/export.csv")

    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1


def test_too_many_records_for_one_file_are_refused(cast, ledger, monkeypatch):
    monkeypatch.setattr("taizhang.web.records.export.MOST", 1)

    answer = cast.upper.get("/records/export.csv")

    assert answer.status_code == 422
    assert "请先按单位或时间筛选" in answer.content.decode()


def test_the_queries_of_a_file_do_not_grow_with_its_rows(cast, accepted, django_assert_max_num_queries):
    accepted(title="第一场")
    with django_assert_max_num_queries(11):
        cast.upper.get("/records/export.csv")
    for number in range(3):
        accepted(title=f"又一场{number}")

    with django_assert_max_num_queries(11):
        cast.upper.get("/records/export.csv")


def test_a_record_that_changed_since_the_list_was_shown_is_not_accepted_with_many(cast, office, activity):
    record = services.create_record(content=activity(kind="visit"), by=office.clerk, at=NOW)
    services.submit_record(record=record, by=office.clerk, at=NOW)
    [row] = cast.reviewer.get("/records/review/").context["rows"]
    services.return_record(record=record, reason="缺照片", by=office.reviewer, at=NOW)
    later = NOW + dt.timedelta(hours=1)
    services.edit_record(
        record=record, content=activity(kind="visit", place="别处"), by=office.clerk, at=later
    )
    services.submit_record(record=record, by=office.clerk, at=later)

    answer = cast.reviewer.post("/records/bulk/", {"deed": "accept", "number": [f"{row.number}:{row.seen}"]})

    assert [(one.done, one.reason) for one in answer.context["outcomes"]] == [
        (False, "刚才已被别人处理过，请打开看过再决定。")
    ]
    assert Record.objects.get(pk=record.pk).state == "SUBMITTED"
