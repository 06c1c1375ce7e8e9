"""Targets of a year: set, changed, taken away, and how far a unit is against the calendar."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from taizhang.foundation.audit.models import Act
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.targets import (
    TargetRefused,
    calendar_progress,
    countable_rules,
    digest_of,
    pace_of,
    progress_of,
    set_target,
    targets_of,
)
from taizhang.rollups.rulebook import UnknownRule

SUMMER = dt.date(2025, 7, 1)


@pytest.fixture
def aim(office, at):
    """Return a setter of the street's targets of 2025."""

    def set_to(value, rule="visits"):
        told = None if value is None else Decimal(value)
        set_target(unit=office.street, year=2025, rule=rule, value=told, by=office.reviewer, at=at)

    return set_to


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (dt.date(2025, 1, 1), "0.3"),
        (dt.date(2025, 12, 31), "100.0"),
        (dt.date(2026, 11, 23), "89.6"),
        (dt.date(2024, 2, 29), "16.4"),
    ],
)
def test_the_calendar_tells_how_much_of_the_year_is_over(day, percent):
    assert calendar_progress(on=day) == Decimal(percent)


@pytest.mark.parametrize(
    ("share", "pace"),
    [
        ("52", "超前"),
        ("51.9", "按期"),
        ("48", "按期"),
        ("47.9", "略慢"),
        ("40", "略慢"),
        ("39.9", "滞后"),
        ("0", "滞后"),
    ],
)
def test_the_pace_is_what_was_reached_against_the_calendar(share, pace):
    assert pace_of(share=Decimal(share), calendar=Decimal(50)) == pace


def test_progress_counts_the_subtree_of_the_year_and_of_the_month(office, accepted, aim):
    aim(6)
    accepted(unit=office.north.pk, on=dt.date(2025, 3, 5))
    accepted(unit=office.south.pk, on=dt.date(2025, 7, 1))
    accepted(unit=office.other_street.pk, on=dt.date(2025, 7, 1))
    accepted(unit=office.south.pk, on=dt.date(2024, 7, 1))

    [told] = progress_of(unit=office.street, on=SUMMER, figures=KeptFigures())

    assert (told.month, told.reached, told.target) == (1, 2, 6)
    assert (told.share, told.pace, told.late) == (Decimal("33.3"), "滞后", True)


def test_where_nothing_was_done_the_figure_is_missing_and_the_target_stands(office, aim):
    aim(6)

    [told] = progress_of(unit=office.street, on=SUMMER, figures=KeptFigures())

    assert (told.reached, told.share, told.pace) == (None, 0, "滞后")


def test_a_target_is_changed_and_taken_away_and_each_is_an_act(office, aim):
    aim(6)
    aim("7.5")
    aim("7.50")
    aim(None)
    aim(None)

    acts = Act.objects.filter(verb="target.set").order_by("pk")
    assert targets_of(unit=office.street, year=2025) == {}
    assert [(act.detail["before"], act.detail["after"]) for act in acts] == [
        (None, "6"),
        ("6.00", "7.5"),
        ("7.50", None),
    ]


@pytest.mark.parametrize("value", ["0", "-3"])
def test_a_target_of_nothing_is_refused(office, aim, value):
    with pytest.raises(TargetRefused, match="要大于 0"):
        aim(value)

    assert targets_of(unit=office.street, year=2025) == {}


def test_a_ratio_has_no_target(office, aim):
    with pytest.raises(TargetRefused, match="比率"):
        aim(90, rule="evidence_coverage")

    assert "evidence_coverage" not in [rule.code for rule in countable_rules()]


def test_an_unknown_rule_is_refused(aim):
    with pytest.raises(UnknownRule):
        aim(6, rule="走访尉问")


def test_a_digest_tells_whether_targets_changed():
    some = {"visits": Decimal("6.00"), "lectures": Decimal(3)}

    assert digest_of({}) == ""
    assert digest_of(some) == digest_of({"lectures": Decimal("3.0"), "visits": Decimal(6)})
    assert digest_of(some) != digest_of({**some, "visits": Decimal(7)})


def test_progress_costs_the_same_for_one_record_and_for_many(
    office, accepted, aim, django_assert_num_queries
):
    aim(6)
    accepted()
    with django_assert_num_queries(12):
        progress_of(unit=office.street, on=SUMMER, figures=KeptFigures())

    for _ in range(4):
        accepted()
    with django_assert_num_queries(12):
        progress_of(unit=office.street, on=SUMMER, figures=KeptFigures())
