"""Totals of subtrees: whatever is posted, counted and reorganised in whatever order, figures are what the lines tell."""

from __future__ import annotations

import datetime as dt

from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.journal.selectors import posting_from
from taizhang.foundation.units import services as units
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import children_in
from taizhang.kernel.period import Period, parse_period
from taizhang.reporting import explorer, kept_totals
from taizhang.reporting.figures import FigureDesk, counts_stock, scope_for
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.kept_totals import following, placing
from taizhang.reporting.models import SubtreeTotal, TotalsState, WayUp
from taizhang.reporting.rules import rule_book, rule_in
from taizhang.rollups.engines import sql_subtrees
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.kept import climbs
from tests.reporting.deeds import county, deeds, done

every_example = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
periods = st.sampled_from(
    [
        parse_period("2025"),
        parse_period("2024"),
        parse_period("2025年1月"),
        parse_period("2025年2月"),
        parse_period("2025年一季度"),
        Period.range(dt.date(2025, 1, 10), dt.date(2026, 1, 15)),
    ]
)


def told_by_memory(unit: Unit, period: Period):
    """Return value and figure of every rule, as the reference engine counts the lines."""
    memory = MemoryEngine([posting_from(row) for row in PostingRow.objects.order_by("id")])
    told = {}
    for rule in rule_book().rules():
        scope = scope_for(rule=rule, unit=unit, period=period)
        told[rule.code] = memory.figure(rule=rule, scope=scope, period=period)
    return told


def told_by_pages(unit: Unit, period: Period):
    """Return the same as pages ask it: all values at once, and each figure by itself."""
    rules = rule_book().rules()
    cache.clear()
    values = KeptFigures().values(rules=rules, unit=unit, period=period)
    figures = [KeptFigures().figure(rule=rule, unit=unit, period=period) for rule in rules]
    assert values == [figure.value for figure in figures]
    return {rule.code: figure for rule, figure in zip(rules, figures, strict=True)}


@every_example
@given(steps=deeds, period=periods, which=st.integers(0, 10))
def test_figures_of_subtrees_are_those_of_the_lines(db, key, at, steps, period, which) -> None:
    savepoint = transaction.savepoint()
    place = county(at)
    done(steps, place, key=key)

    for unit in (place.units[0], place.units[which % len(place.units)]):
        unit = Unit.objects.get(pk=unit.pk)
        assert told_by_pages(unit, period) == told_by_memory(unit, period)
    transaction.savepoint_rollback(savepoint)


@every_example
@given(steps=deeds, period=periods)
def test_the_course_and_the_parts_of_a_figure_are_those_of_the_lines(db, key, at, steps, period) -> None:
    savepoint = transaction.savepoint()
    place = county(at)
    done(steps, place, key=key)
    kept_totals.catch_up()
    unit = Unit.objects.get(pk=place.units[0].pk)
    memory = MemoryEngine([posting_from(row) for row in PostingRow.objects.order_by("id")])
    cache.clear()

    for code in ("visits", "publicity_copies", "festivals_observed"):
        rule, asked = rule_in(code=code, period=period), {"rule": code, "unit": unit, "period": period}
        whole = scope_for(rule=rule, unit=unit, period=period)
        course = [part.value for part in explorer.course(**asked, figures=KeptFigures())]
        parts = [part.value for part in explorer.parts(**asked, figures=KeptFigures())]

        assert course == [
            memory.figure(
                rule=rule, scope=whole.within(start=month.start, until=month.until), period=month
            ).value
            for month in period.months()[-24:]
        ]
        assert parts[:-1] == [
            memory.figure(rule=rule, scope=child.scope, period=period).value
            for child in children_in(unit=unit, start=period.start, until=period.until)
        ]
    transaction.savepoint_rollback(savepoint)


@every_example
@given(before=deeds, later=deeds)
def test_totals_that_followed_journal_and_tree_are_those_that_are_made_anew(
    db, key, at, before, later
) -> None:
    savepoint = transaction.savepoint()
    place = county(at)
    done(before, place, key=key)
    kept_totals.catch_up()
    done(later, place, key=key)
    kept_totals.catch_up()
    followed = subtree_totals(), ways()

    assert kept_totals.wrong_totals() == []
    assert kept_totals.wrong_ways() == []
    kept_totals.forget()
    assert (subtree_totals(), ways()) == ({}, set())
    assert kept_totals.catch_up() == PostingRow.objects.count()
    assert (subtree_totals(), ways()) == followed
    assert TotalsState.objects.get().counted_id == (
        PostingRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
    )
    transaction.savepoint_rollback(savepoint)


