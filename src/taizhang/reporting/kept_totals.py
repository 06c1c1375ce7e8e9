"""Totals of every unit, month, year and counting rule: kept up with the journal, made anew, compared with it.

They let the figures of a large subtree be told at once. The journal is the truth: totals that are lost or
wrong cost nothing but the time to count them again.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from taizhang.foundation.journal.models import ChainHead
from taizhang.foundation.units.models import Unit
from taizhang.reporting.models import CountedChain, KeptRule, KeptTotal, TotalsState
from taizhang.reporting.rules import rule_book
from taizhang.rollups.engines.sql_dialects import DIALECTS
from taizhang.rollups.engines.sql_lines import Stretch, added_up
from taizhang.rollups.kept import Lines, Look, addends, key_of, looks_of, suits
from taizhang.rollups.plan import Rule

LINES_AT_ONCE = 20_000
"""Lines that are counted in one transaction: a second or so in which nobody else writes on SQLite."""

_INSERT = "INSERT INTO reporting_kept_total (part_id, unit_id, months, start, value, total, weight)"
_ADD = """
    ON CONFLICT (part_id, unit_id, months, start, value) DO UPDATE
    SET total = reporting_kept_total.total + excluded.total,
        weight = reporting_kept_total.weight + excluded.weight"""
_TYPES = ("bigint", "bigint", "smallint", "date", "text", "bigint", "bigint")

Place = tuple[int, int, int, dt.date, str]
"""Id of the kept rule, unit, how many months, their first day, value."""

Progress = Callable[[int, int], None]
"""Is told how many lines are counted, of how many."""


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total that is not what the journal adds up to: (total, weight) as kept, and as counted."""

    rule: str
    unit: str
    months: int
    start: dt.date
    value: str
    kept: tuple[int, int]
    counted: tuple[int, int]


def catch_up(*, rules: Sequence[Rule] | None = None, progress: Progress = lambda _done, _of: None) -> int:
    """Count the lines that the totals lack, and return how many.

    `rules` are those whose totals are kept: the product's, where none are given. Ends a rule that is no longer there and begins one that is new by counting everything again. Each step
    is one transaction: whoever is stopped goes on from there.
    """
    looks = _looks(tuple(rule_book().rules() if rules is None else rules))
    _make_room(looks)
    done, of = 0, sum(each.high - each.low for each in _behind())
    while True:
        with transaction.atomic():
            state = TotalsState.objects.select_for_update().get(pk=1)
            ids = dict(KeptRule.objects.values_list("key", "pk"))
            stretches = list(_first(_behind()))
            if not stretches or set(ids) != set(looks):
                return done
            _add(_counted(stretches, {ids[key]: look for key, look in looks.items()}))
            _move(stretches)
            TotalsState.objects.filter(pk=1).update(version=state.version + 1)
        done += sum(each.high - each.low for each in stretches)
        progress(done, of)


def forget() -> None:
    """Throw the totals away; `catch_up` makes them again."""
    with transaction.atomic():
        _make_state()
        TotalsState.objects.select_for_update().get(pk=1)
        _empty()


def wrong_totals(*, progress: Progress = lambda _done, _of: None) -> list[WrongTotal]:
    """Return every total that differs from what the journal adds up to, by unit and month.

    What the totals have not counted yet is no difference.
    """
    looks = _looks(tuple(rule_book().rules()))
    with transaction.atomic():
        _make_state()
        TotalsState.objects.select_for_update().get(pk=1)
        ids = dict(KeptRule.objects.values_list("key", "pk"))
        kept = {ids[key]: look for key, look in looks.items() if key in ids}
        chains = list(CountedChain.objects.order_by("unit_id").values_list("unit_id", "length"))
        found: list[WrongTotal] = []
        for number, (unit, length) in enumerate(chains, 1):
            found += _differences(unit, _counted([Stretch(unit, 0, length)], kept), kept)
            progress(number, len(chains))
        strays = KeptTotal.objects.exclude(unit_id__in=[unit for unit, _ in chains])
        for unit in strays.order_by("unit_id").values_list("unit_id", flat=True).distinct():
            found += _differences(unit, {}, kept)
    return found


@functools.cache
def _looks(rules: tuple[Rule, ...]) -> Mapping[str, Look]:
    """Return what is kept for counting rules, by key."""
    return {key_of(look): look for rule in rules for look in looks_of(rule)}


