"""One figure from all sides; figures kept until something that they count is posted."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from taizhang.foundation.units.models import Affiliation
from taizhang.kernel.period import Period
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import content_of
from taizhang.reporting import explorer
from taizhang.reporting.kept_figures import KeptFigures

YEAR = Period.year(2025)


@pytest.fixture
def three(office, accepted):
    """Three visits of the street's villages in 2025, one of the year before."""
    accepted(title="一", unit=office.north.pk, on=dt.date(2025, 1, 9), people="2人")
    accepted(title="二", unit=office.north.pk, on=dt.date(2025, 3, 9), people="3人")
    accepted(title="三", unit=office.south.pk, on=dt.date(2025, 3, 10), people="约40人")
    accepted(title="旧", unit=office.south.pk, on=dt.date(2024, 3, 10), people="1人")


def look(unit, period=YEAR, rule="visits"):
    return explorer.look(rule=rule, unit=unit, period=period, figures=KeptFigures())


def test_a_figure_is_told_with_that_of_the_period_before(office, three):
    told = look(office.street)

    assert (told.value, told.before, told.before_label, told.change) == (3, 1, "2024年", 2)
    assert told.label == "走访慰问"


def test_a_missing_figure_is_no_nought_and_has_no_change(office, three):
    told = look(office.street, Period.year(2024))

    assert (told.value, told.before, told.change) == (1, None, None)


def test_every_rule_is_told_as_it_is_told_alone(office, three):
    together = explorer.look_at_all(unit=office.street, period=YEAR, figures=KeptFigures())

    alone = [look(office.street, rule=one.code) for one in together]
    assert together == alone
    assert len(together) > 30


def test_the_course_has_every_month_and_the_last_24_of_a_long_period(office, three):
    figures = KeptFigures()

    year = explorer.course(rule="visits", unit=office.street, period=YEAR, figures=figures)
    decade = Period.range(dt.date(2016, 1, 1), dt.date(2025, 12, 31))
    long = explorer.course(rule="visits", unit=office.street, period=decade, figures=figures)

    assert [part.value for part in year][:4] == [1, None, 2, None]
    assert (len(year), len(long), long[0].label) == (12, 24, "2024年1月")


def test_the_parts_are_the_sub_units_and_the_units_own(office, three, accepted):
    accepted(title="街道自己", unit=office.street.pk, on=dt.date(2025, 5, 1))

    parts = explorer.parts(rule="visits", unit=office.street, period=YEAR, figures=KeptFigures())

    assert [(part.label, part.value) for part in parts] == [
        ("北桥社区", 2),
        ("南浦村", 1),
        ("柳溪街道本级", 1),
    ]


def test_a_unit_that_left_is_among_the_parts_with_its_days(office, three):
    Affiliation.objects.filter(unit=office.south).update(valid_until=dt.date(2025, 6, 1))
    Affiliation.objects.create(unit=office.south, parent=office.other_street, valid_from=dt.date(2025, 6, 1))

    parts = explorer.parts(rule="visits", unit=office.street, period=YEAR, figures=KeptFigures())

    south = next(part for part in parts if part.label == "南浦村")
    assert south.value == 1
    assert "6月1日" in south.note


def test_the_sources_come_page_by_page_the_latest_first(office, three):
    figures = KeptFigures()
    asked = {"rule": "visits", "unit": office.street, "period": YEAR, "figures": figures}

    first = explorer.source_page(**asked, start=0, size=2)
    second = explorer.source_page(**asked, start=2, size=2)

    assert [ref.title for ref in (*first, *second)] == ["三", "二", "一"]
    assert explorer.source_count(**asked) == 3


def test_a_voided_record_is_no_source_and_a_corrected_one_is_one(office, three, at):
    voided, corrected = Record.objects.get(title="三"), Record.objects.get(title="二")
    services.void_record(record=voided, reason="重复", by=office.reviewer, at=at)
    content = replace(content_of(corrected), title="二（更正）")
    services.correct_record(record=corrected, content=content, reason="名称", by=office.clerk, at=at)
    services.accept_correction(record=corrected, by=office.reviewer, at=at)

    page = explorer.source_page(
        rule="visits", unit=office.street, period=YEAR, start=0, size=9, figures=KeptFigures()
    )

    assert [ref.title for ref in page] == ["二（更正）", "一"]


def test_a_figure_is_counted_once_and_again_when_one_of_its_units_posts(
    office, three, accepted, django_assert_num_queries
):
    look(office.street)
    kept = look(office.street)
    with django_assert_num_queries(7):
        look(office.street)

    accepted(title="四", unit=office.south.pk, on=dt.date(2025, 4, 1))

    assert (kept.value, look(office.street).value, look(office.north).value) == (3, 4, 2)


def test_what_another_street_posts_leaves_a_figure_as_it_is_kept(
    office, three, accepted, django_assert_num_queries
):
    look(office.street)

    accepted(title="别处", unit=office.other_street.pk, on=dt.date(2025, 4, 1))

    with django_assert_num_queries(7):
        assert look(office.street).value == 3


def test_a_reorganisation_changes_the_figure_though_nothing_was_posted(office, three):
    before = look(office.street).value
    Affiliation.objects.filter(unit=office.south).update(valid_until=dt.date(2025, 1, 1))

    assert (before, look(office.street).value) == (3, 2)


def test_the_csv_opens_in_a_spreadsheet_with_its_signs(office, three):
    rows = explorer.look_at_all(unit=office.street, period=YEAR, figures=KeptFigures())

    content = explorer.figures_csv(rows=rows)

    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == ["指标", "口径", "数值", "单位", "上期", "增减"]
    assert next(line for line in lines if line[0] == "走访慰问")[2:] == ["3", "次", "1", "2"]


def test_the_workbook_has_the_numbers_as_numbers(office, three):
    rows = explorer.look_at_all(unit=office.street, period=YEAR, figures=KeptFigures())

    content = explorer.figures_workbook(rows=rows, title="柳溪街道2025年汇总")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("汇总").to_python()
    visits = next(row for row in sheet if row[0] == "走访慰问")
    assert (visits[2], visits[4]) == (3.0, 1.0)
    assert Decimal(visits[5]) == 2
