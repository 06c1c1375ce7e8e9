"""The list of figures, one figure down to its records, saving them, who sees which."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pytest
from django.core.cache import cache

from taizhang.ledgers.records import services


@pytest.fixture
def visits(office, accepted):
    """Two visits of the north, one of the south, one of another street."""
    accepted(title="走访甲", unit=office.north.pk, on=dt.date(2025, 1, 9))
    accepted(title="走访乙", unit=office.north.pk, on=dt.date(2025, 3, 9))
    accepted(title="走访丙", unit=office.south.pk, on=dt.date(2025, 3, 10))
    accepted(title="别处", unit=office.other_street.pk, on=dt.date(2025, 3, 10))


def value(answer, rule="visits"):
    return next(row.value for row in answer.context["rows"] if row.code == rule)


def test_everybody_sees_the_figures_of_the_own_units(cast, visits):
    told = {
        name: value(getattr(cast, name).get("/figures/?period=2025年"))
        for name in ("clerk", "reviewer", "stranger", "upper")
    }

    assert told == {"clerk": 2, "reviewer": 3, "stranger": 1, "upper": 3}


def test_a_unit_below_is_chosen_by_its_address(cast, office, visits):
    answer = cast.upper.get(f"/figures/?unit={office.south.pk}&period=2025年")

    assert value(answer) == 1
    assert "南浦村及下级" in answer.content.decode()


@pytest.mark.parametrize("unit", ["999999", "abc", "-1", "１"])
def test_a_unit_out_of_reach_is_not_there(cast, office, unit):
    assert cast.clerk.get("/figures/", {"unit": unit}).status_code == 404
    assert cast.clerk.get("/figures/", {"unit": office.street.pk}).status_code == 404
    assert cast.clerk.get("/figures/visits/", {"unit": office.street.pk}).status_code == 404


@pytest.mark.parametrize(
    "word", ["本月", "本季", "本年", "去年", "农历年", "2025年第一季度", "2025-01..2025-03"]
)
def test_a_period_is_understood_in_words(cast, visits, word):
    answer = cast.reviewer.get("/figures/", {"period": word})

    assert answer.status_code == 200
    assert 'role="alert"' not in answer.content.decode()


def test_what_is_no_period_is_told_and_kept(cast, visits):
    answer = cast.reviewer.get("/figures/", {"period": "2025年第5季度"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有第5季度" in page
    assert 'value="2025年第5季度"' in page


def test_before_the_first_year_there_is_nothing_to_compare_with(cast):
    answer = cast.reviewer.get("/figures/?period=1901年")

    assert answer.status_code == 422
    assert "1901" in answer.content.decode()


def test_one_figure_is_shown_from_all_sides(cast, office, visits):
    answer = cast.reviewer.get("/figures/visits/?period=2025年")

    page = answer.content.decode()
    assert (answer.context["looked"].value, answer.context["total"]) == (3, 3)
    assert [source.title for source in answer.context["sources"]] == ["走访丙", "走访乙", "走访甲"]
    assert [share.part.value for share in answer.context["shares"]] == [2, 1, None]
    assert "统计期内开展的走访" in page
    assert 'role="img" aria-label="各月走访慰问的柱形图，数字见下表"' in page
    assert f'href="?unit={office.north.pk}&amp;period=2025' in page


def test_every_link_to_a_source_leads_to_its_record(cast, visits):
    answer = cast.reviewer.get("/figures/visits/?period=2025年")

    for source in answer.context["sources"]:
        assert cast.reviewer.get(f"/records/{source.number}/").status_code == 200


def test_what_was_not_accepted_does_not_count(cast, office, activity, at):
    record = services.create_record(content=activity(kind="visit"), by=office.clerk, at=at)
    services.submit_record(record=record, by=office.clerk, at=at)

    page = cast.reviewer.get("/figures/visits/?period=2025年")

    assert page.context["looked"].value is None
    assert "没有来源记录" in page.content.decode()


def test_an_unknown_figure_is_not_there(cast):
    assert cast.reviewer.get("/figures/走访尉问/").status_code == 404


@pytest.mark.parametrize(("page", "shown"), [("1", 1), ("0", 1), ("99999", 1), ("abc", 1), ("２", 1)])
def test_a_page_that_is_not_there_is_the_nearest(cast, visits, page, shown):
    answer = cast.reviewer.get("/figures/visits/", {"period": "2025年", "page": page})

    assert (answer.status_code, answer.context["page"]) == (200, shown)


def test_sources_are_leafed_through_by_fifty(cast, office, accepted):
    for number in range(52):
        accepted(title=f"走访第{number}户", on=dt.date(2025, 3, 1))

    first = cast.clerk.get("/figures/visits/?period=2025年")
    second = cast.clerk.get("/figures/visits/?period=2025年&page=2")

    titles = [source.title for answer in (first, second) for source in answer.context["sources"]]
    assert (len(first.context["sources"]), len(set(titles))) == (50, 52)
    assert "第 1 / 2 页" in first.content.decode()


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_the_figures_are_saved_under_a_name_that_tells_them(cast, visits, form, kind, start):
    answer = cast.reviewer.get(f"/figures/?period=2025年&as={form}")

    assert answer["Content-Type"] == kind
    assert unquote(answer["Content-Disposition"]) == f"attachment; filename*=UTF-8''柳溪街道2025年汇总.{form}"
    assert answer.content.startswith(start)


@pytest.mark.parametrize("address", ["/figures/?period=2025年", "/figures/visits/?period=2025年"])
def test_a_page_costs_the_same_for_one_record_and_for_many(
    cast, accepted, address, django_assert_max_num_queries
):
    accepted(on=dt.date(2025, 3, 1))
    cache.clear()
    with django_assert_max_num_queries(100) as one:
        cast.reviewer.get(address)

    for number in range(4):
        accepted(title=f"走访第{number}户", on=dt.date(2025, 3, 1))
    cache.clear()
    with django_assert_max_num_queries(100) as many:
        cast.reviewer.get(address)

    assert len(many) == len(one)


def test_one_figure_is_saved_with_its_months_and_its_units(cast, office, visits):
    answer = cast.upper.get(f"/figures/visits/?unit={office.street.pk}&period=2025年&as=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert "柳溪街道2025年" in unquote(answer["Content-Disposition"])
    assert lines[0] == "方面,名称,数值,单位,说明"
    assert lines[1].startswith("合计,走访慰问,3,")
    assert next(line for line in lines if line.startswith("各月,2025年3月")).split(",")[2] == "2"
    assert next(line for line in lines if line.startswith("分单位,北桥社区")).split(",")[2] == "2"
    book = cast.upper.get(f"/figures/visits/?unit={office.street.pk}&period=2025年&as=xlsx")
    assert book.content[:2] == b"PK"