def _make_state() -> None:
    TotalsState.objects.bulk_create([TotalsState(id=1, version=0)], ignore_conflicts=True)


def _make_room(looks: Mapping[str, Look]) -> None:
    """Let exactly these rules be kept; where others are, everything is counted again."""
    with transaction.atomic():
        _make_state()
        TotalsState.objects.select_for_update().get(pk=1)
        if set(KeptRule.objects.values_list("key", flat=True)) != set(looks):
            _empty()
            KeptRule.objects.bulk_create([KeptRule(key=key) for key in sorted(looks)])


def _empty() -> None:
    with connection.cursor() as cursor:
        for model in (KeptTotal, CountedChain, KeptRule):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    TotalsState.objects.filter(pk=1).update(version=F("version") + 1)


def _behind() -> list[Stretch]:
    """Return the lines of each unit's chain that are not counted."""
    counted = dict(CountedChain.objects.values_list("unit_id", "length"))
    heads = ChainHead.objects.order_by("unit_id").values_list("unit_id", "length")
    told = [Stretch(unit, counted.get(unit, 0), length) for unit, length in heads]
    return [each for each in told if each.low < each.high]


def _first(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches of at most LINES_AT_ONCE lines together, the last of them cut where they are more."""
    left = LINES_AT_ONCE
    for each in stretches:
        if left <= 0:
            return
        yield each._replace(high=min(each.high, each.low + left))
        left -= each.high - each.low


def _counted(stretches: Sequence[Stretch], looks: Mapping[int, Look]) -> dict[Place, tuple[int, int]]:
    """Return what these lines add up to, without what adds up to nothing."""
    alike: dict[tuple[object, ...], list[tuple[int, Look]]] = {}
    sums: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])
    for lines in added_up(stretches, dialect=DIALECTS[connection.vendor], ask=_asked):
        sort = (lines.book, lines.kind, lines.tags, tuple(lines.measures))
        if sort not in alike:
            alike[sort] = [(number, look) for number, look in looks.items() if suits(look, lines)]
        for place, total, weight in _places(alike[sort], lines):
            sums[place][0] += total
            sums[place][1] += weight
    return {place: (total, weight) for place, (total, weight) in sums.items() if total or weight}


def _places(looks: Iterable[tuple[int, Look]], lines: Lines) -> Iterator[tuple[Place, int, int]]:
    for number, look in looks:
        for value, total, weight in addends(look, lines):
            for months, start in ((1, lines.month), (12, lines.month.replace(month=1))):
                yield (number, lines.unit, months, start, value), total, weight


def _asked(sql: str, params: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
        return rows


def _add(sums: Mapping[Place, tuple[int, int]]) -> None:
    rows = [
        (number, unit, months, str(start), value, *pair)
        for (number, unit, months, start, value), pair in sums.items()
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{column}[]" for column in _TYPES)
            columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _TYPES]
            cursor.execute(f"{_INSERT} SELECT * FROM unnest({arrays}) {_ADD}", columns)
        else:
            cursor.executemany(f"{_INSERT} VALUES ({', '.join(['%s'] * len(_TYPES))}) {_ADD}", rows)


def _move(stretches: Iterable[Stretch]) -> None:
    CountedChain.objects.bulk_create(
        [CountedChain(unit_id=each.unit, length=each.high) for each in stretches],
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["length"],
        batch_size=500,
    )


def _differences(
    unit: int, counted: Mapping[Place, tuple[int, int]], looks: Mapping[int, Look]
) -> list[WrongTotal]:
    rows = KeptTotal.objects.filter(unit_id=unit).values_list(
        "part_id", "unit_id", "months", "start", "value", "total", "weight"
    )
    kept: dict[Place, tuple[int, int]] = {
        (part, of, months, start, value): (total, weight)
        for part, of, months, start, value, total, weight in rows
    }
    name = ""
    found = []
    for place in sorted({*kept, *counted}, key=lambda one: (one[3], one[2], one[0], one[4])):
        told, true = kept.get(place, (0, 0)), counted.get(place, (0, 0))
        if told == true:
            continue
        name = name or Unit.objects.get(pk=unit).name
        part, _, months, start, value = place
        label = "／".join(each.label for each in looks.get(part, ()))
        found.append(WrongTotal(label, name, months, start, value, told, true))
    return found
