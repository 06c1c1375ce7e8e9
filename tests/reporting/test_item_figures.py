"""What a figure in an item names is written for a person, read back, and held to what the ledger tells now."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.compiler.manuscript import DerivedAsk, RecordAsk, RuleAsk
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules import figures_in
from taizhang.reporting.item_figures import (
    SourceRefused,
    agrees,
    ask_in,
    figure_remarks,
    figures_now,
    parts_of,
    source_of,
    units_in,
)

TODAY = dt.date(2025, 11, 25)
PERIODS = st.sampled_from(
    [
        parse_period(text)
        for text in (
            "2025年",
            "2024年2月",
            "2025年第三季度",
            "2025年下半年",
            "2025年1至9月",
            "2025-03-05..2025-04-02",
        )
    ]
)
RULES = st.builds(
    RuleAsk,
    st.sampled_from(["visits", "study_sessions", "record.people"]),
    st.integers(1, 99_999),
    st.booleans(),
    PERIODS.map(lambda period: period.label),
)
ASKS = RULES | st.builds(
    lambda kind, first, second, up: DerivedAsk(
        kind, first, second, parse_period(second.period).label, up or kind == "share"
    ),
    st.sampled_from(["difference", "growth", "share"]),
    RULES,
    RULES,
    st.booleans(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ASKS)
def test_an_ask_is_read_as_it_was_written_and_stands_in_a_text_as_one_figure(ask) -> None:
    source = source_of(ask=ask, unit=1)

    assert ask_in(source=source) == ask
    assert [one.figure.source for one in figures_in(f"共[16](口径:{source})次")] == [source]


def test_an_ask_that_leaves_the_unit_open_is_of_the_item_s_own() -> None:
    assert source_of(ask=RuleAsk("visits", None, True, "2025年3月"), unit=7) == "visits@7本级@2025-03"


@pytest.mark.parametrize(
    "ask", [RuleAsk("visits", 7), RecordAsk("records:4"), RuleAsk("visits", 7, False, "2025年", ("task:3",))]
)
def test_what_an_item_cannot_name_is_refused(ask) -> None:
    with pytest.raises(SourceRefused, match="插入数字"):
        source_of(ask=ask, unit=1)


@pytest.mark.parametrize(
    "source",
    [
        "visits",
        "visits@北桥@2025",
        "visits@1@某年",
        "增长/visits@1@2025",
        "visits@1@2025/减",
        "倍数/a@1@2025/a@1@2024",
    ],
)
def test_what_cannot_be_understood_is_refused_and_of_no_unit(source) -> None:
    with pytest.raises(Refused):
        ask_in(source=source)
    assert units_in(source=source) == frozenset()


@pytest.fixture
def remarked(office, accepted):
    """Return what is remarked on a text of the street, whose villages have made three visits in March and one before."""
    for number, unit in enumerate((office.north, office.north, office.south), 1):
        accepted(unit=unit.pk, on=dt.date(2025, 3, number))
    accepted(unit=office.north.pk, on=dt.date(2024, 3, 1))

    def remarks(text: str, *, reachable: frozenset[int] | None = None) -> list[str]:
        placed = figures_in(text.format(street=office.street.pk, north=office.north.pk))
        now = figures_now(sources=[one.figure.source for one in placed], unit=office.street, today=TODAY)
        units = frozenset({office.street.pk, office.north.pk}) if reachable is None else reachable
        return [one.text for one in figure_remarks(placed=placed, now=now, reachable=units, before=0)]

    return remarks


@pytest.mark.parametrize(
    "text",
    [
        "走访[3](口径:visits@{street}@2025)次",
        "走访[2](口径:visits@{north}@2025-03)次",
        "比上年多[2](口径:相差/visits@{street}@2025/visits@{street}@2024)次",
        "增长[200.0](口径:增长/visits@{street}@2025/visits@{street}@2024)%",
    ],
)
def test_a_figure_that_the_ledger_tells_so_is_let_be(remarked, text) -> None:
    assert remarked(text) == []


def test_a_figure_that_the_ledger_tells_otherwise_is_remarked_on_with_what_it_is_now(remarked) -> None:
    [told] = remarked("走访[5](口径:visits@{street}@2025)次")

    assert "“5”与台账不符" in told
    assert "2025年走访慰问现在是 3 次" in told


def test_a_difference_whose_direction_has_turned_is_remarked_on(remarked) -> None:
    [told] = remarked("比上年少[2](口径:相差/visits@{street}@2025/visits@{street}@2024/减)次")

    assert "与台账不符" in told


def test_what_has_no_record_or_no_rule_is_told(remarked) -> None:
    empty, unknown = remarked("[1](口径:visits@{street}@2020)次，[1](口径:no_such@{street}@2025)次")

    assert "没有记录" in empty
    assert "取不出数" in unknown


@pytest.mark.parametrize("printed", ["5", "3"])
def test_of_a_unit_out_of_reach_it_is_not_told_whether_the_figure_is_right(remarked, printed) -> None:
    [told] = remarked(f"走访[{printed}](口径:visits@{{street}}@2025)次", reachable=frozenset())

    assert told == f"“{printed}”取自您的范围以外的单位，没有与台账比对，请作者核对。"


def test_the_page_of_a_figure_is_that_of_its_rule() -> None:
    assert parts_of(source="visits@7本级@2025Q1") == ("visits", 7, "2025Q1")
    assert parts_of(source="占比/visits@7@2025/visits@1@2025") is None
    assert not agrees("3", "visits@7@2025", "没有这个口径")
