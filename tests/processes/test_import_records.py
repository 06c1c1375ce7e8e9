"""An office's ledger comes in: what is clear is stored, what is not is named with its cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.accounts.services import ensure_standing_people
from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.journal.services import verify
from taizhang.kernel.period import parse_period
from taizhang.ledgers.records.models import Batch, Record
from taizhang.ledgers.records.services import BatchNotUndoable
from taizhang.processes.import_records import ImportRefused, YearNotUsable, check_ledger, store_ledger
from taizhang.processes.take_back import undo_batch
from taizhang.reporting.error_workbook import write_errors
from taizhang.reporting.export import export_records

HEADER = ["序号", "时间", "活动名称", "地点", "参加人数", "承办单位", "活动类型", "备注"]
TODAY = dt.date(2025, 12, 31)
GOOD = [
    [1, "2025.3.5", "河道清洁志愿行动", "南浦河", "约40人", "南浦村", "志愿服务", ""],
    [2, "3月12日", "植树", "后山", 31, "北桥社区居委会", "志愿服务", "树苗60棵"],
    [3, "五月初五", "端午民俗体验", "文化礼堂", "一百余人", "南浦村", "传统节日活动", ""],
    [4, "2025.6.10-6.12", "消防培训", "会议室", "", "街道机关", "培训", ""],
]
BAD = [
    [5, "2025-02-30", "义诊", "广场", 20, "南浦村", "志愿服务", ""],
    [6, "2025.7.1", "纳凉电影", "广场", "很多", "南浦村", "文体活动", ""],
    [7, "2025.7.2", "纳凉电影", "广场", 80, "东岭村", "文体活动", ""],
    [8, "2025.7.3", "", "广场", 80, "南浦村", "文体活动", ""],
    [9, "2026.7.3", "明年的事", "广场", 80, "南浦村", "文体活动", ""],
    [10, "2025.7.4", "奇怪的事", "广场", 80, "南浦村", "夜观天象", ""],
]


@pytest.fixture
def ledger(tmp_path: Path, office):
    """Return a writer of ledgers."""
    ensure_standing_people()

    def write(rows: list[list[object]], name: str = "台账.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("活动")
            sheet.write_string(0, 0, "柳溪街道2025年活动台账")
            sheet.write_row(1, 0, HEADER)
            for number, row in enumerate(rows, 2):
                sheet.write_row(number, 0, row)
        return path

    return write


def check(path: Path, office):
    return check_ledger(path=path, unit=office.street, year=None, today=TODAY)


def store(checked, office, at, *, good_rows: bool = False):
    return store_ledger(checked=checked, unit=office.street, by=office.reviewer, at=at, good_rows=good_rows)


def test_good_rows_are_stored_accepted_and_posted(ledger, office, at) -> None:
    store(check(ledger(GOOD), office), office, at)

    told = [
        (record.on.isoformat(), record.until.isoformat(), record.title, record.unit.name, record.kind)
        for record in Record.objects.select_related("unit").order_by("number")
    ]
    assert told == [
        ("2025-03-05", "2025-03-05", "河道清洁志愿行动", "南浦村", "community_activity"),
        ("2025-03-12", "2025-03-12", "植树", "北桥社区", "community_activity"),
        ("2025-05-31", "2025-05-31", "端午民俗体验", "南浦村", "festival_activity"),
        ("2025-06-10", "2025-06-12", "消防培训", "柳溪街道", "training"),
    ]
    assert list(PostingRow.objects.order_by("id").values_list("people", flat=True)) == [40, 31, 100, None]
    assert verify().faults == []


def test_what_was_written_stays_beside_what_was_read(ledger, office, at) -> None:
    store(check(ledger(GOOD), office), office, at)

    record = Record.objects.get(title="河道清洁志愿行动")
    assert (record.people, record.people_relation, record.people_text) == (40, "about", "约40人")
    assert record.original["参加人数"] == "约40人"
    assert record.tags == ["志愿服务"]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (BAD[0], "时间", "没有这一天"),
        (BAD[1], "参加人数", "不是数字"),
        (BAD[2], "承办单位", "没有单位“东岭村”"),
        (BAD[3], "活动名称", "没有写活动名称"),
        (BAD[4], "时间", "还没到"),
        (BAD[5], "活动类型", "没有“夜观天象”这种活动类型"),
    ],
)
def test_a_bad_cell_is_named_with_its_column_and_reason(ledger, office, row, column, said) -> None:
    [checked] = check(ledger([row]), office).rows

    assert (checked.state, checked.row) == ("error", 3)
    assert [problem.column for problem in checked.problems] == [column]
    assert said in checked.problems[0].reason


def test_one_bad_row_keeps_the_whole_ledger_out(ledger, office, at) -> None:
    with pytest.raises(ImportRefused, match="有 6 行有错，整份没有入账"):
        store(check(ledger(GOOD + BAD), office), office, at)

    assert (Record.objects.count(), PostingRow.objects.count(), Batch.objects.count()) == (0, 0, 0)


def test_the_good_rows_come_in_alone_by_choice(ledger, office, at) -> None:
    store(check(ledger(GOOD + BAD), office), office, at, good_rows=True)

    assert Record.objects.count() == len(GOOD)


def test_the_same_ledger_twice_adds_nothing(ledger, office, at) -> None:
    path = ledger(GOOD)
    store(check(path, office), office, at)

    again = check(path, office)

    assert [row.state for row in again.rows] == ["duplicate"] * len(GOOD)
    assert store(again, office, at) is None


def test_a_row_said_twice_in_one_ledger_counts_once(ledger, office) -> None:
    rows = check(ledger([GOOD[0], GOOD[0]]), office).rows

    assert [(row.state, row.same_as) for row in rows] == [("new", ""), ("duplicate", "第 3 行")]


def test_an_undone_batch_counts_nowhere_and_may_come_in_again(ledger, office, at) -> None:
    path = ledger(GOOD)
    batch = store(check(path, office), office, at)

    assert undo_batch(batch=batch, by=office.reviewer, at=at) == len(GOOD)

    assert sum(PostingRow.objects.values_list("weight", flat=True)) == 0
    assert verify().faults == []
    assert len(check(path, office).of("new")) == len(GOOD)
    with pytest.raises(BatchNotUndoable, match="撤销"):
        undo_batch(batch=batch, by=office.reviewer, at=at)


def test_a_batch_older_than_thirty_days_is_not_undone(ledger, office, at) -> None:
    batch = store(check(ledger(GOOD), office), office, at)

    with pytest.raises(BatchNotUndoable, match="30 天"):
        undo_batch(batch=batch, by=office.reviewer, at=at + dt.timedelta(days=31))


def test_the_error_workbook_is_mended_and_comes_in(ledger, office, at, tmp_path) -> None:
    checked = check(ledger([BAD[1]]), office)
    errors = {row.row: [(problem.column, problem.reason) for problem in row.problems] for row in checked.rows}

    assert write_errors(errors=errors, ledger=checked.ledger, path=tmp_path / "有错.xlsx") == 1

    back = check(tmp_path / "有错.xlsx", office)
    assert [(row.state, row.title) for row in back.rows] == [("error", "纳凉电影")]


def test_export_then_import_changes_nothing(ledger, office, at, tmp_path) -> None:
    store(check(ledger(GOOD), office), office, at)
    out = tmp_path / "导出.xlsx"

    export_records(unit=office.street, period=parse_period("2025"), path=out)

    again = check(out, office)
    assert [(row.state, row.same_as) for row in again.rows] == [
        ("duplicate", number) for number in Record.objects.order_by("on").values_list("number", flat=True)
    ]


def test_a_changed_row_of_an_export_asks_for_a_correction(ledger, office, at, tmp_path) -> None:
    store(check(ledger(GOOD[:1]), office), office, at)
    Record.objects.update(place="北桥边")
    out = tmp_path / "导出.xlsx"
    export_records(unit=office.street, period=parse_period("2025"), path=out)
    Record.objects.update(place="南浦河")

    [row] = check(out, office).rows

    assert row.state == "error"
    assert "地点与原记录不同" in row.problems[0].reason


titles = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"]),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and " ".join(text.split()) == text)
heads = st.sampled_from(["", 36, "约40人", "一百余人", "近200人", "五六十人", "３６人", "1,200", "1.2万"])
days = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 30))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(days, titles, heads, st.sampled_from(["北桥社区", "南浦村"])), min_size=1, max_size=8
    )
)
def test_whatever_comes_in_goes_out_and_comes_in_the_same(ledger, office, at, tmp_path, rows) -> None:
    told = [
        [n, on.isoformat(), f"活动{title}", "=1+1", people, unit, "志愿服务", "-见附件"]
        for n, (on, title, people, unit) in enumerate(rows, 1)
    ]
    checked = check(ledger_file(tmp_path, told), office)
    batch = store(checked, office, at, good_rows=True)
    if batch is None:
        return
    before = contents(batch)
    out = tmp_path / "往返.xlsx"
    export_records(unit=office.street, period=parse_period("2024-01-01..2025-12-31"), path=out)

    assert {row.state for row in check(out, office).rows} == {"duplicate"}

    undo_batch(batch=batch, by=office.reviewer, at=at)
    second = store(check(out, office), office, at)
    assert contents(second) == before
    undo_batch(batch=second, by=office.reviewer, at=at)


def ledger_file(folder: Path, rows: list[list[object]]) -> Path:
    """Write rows to a ledger with text cells as text."""
    path = folder / "生成.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("活动")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    return path


def contents(batch: Batch) -> list[tuple[object, ...]]:
    """Return what the records of a batch say, in a fixed order."""
    columns = ("on", "until", "title", "unit", "kind", "place", "people", "people_low", "people_high")
    return sorted(
        Record.objects.filter(batch=batch).values_list(*columns, "people_relation", "tags", "note"), key=repr
    )


def test_the_same_as_above_stands_for_unit_kind_and_place_too(ledger, office) -> None:
    rows = [
        [1, "2025.3.5", "河道清洁", "南浦河", 40, "南浦村", "志愿服务", ""],
        [2, "同上", "花坛补种", "〃", 18, "〃", '"', ""],
    ]

    second = check(ledger(rows), office).rows[1]

    assert (second.state, second.unit_name, second.content.place) == ("new", "南浦村", "南浦河")
    assert second.content.kind == "community_activity"


@pytest.mark.parametrize(
    "written", ["南浦村（牵头）", "（南浦村）", "南浦村新时代文明实践站", "柳溪街道南浦村文化活动室"]
)
def test_a_unit_is_known_with_what_ledgers_write_around_it(ledger, office, written: str) -> None:
    [row] = check(ledger([[1, "2025.3.5", "读书会议", "书屋", 20, written, "会议", ""]]), office).rows

    assert (row.state, row.unit_name) == ("new", "南浦村")
    assert f"“{written}”认作南浦村" in row.notes


def test_an_office_of_the_street_is_the_street(ledger, office) -> None:
    [row] = check(ledger([[1, "2025.3.5", "例会", "", 20, "柳溪街道党政办", "会议", ""]]), office).rows

    assert row.unit_name == "柳溪街道"


def test_households_are_not_counted_as_people(ledger, office) -> None:
    [row] = check(ledger([[1, "2025.3.5", "走访", "", "35户", "南浦村", "走访慰问", ""]]), office).rows

    assert (row.state, [problem.column for problem in row.problems]) == ("error", ["参加人数"])


def test_a_title_in_full_width_letters_is_the_same_title(ledger, office) -> None:
    rows = [
        [1, "2025.3.5", "ＡＢ角培训", "", 20, "南浦村", "培训", ""],
        [2, "2025.3.5", "AB角培训", "", 20, "南浦村", "培训", ""],
    ]

    assert [row.state for row in check(ledger(rows), office).rows] == ["new", "duplicate"]


def test_a_missing_column_is_named_in_chinese(tmp_path: Path, office) -> None:
    ensure_standing_people()
    path = tmp_path / "a.csv"
    path.write_text("日期,活动名称\n2025-03-05,说不清的事\n", "utf-8")

    [row] = check(path, office).rows

    assert [problem.column for problem in row.problems] == ["活动类型"]


@pytest.mark.parametrize("year", [0, 25, 99999])
def test_a_year_that_no_ledger_has_is_refused(ledger, office, year: int) -> None:
    with pytest.raises(YearNotUsable, match="年份"):
        check_ledger(path=ledger(GOOD), unit=office.street, year=year, today=TODAY)


def test_rows_of_several_sheets_are_told_apart(tmp_path: Path, office, at) -> None:
    ensure_standing_people()
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, day in (("一季度", "2025-01-05"), ("二季度", "2025-04-05"), ("补录", "2025-04-05")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, [1, day, "共读会议", "", 20, "南浦村", "会议", ""])

    checked = check(path, office)
    store(checked, office, at)

    assert [(row.sheet, row.row, row.state) for row in checked.rows] == [
        ("一季度", 2, "new"),
        ("二季度", 2, "new"),
        ("补录", 2, "duplicate"),
    ]
    assert checked.rows[2].same_as == "“二季度”第 2 行"
    assert Record.objects.count() == 2
