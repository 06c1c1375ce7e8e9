"""Random histories of units: what the selectors say is what walking the tree of each day says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import ActRefused, Level
from taizhang.foundation.units.selectors import (
    Subtrees,
    children_in,
    ever_below,
    scope_of,
    stock_scope,
    tree_on,
    units_of_level,
)
from taizhang.foundation.units.selectors.walks import carried_by_subtree, carriers_of
from tests.units.street import found, merge, move, split

FIRST = dt.date(2025, 3, 1)
DAYS = [FIRST + dt.timedelta(days=count) for count in range(8)]


@dataclass
class Diary:
    """The plain truth, day by day: who lived, under whom, and whose heir is who."""

    units: list[Unit] = field(default_factory=list)
    lives: dict[int, tuple[dt.date, dt.date]] = field(default_factory=dict)
    above: dict[tuple[int, dt.date], int | None] = field(default_factory=dict)
    heir: dict[int, int] = field(default_factory=dict)

    def found(self, unit: Unit, parent: Unit | None, on: dt.date | None) -> None:
        self.units.append(unit)
        self.lives[unit.pk] = (on or dt.date.min, dt.date.max)
        self.place(unit.pk, parent.pk if parent else None, on or dt.date.min)

    def place(self, unit: int, parent: int | None, on: dt.date) -> None:
        for day in DAYS:
            if day >= on:
                self.above[unit, day] = parent

    def close(self, unit: int, heir: int, on: dt.date) -> None:
        self.lives[unit] = (self.lives[unit][0], on)
        self.heir[unit] = heir
        for other in self.units:
            for day in DAYS:
                if day >= on and self.above.get((other.pk, day)) == unit:
                    self.above[other.pk, day] = heir

    def lives_on(self, unit: int, day: dt.date) -> bool:
        founded, closed = self.lives[unit]
        return founded <= day < closed

    def chain(self, unit: int, day: dt.date) -> Iterator[int]:
        at: int | None = unit
        climbed: set[int] = set()
        while at is not None:
            assert at not in climbed, "the tree runs in a circle"
            climbed.add(at)
            yield at
            at = self.above.get((at, day))


act = st.tuples(
    st.sampled_from(["found", "found", "move", "move", "merge", "split"]),
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from(DAYS),
    st.booleans(),
)
histories = st.lists(act, min_size=3, max_size=14)


def live(diary: Diary, deed: tuple[str, int, int, int, dt.date, bool]) -> None:
    """Do one act in the database and, when it was not refused, in the diary."""
    kind, *numbers, on, flag = deed
    first, second, third = (diary.units[number % len(diary.units)] for number in numbers)
    if kind == "found":
        parent, day = (None if flag else first), (None if numbers[1] < 2 else on)
        diary.found(found(f"第{len(diary.units)}村", parent=parent, on=day), parent, day)
    elif kind == "move":
        to = None if flag and numbers[2] < 2 else second
        move(first, to, on)
        diary.place(first.pk, to.pk if to else None, on)
    elif kind == "merge":
        merge([first, third], second, on)
        for unit in {first.pk, third.pk} - {second.pk}:
            diary.close(unit, second.pk, on)
    else:
        split(first, [second, third], on)
        if first.pk not in (second.pk, third.pk):
            diary.close(first.pk, second.pk, on)


@contextmanager
def lived(history: list[tuple[str, int, int, int, dt.date, bool]]) -> Iterator[Diary]:
    """Live through a history from two units on, and leave the database as it was."""
    with transaction.atomic():
        diary = Diary()
        for name in ("甲村", "乙村"):
            diary.found(found(name), None, None)
        for deed in history:
            try:
                with transaction.atomic():
                    live(diary, deed)
            except ActRefused:
                continue
        yield diary
        transaction.set_rollback(True)


lawful = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.django_db
@lawful
@given(histories)
def test_the_tree_of_any_day_has_each_living_unit_once_under_its_parent_of_that_day(
    history: list[tuple[str, int, int, int, dt.date, bool]],
) -> None:
    with lived(history) as diary:
        for day in DAYS:
            expected = {
                unit.pk: diary.above.get((unit.pk, day))
                for unit in diary.units
                if diary.lives_on(unit.pk, day)
            }

            nodes = tree_on(day=day)

            assert len(nodes) == len(expected)
            assert {node.id: node.parent for node in nodes} == expected


@pytest.mark.django_db
@lawful
@given(histories, st.integers(0, 6), st.integers(1, 7))
def test_a_scope_covers_a_unit_on_a_day_when_its_chain_of_that_day_leads_to_the_root(
    history: list[tuple[str, int, int, int, dt.date, bool]], start: int, length: int
) -> None:
    days = DAYS[start : start + length]
    with lived(history) as diary:
        for root in diary.units:
            scope = scope_of(unit=root, start=days[0], until=days[-1] + dt.timedelta(days=1))

            for unit in diary.units:
                for day in days:
                    belongs = diary.lives_on(unit.pk, day) and root.pk in diary.chain(unit.pk, day)
                    assert scope.covers(unit.pk, day) == (belongs or unit.pk == root.pk)


@pytest.mark.django_db
@lawful
@given(histories, st.integers(0, 6), st.integers(1, 7), st.integers(0, 6), st.integers(1, 7))
def test_the_scope_of_some_days_is_what_lies_in_them_of_a_longer_one(
    history: list[tuple[str, int, int, int, dt.date, bool]], start: int, length: int, first: int, part: int
) -> None:
    days = DAYS[start : start + length]
    some = days[first % len(days) :][:part]
    with lived(history) as diary:
        for root in diary.units:
            longer = scope_of(unit=root, start=days[0], until=days[-1] + dt.timedelta(days=1))
            period = {"start": some[0], "until": some[-1] + dt.timedelta(days=1)}

            within = longer.within(**period)

            assert sorted(within.spans, key=str) == sorted(scope_of(unit=root, **period).spans, key=str)


@pytest.mark.django_db
@lawful
@given(histories, st.integers(0, 6), st.integers(1, 7))
def test_the_scopes_of_the_sub_units_and_the_own_days_make_up_the_scope(
    history: list[tuple[str, int, int, int, dt.date, bool]], start: int, length: int
) -> None:
    days = DAYS[start : start + length]
    period = {"start": days[0], "until": days[-1] + dt.timedelta(days=1)}
    with lived(history) as diary:
        for root in diary.units:
            whole = scope_of(unit=root, **period)
            parts = [child.scope for child in children_in(unit=root, **period)]

            for unit in diary.units:
                for day in days:
                    own = unit.pk == root.pk
                    covering = sum(part.covers(unit.pk, day) for part in parts)
                    assert covering + own == whole.covers(unit.pk, day)


@pytest.mark.django_db
@lawful
@given(histories, st.sampled_from(DAYS))
def test_the_carriers_of_a_unit_are_those_whose_subtree_carries_it(
    history: list[tuple[str, int, int, int, dt.date, bool]], day: dt.date
) -> None:
    with lived(history) as diary:
        ids = [unit.pk for unit in diary.units]
        carried = {root: carried_by_subtree(root=root, day=day) for root in ids}

        for unit in ids:
            assert carriers_of(unit=unit, day=day) == sorted(root for root in ids if unit in carried[root])


@pytest.mark.django_db
@lawful
@given(histories, st.sampled_from(DAYS))
def test_the_units_of_a_level_are_those_of_the_tree_in_its_order(
    history: list[tuple[str, int, int, int, dt.date, bool]], day: dt.date
) -> None:
    with lived(history):
        for root in Unit.objects.all():
            nodes = tree_on(day=day, root=root)
            for level in Level:
                of_level = [node.id for node in nodes if node.level == level]
                assert units_of_level(level=level, day=day, root=root) == of_level


@pytest.mark.django_db
@lawful
@given(histories, st.sampled_from(DAYS))
def test_every_stock_is_held_by_exactly_one_tree(
    history: list[tuple[str, int, int, int, dt.date, bool]], day: dt.date
) -> None:
    with lived(history) as diary:
        tops = [node for node in tree_on(day=day) if node.parent is None]
        holders = {unit.pk: diary.units.index(unit) for unit in diary.units}

        scopes = [stock_scope(unit=diary.units[holders[top.id]], day=day) for top in tops]

        for unit in diary.units:
            founded = diary.lives[unit.pk][0] <= day
            assert sum(scope.covers(unit.pk, day) for scope in scopes) == founded


@pytest.mark.django_db
@lawful
@given(histories, st.integers(0, 6), st.integers(1, 7))
def test_subtrees_read_at_once_tell_of_any_period_what_each_tells_by_itself(
    history: list[tuple[str, int, int, int, dt.date, bool]], start: int, length: int
) -> None:
    period = {"start": DAYS[start], "until": DAYS[min(start + length, 7)] + dt.timedelta(days=1)}
    with lived(history) as diary:
        at_once = Subtrees(units=[unit.pk for unit in diary.units])

        for unit in Unit.objects.all():
            assert at_once.scope_of(unit=unit, **period) == scope_of(unit=unit, **period)
            assert at_once.children_in(unit=unit, **period) == children_in(unit=unit, **period)
            assert {span.unit for span in scope_of(unit=unit, **period).spans} <= at_once.below(unit=unit.pk)
            assert ever_below(units=[unit.pk]) == at_once.below(unit=unit.pk)
        assert ever_below(units=[unit.pk for unit in diary.units]) == at_once.everything()