@every_example
@given(steps=deeds)
def test_after_counting_the_totals_tell_every_figure_that_climbs(db, key, at, steps) -> None:
    savepoint = transaction.savepoint()
    place = county(at)
    done(steps, place, key=key)
    kept_totals.catch_up()
    rules, period = rule_book().rules(), parse_period("2026")
    county_unit = Unit.objects.get(pk=place.units[0].pk)

    told = FigureDesk(as_of=None).subtree_values(rules=rules, units=[county_unit], period=period)

    climbing = [rule for rule in rules if all(climbs((part,)) for part in rule.parts)]
    assert {rule for _, rule in told} == set(climbing)
    assert any(counts_stock(rule) for rule in climbing)
    transaction.savepoint_rollback(savepoint)


def of_the_street(office, *, rule: str = "visits", period: str = "2025") -> object:
    """Return what the totals of subtrees tell of the street; "untold" where they do not."""
    told = parse_period(period)
    rules = [rule_in(code=rule, period=told)]
    found = FigureDesk(as_of=None).subtree_values(rules=rules, units=[office.street], period=told)
    return found.get((office.street.pk, rules[0]), "untold")


def moved_away(office, at, *, on: dt.date) -> None:
    """Let the north community belong to the other street from that day on."""
    units.move_unit(unit=office.north, to=office.other_street, on=on, basis="通知", by="周敏", at=at)


def test_a_figure_of_a_subtree_reads_a_total_of_the_subtree_and_the_lines_after_it(accepted, office) -> None:
    accepted()
    kept_totals.catch_up()
    # The total is what is read: one that is spoilt shows.
    SubtreeTotal.objects.filter(unit=office.street).update(total=9, weight=9)

    assert of_the_street(office) == 9
    accepted(title="又一户", unit=office.south.pk)
    assert of_the_street(office) == 10
    assert of_the_street(office, period="2025年4月") is None


def test_months_and_sub_units_read_totals_of_subtrees_where_these_tell_them(accepted, office, at) -> None:
    county = units.found_unit(name="松岭县", level=Level.COUNTY, parent=None, by="周敏", at=at)
    Affiliation.objects.create(unit=office.street, parent=county)
    accepted(on=dt.date(2025, 3, 5))
    kept_totals.catch_up()
    SubtreeTotal.objects.filter(unit=county, months=1).update(total=8, weight=8)
    SubtreeTotal.objects.filter(unit=office.street, months=12).update(total=9, weight=9)
    asked = {"rule": "visits", "unit": county, "period": parse_period("2025"), "figures": KeptFigures()}

    assert [part.value for part in explorer.course(**asked)][:4] == [None, None, 8, None]
    assert ("柳溪街道", 9) in [(part.label, part.value) for part in explorer.parts(**asked)]


def test_a_leaf_of_the_tree_and_days_within_a_month_are_told_by_the_lines(accepted, office) -> None:
    accepted()
    kept_totals.catch_up()
    period = Period.range(dt.date(2025, 3, 2), dt.date(2025, 4, 30))
    rules = [rule_in(code="visits", period=period)]
    desk = FigureDesk(as_of=None)

    assert desk.subtree_values(rules=rules, units=[office.street], period=period) == {}
    assert desk.subtree_values(rules=rules, units=[office.north], period=parse_period("2025")) == {}
    assert KeptFigures().values(rules=rules, unit=office.street, period=period) == [1]


def test_at_a_journal_position_no_total_of_a_subtree_is_read(accepted, office, key, at) -> None:
    accepted()
    kept_totals.catch_up()
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    desk = FigureDesk(as_of=1)

    assert desk.subtree_values(rules=[rule], units=[office.street], period=period) == {}
    assert desk.subtree_figure(rule=rule, unit=office.street, period=period) is None


def test_after_a_move_the_totals_of_subtrees_tell_nothing_until_they_followed_it(
    accepted, office, at
) -> None:
    for title in ("一户", "二户"):
        accepted(title=title, on=dt.date(2025, 3, 5))
    accepted(title="三户", on=dt.date(2025, 3, 20))
    kept_totals.catch_up()
    assert of_the_street(office) == 3

    moved_away(office, at, on=dt.date(2025, 3, 10))
    assert of_the_street(office) == "untold"
    assert kept_totals.wrong_totals() == []
    assert kept_totals.catch_up() == 0

    assert of_the_street(office) == 2
    assert of_the_street(office, period="2025年3月") == 2
    assert kept_totals.wrong_totals() == []


