"""A roll-up tells in one file, for every unit below one, what the figure engine tells of each."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from taizhang.foundation.journal import services as journal
from taizhang.foundation.keys.services import create_key
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.posting import Posting
from taizhang.reporting.unit_rollup import rolling
from taizhang.reporting.unit_rollup.dense import check_dense, dense_over, told_elsewhere
from taizhang.reporting.unit_rollup.order import By, EngineName, Order, RollupRefused, rules_asked
from taizhang.reporting.unit_rollup.spark import ON_THIS_MACHINE, check_spark
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.engines.bulk_memory import MemoryBulk
from taizhang.rollups.exported.tree_rows import tree_digest
from tests.rollups.bulk_rooms import written_by_place
from tests.rollups.test_dense import MONTHS, STREET, VISITS, visits
from tests.units.test_histories import DAYS, histories, lived

NOON = dt.datetime(2025, 6, 1, 4, 0, tzinfo=dt.UTC)
RULES = (
    "people_per_activity",
    "activity_hours",
    "lectures",
    "lecture_people",
    "active_units",
    "active_days",
    "evidence_coverage",
    "premises_total",
)


@pytest.fixture
def ask(tmp_path: Path, key):
    """Return what rolls up into a file and tells it by rows."""

    def told(order: Order, name: str = "各单位.csv") -> list[dict[str, str]]:
        rolling.roll_up(
            order=order, to=tmp_path / name, export=tmp_path / "export", key=key, at=NOON, memory="512MB"
        )
        return rows_of(tmp_path / name)

    return told


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by their headings."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def order_of(unit: Unit, period: Period, by: By = "", engine: EngineName = "duckdb", *codes: str) -> Order:
    """Return an order, of a few rules where none is named."""
    return Order(
        unit, period, by, rules_asked(codes or ("lectures", "lecture_people"), period=period), engine
    )


def lecture(unit: Unit, number: int, on: dt.date, people: int | None = 30) -> Posting:
    """Return the line of a lecture."""
    measures = {} if people is None else {"people": people}
    return Posting("records", f"records:{number}", 1, unit.pk, on, "lecture", (), measures)


def post(*lines: Posting) -> None:
    """Post lines as a book does."""
    with transaction.atomic():
        journal.post(postings=lines, at=NOON)


lines_drawn = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(DAYS),
        st.sampled_from(["lecture", "visit", "led_screen"]),
        st.one_of(st.none(), st.integers(0, 10**12)),
        st.sampled_from([(), ("有佐证",)]),
        st.booleans(),
    ),
    min_size=3,
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories, drawn=lines_drawn, top=st.integers(0, 3))
def test_every_engine_writes_the_same_figures_to_the_last_digit(history, drawn, top) -> None:
    with TemporaryDirectory() as name, lived(history) as diary:
        folder = Path(name)
        key = create_key(home=folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.TAIZHANG_HOME", folder)
            for number, (unit, on, kind, people, tags, taken_back) in enumerate(drawn, start=1):
                book = "premises" if kind == "led_screen" else "records"
                pk = diary.units[unit % len(diary.units)].pk
                measures = {} if people is None else {"people": people, "minutes": people + 7}
                post(Posting(book, f"{book}:{number}", 1, pk, on, kind, tags, measures))
                if taken_back:
                    with transaction.atomic():
                        journal.reverse(book=book, sources=[f"{book}:{number}"], at=NOON)
            unit = diary.units[top % len(diary.units)]
            period = Period.range(DAYS[0], DAYS[-1])
            told = {}
            for engine in ("sql", "memory", "duckdb", "dense"):
                order = Order(unit, period, "month", rules_asked(RULES, period=period), engine)
                rolling.roll_up(
                    order=order,
                    to=folder / "told.csv",
                    export=folder / "export",
                    key=key,
                    at=NOON,
                    memory="512MB",
                )
                told[engine] = rows_of(folder / "told.csv")

    assert told["memory"] == told["sql"]
    assert told["duckdb"] == told["sql"]
    assert told["dense"] == told["sql"]


def test_a_year_is_told_by_months_quarters_or_as_one(office, ask) -> None:
    post(lecture(office.north, 1, dt.date(2025, 1, 8)), lecture(office.south, 2, dt.date(2025, 5, 9)))
    year = parse_period("2025")

    counted = {
        by: [
            (row["期间"], row["单位"], row["举办讲座（场）"])
            for row in ask(order_of(office.street, year, by, "duckdb", "lectures"))
        ]
        for by in ("", "quarter", "month")
    }

    assert counted[""] == [
        ("2025年", "柳溪街道", "2"),
        ("2025年", "北桥社区", "1"),
        ("2025年", "南浦村", "1"),
    ]
    assert [row[:2] for row in counted["month"]] == [
        ("2025年1月", "柳溪街道"),
        ("2025年1月", "北桥社区"),
        ("2025年5月", "柳溪街道"),
        ("2025年5月", "南浦村"),
    ]
    assert [row[0] for row in counted["quarter"][::2]] == ["2025年第一季度", "2025年第二季度"]


def test_only_the_unit_and_what_is_below_it_is_told(office, ask) -> None:
    post(lecture(office.north, 1, dt.date(2025, 1, 8)), lecture(office.other_street, 2, dt.date(2025, 1, 8)))

    told = ask(order_of(office.street, parse_period("2025")))

    assert {row["单位"] for row in told} == {"柳溪街道", "北桥社区"}


def test_a_village_that_came_in_the_middle_of_the_year_is_told(office, ask) -> None:
    Affiliation.objects.filter(unit=office.south).update(valid_from=dt.date(2025, 7, 1))
    post(lecture(office.south, 1, dt.date(2025, 3, 1)), lecture(office.south, 2, dt.date(2025, 9, 1)))

    told = ask(order_of(office.street, parse_period("2025")))

    assert [(row["单位"], row["举办讲座（场）"]) for row in told] == [("柳溪街道", "1"), ("南浦村", "2")]


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
def test_the_file_holds_numbers_and_leaves_what_is_missing_empty(office, ask, key, tmp_path, suffix) -> None:
    post(
        lecture(office.north, 1, dt.date(2025, 1, 8), None), lecture(office.south, 2, dt.date(2025, 1, 8), 40)
    )
    file = tmp_path / f"各单位{suffix}"
    order = order_of(office.street, parse_period("2025"))

    rolling.roll_up(order=order, to=file, export=tmp_path / "export", key=key, at=NOON, memory="512MB")

    if suffix == ".parquet":
        with duckdb.connect() as connection:
            table = connection.read_parquet(str(file))
            assert table.columns[-2:] == ["lectures", "lecture_people"]
            told = [(row[5], row[-2], row[-1]) for row in table.fetchall()]
        one, forty = Decimal(1), Decimal(40)
    else:
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        told = [(row[5], row[-2], row[-1] or None) for row in sheet[2:]]
        one, forty = Decimal(1), Decimal(40)
    assert told == [("柳溪街道", 2 * one, forty), ("北桥社区", one, None), ("南浦村", one, forty)]


def test_a_roll_up_that_was_stopped_goes_on_at_its_own_position(
    office, ask, key, tmp_path, monkeypatch
) -> None:
    post(lecture(office.north, 1, dt.date(2025, 1, 8)), lecture(office.north, 2, dt.date(2025, 3, 8)))
    order = order_of(office.street, parse_period("2025Q1"), "month", "memory")
    whole = ask(order, "whole.csv")

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    to, export = tmp_path / "told.csv", tmp_path / "export"
    with pytest.raises(Stopped):
        rolling.roll_up(order=order, to=to, export=export, key=key, at=NOON, memory="512MB", progress=stop)
    assert not to.exists()
    post(lecture(office.north, 3, dt.date(2025, 3, 9)))

    done = rolling.roll_up(order=order, to=to, export=export, key=key, at=NOON, memory="512MB")

    assert (done.steps_kept, done.position) == (2, 2)
    assert rows_of(to) == whole
    assert not any(file.name.endswith(".rollup") for file in tmp_path.iterdir())


def test_a_roll_up_of_something_else_begins_anew(office, ask, key, tmp_path) -> None:
    post(lecture(office.north, 1, dt.date(2025, 1, 8)))
    work = tmp_path / ".told.csv.rollup"
    work.mkdir()
    (work / "order.json").write_text('{"mark": "other", "position": 0}', "utf-8")
    (work / "00000.csv").write_text("wrong", "utf-8")

    told = ask(order_of(office.street, parse_period("2025")), "told.csv")

    assert {row["单位"] for row in told} == {"柳溪街道", "北桥社区"}


def test_a_file_of_another_kind_is_refused_with_the_kinds_there_are(office, ask) -> None:
    with pytest.raises(RollupRefused, match=r"\.parquet、\.xlsx、\.csv"):
        ask(order_of(office.street, parse_period("2025")), "各单位.docx")


def test_a_rule_that_the_compiled_engine_does_not_take_is_told_beside_those_that_it_takes(
    office, ask
) -> None:
    post(
        lecture(office.north, 1, dt.date(2025, 1, 8)),
        Posting("publication", "publication:1", 1, office.south.pk, dt.date(2025, 1, 9), "published"),
    )
    rules = ("lectures", "items_published")
    period = parse_period("2025")

    told = ask(order_of(office.street, period, "", "dense", *rules), "dense.csv")

    assert told == ask(order_of(office.street, period, "", "duckdb", *rules), "duckdb.csv")
    assert [rule.code for rule in told_elsewhere(rules_asked(rules, period=period))] == ["items_published"]


def test_memory_too_small_for_the_compiled_engine_is_refused_with_the_remedy() -> None:
    with pytest.raises(RollupRefused, match="--engine duckdb"):
        engine = dense_over([], tree="", memory="0MB", rest=MemoryBulk([]))
        plan = BulkPlan.of(rules_asked(("lectures",), period=parse_period("2025")))
        list(engine.roll_up(plan=plan, tree=DatedTree((1,)), periods=[parse_period("2025")]))


def test_an_export_out_of_order_is_refused_with_its_place_and_the_remedy(tmp_path: Path) -> None:
    places = STREET.places()
    file = written_by_place(visits(6), places, tmp_path / "lines.parquet", order="p.position")
    engine = dense_over([file], tree=tree_digest(places), memory="512MB", rest=MemoryBulk([]))
    plan = BulkPlan.of([VISITS])

    with pytest.raises(RollupRefused, match=r"lines\.parquet 第 1 组.*重新导出.*--engine duckdb"):
        list(engine.roll_up(plan=plan, tree=STREET, periods=MONTHS))


def test_without_its_libraries_the_compiled_engine_is_refused_with_the_remedy(monkeypatch) -> None:
    for name in [
        name
        for name in sys.modules
        if name.startswith(("taizhang.rollups.dense", "taizhang.rollups.engines.bulk_dense"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numba", None)

    with pytest.raises(RollupRefused, match=r"taizhang\[dense\]"):
        check_dense()


def test_without_its_libraries_the_spark_engine_is_refused_with_the_remedy(monkeypatch) -> None:
    for name in [name for name in sys.modules if name.startswith("taizhang.rollups.engines.bulk_spark")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(RollupRefused, match=r"缺 pyspark.*taizhang\[spark\]"):
        check_spark(ON_THIS_MACHINE)
