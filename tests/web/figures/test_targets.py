"""The targets of a year on their page: set, mended, changed by two people at once."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from taizhang.reporting.targets import set_target, targets_of

PAGE = "/figures/targets/?year=2025"


def seen(answer):
    """Return what the form remembers of the targets that it showed."""
    found = re.search(r'name="seen"(?: value="([0-9a-f]*)")?', answer.content.decode())
    return found[1] or ""


@pytest.fixture
def standing(office, at):
    """A target of the street that stands already."""
    set_target(unit=office.street, year=2025, rule="visits", value=Decimal(40), by=office.reviewer, at=at)


def told(office):
    return targets_of(unit=office.street, year=2025)


def test_targets_are_set_and_shown_again(cast, office):
    answer = cast.manager.post(PAGE, {"visits": "420", "training_hours": "36.5"})

    page = cast.manager.get(answer["Location"]).content.decode()
    assert answer.status_code == 303
    assert told(office) == {"visits": Decimal(420), "training_hours": Decimal("36.5")}
    assert "已保存" in page
    assert 'value="420"' in page
    assert 'value="36.5"' in page


def test_an_emptied_field_takes_the_target_away(cast, office, standing):
    page = cast.manager.get(PAGE)

    cast.manager.post(PAGE, {"seen": seen(page), "visits": ""})

    assert told(office) == {}


@pytest.mark.parametrize("typed", ["很多", "0", "-5", "1.234", "9999999999999"])
def test_what_is_no_target_is_told_beside_its_field_and_kept(cast, office, typed):
    answer = cast.manager.post(PAGE, {"visits": typed, "lectures": "12"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“走访慰问”的目标" in page
    assert f'value="{typed}"' in page
    assert 'value="12"' in page
    assert told(office) == {}


def test_two_people_at_once_see_both_tellings_and_nothing_is_lost(cast, office, standing, at):
    page = cast.manager.get(PAGE)
    set_target(unit=office.street, year=2025, rule="visits", value=Decimal(50), by=office.reviewer, at=at)

    answer = cast.manager.post(PAGE, {"seen": seen(page), "visits": "60"})
    shown = answer.content.decode()
    untouched = told(office)
    again = cast.manager.post(PAGE, {"seen": seen(answer), "visits": "60"})

    assert answer.status_code == 409
    assert "现在是：50；您填的是：60。" in shown
    assert 'value="60"' in shown
    assert untouched == {"visits": 50}
    assert (again.status_code, told(office)) == (303, {"visits": 60})


def test_what_was_reached_last_year_stands_beside_the_field(cast, office, accepted):
    accepted(on=dt.date(2024, 3, 5))

    assert "2024年完成 1" in cast.manager.get(PAGE).content.decode()


def test_a_ratio_is_not_asked_for(cast):
    assert "佐证覆盖率" not in cast.manager.get(PAGE).content.decode()


@pytest.mark.parametrize("year", ["", "abc", "1999", "２０２５", "20255"])
def test_what_is_no_year_is_this_one(cast, year):
    answer = cast.manager.get("/figures/targets/", {"year": year})

    assert answer.context["year"] >= 2025


def test_nobody_sets_targets_for_a_unit_of_others(cast, office):
    answer = cast.stranger.post(f"{PAGE}&unit={office.street.pk}", {"visits": "1"})

    assert answer.status_code == 404
    assert told(office) == {}