def test_units_are_put_right_in_steps_and_progress_is_told(accepted, office, at, monkeypatch) -> None:
    for number, unit in enumerate((office.north, office.north, office.south)):
        accepted(title=f"第{number}户", unit=unit.pk)
    kept_totals.catch_up()
    monkeypatch.setattr(placing, "LINES_AT_ONCE", 1)
    moved_away(office, at, on=dt.date(2025, 1, 1))
    units.move_unit(
        unit=office.south, to=office.other_street, on=dt.date(2025, 1, 1), basis="通知", by="周敏", at=at
    )
    told: list[tuple[int, int]] = []

    kept_totals.catch_up(progress=lambda done, of: told.append((done, of)))

    assert told == [(2, 3), (3, 3), (3, 3)]
    assert of_the_street(office) is None
    assert kept_totals.wrong_totals() == []


def test_stocks_of_days_before_the_last_change_of_the_tree_are_counted_from_the_lines(
    accepted, office, at
) -> None:
    moved_away(office, at, on=dt.date(2025, 3, 10))
    kept_totals.catch_up()
    rules = [rule for rule in rule_book().rules() if counts_stock(rule)]
    desk = FigureDesk(as_of=None)

    before = desk.subtree_values(rules=rules, units=[office.street], period=parse_period("2025年2月"))
    after = desk.subtree_values(rules=rules, units=[office.street], period=parse_period("2025年3月"))

    assert before == {}
    assert {rule for _, rule in after} == set(rules)


def test_with_too_many_lines_after_the_totals_others_are_asked(accepted, office, monkeypatch) -> None:
    accepted()
    kept_totals.catch_up()
    monkeypatch.setattr(sql_subtrees, "MOST_LINES", 1)

    accepted(title="又一户")
    assert of_the_street(office) == 2
    accepted(title="第三户")
    assert of_the_street(office) == "untold"


def test_lines_counted_while_somebody_was_writing_are_not_counted_twice(accepted, office) -> None:
    accepted()
    kept_totals.catch_up()
    before = TotalsState.objects.get().counted_id
    accepted(title="又一户")
    kept_totals.catch_up()
    # With somebody writing it is not known that every line before this one is committed.
    TotalsState.objects.update(counted_id=before)
    accepted(title="第三户", unit=office.south.pk)

    assert TotalsState.objects.get().reached_id > before
    assert of_the_street(office) == 3


def test_many_lines_that_wait_are_worth_counting_at_once(accepted, office, monkeypatch) -> None:
    monkeypatch.setattr(following, "MANY_LINES", 1)
    accepted()
    kept_totals.catch_up()
    told = [kept_totals.many_lines_wait()]
    for title in ("一户", "二户"):
        accepted(title=title)
        told.append(kept_totals.many_lines_wait())
    kept_totals.catch_up()

    assert [*told, kept_totals.many_lines_wait()] == [False, False, True, False]


def test_a_wrong_total_of_a_subtree_is_found_and_named(accepted, office) -> None:
    accepted(people="7人")
    kept_totals.catch_up()
    SubtreeTotal.objects.filter(total=7, months=1).update(total=8)

    (wrong,) = kept_totals.wrong_totals()

    assert (wrong.unit, wrong.subtree, wrong.start, wrong.kept, wrong.counted) == (
        "柳溪街道",
        True,
        dt.date(2025, 3, 1),
        (8, 1),
        (7, 1),
    )
    assert "走访" in wrong.rule


def test_a_total_of_a_subtree_that_is_nobodys_and_lines_in_a_wrong_subtree_are_named(
    accepted, office
) -> None:
    accepted(people="7人")
    kept_totals.catch_up()
    SubtreeTotal.objects.filter(total=7, months=1).update(unit=office.south)
    WayUp.objects.filter(unit=office.south, held=False).update(until=dt.date(2025, 1, 1))

    wrong = kept_totals.wrong_totals()

    assert {(one.unit, one.kept, one.counted) for one in wrong} == {
        ("柳溪街道", (0, 0), (7, 1)),
        ("南浦村", (7, 1), (0, 0)),
    }
    assert kept_totals.wrong_ways() == ["南浦村"]


def subtree_totals() -> dict[tuple[object, ...], tuple[int, int]]:
    """Return every total of a subtree that is not nothing."""
    rows = SubtreeTotal.objects.values_list(
        "part__key", "unit_id", "months", "start", "value", "total", "weight"
    )
    return {tuple(place): (total, weight) for *place, total, weight in rows if total or weight}


def ways() -> set[tuple[object, ...]]:
    """Return for whom the lines of every unit count."""
    return set(WayUp.objects.values_list("unit_id", "above_id", "held", "since", "until"))
