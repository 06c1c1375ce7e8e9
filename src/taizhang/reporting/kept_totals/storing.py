"""The tables of the totals: read, added to, emptied; and the lines they are counted from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.utils import OperationalError

from taizhang.foundation.bulk import insert_rows
from taizhang.reporting.kept_totals.sums import Place, Sums
from taizhang.reporting.models import CountedChain, KeptRule, KeptTotal, SubtreeTotal, TotalsState, WayUp
from taizhang.rollups.engines.sql_dialects import DIALECTS
from taizhang.rollups.engines.sql_lines import Stretch, added_up
from taizhang.rollups.kept import Lines
from taizhang.rollups.upward import Above, Ways, breaks_months

_COLUMNS = "part_id, unit_id, months, start, value, total, weight"
_TYPES = ("bigint", "bigint", "smallint", "date", "text", "bigint", "bigint")
_WAY = ("unit_id", "above_id", "held", "since", "until")

UNITS_AT_ONCE = 500


def state_held() -> TotalsState:
    """Return the state of the totals, held until the transaction ends: nobody else changes them."""
    TotalsState.objects.bulk_create([TotalsState(id=1, version=0)], ignore_conflicts=True)
    return TotalsState.objects.select_for_update().get(pk=1)


def empty() -> None:
    """Throw everything away but the state, which tells it."""
    with connection.cursor() as cursor:
        for model in (KeptTotal, SubtreeTotal, WayUp, CountedChain, KeptRule):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    TotalsState.objects.filter(pk=1).update(version=F("version") + 1, counted_id=0, reached_id=0, tree=None)


def add(model: type[KeptTotal] | type[SubtreeTotal], sums: Sums) -> None:
    """Add sums to the totals of units, or of subtrees."""
    table = model._meta.db_table
    insert = f"INSERT INTO {table} ({_COLUMNS})"
    onto = (
        " ON CONFLICT (part_id, unit_id, months, start, value) DO UPDATE"
        f" SET total = {table}.total + excluded.total, weight = {table}.weight + excluded.weight"
    )
    # In the order of the keys pages of the index are met one after the other.
    rows = [
        (number, unit, months, str(start), value, *pair)
        for (number, unit, months, start, value), pair in sorted(sums.items())
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{column}[]" for column in _TYPES)
            columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _TYPES]
            cursor.execute(f"{insert} SELECT * FROM unnest({arrays}) {onto}", columns)
        else:
            cursor.executemany(f"{insert} VALUES ({', '.join(['%s'] * len(_TYPES))}) {onto}", rows)


def told(model: type[KeptTotal] | type[SubtreeTotal], unit: int) -> Sums:
    """Return the totals of a unit, or of its subtree, as they are kept."""
    rows = model.objects.filter(unit_id=unit).values_list(
        "part_id", "unit_id", "months", "start", "value", "total", "weight"
    )
    found: dict[Place, tuple[int, int]] = {
        (part, of, months, start, value): (total, weight)
        for part, of, months, start, value, total, weight in rows
    }
    return found


def lines_of(stretches: Sequence[Stretch], *ways: Mapping[int, Ways]) -> list[Lines]:
    """Return the lines of stretches of chains, added up: by day where one of the ways of their unit breaks months."""
    by_day = {each.unit for each in stretches for told in ways if breaks_months(told.get(each.unit, ()))}
    found: list[Lines] = []
    for apart in (False, True):
        chosen = [each for each in stretches if (each.unit in by_day) is apart]
        found += added_up(chosen, by_day=apart, dialect=DIALECTS[connection.vendor], ask=_asked)
    return found


def stored_ways(units: Collection[int] | None = None) -> dict[int, Ways]:
    """Return the ways of units as they are kept; of every unit, where none are given."""
    found: dict[int, set[Above]] = {}
    wanted = [None] if units is None else _chunks(sorted(units))
    for chunk in wanted:
        rows = WayUp.objects.all() if chunk is None else WayUp.objects.filter(unit_id__in=chunk)
        for unit, *way in rows.values_list(*_WAY):
            found.setdefault(unit, set()).add(Above(*way))
    return {unit: frozenset(ways) for unit, ways in found.items()}


def store_ways(units: Sequence[int], ways: Mapping[int, Ways]) -> None:
    """Keep these ways of units in place of those that are kept."""
    for chunk in _chunks(units):
        WayUp.objects.filter(unit_id__in=chunk).delete()
    rows = [(unit, *way) for unit in units for way in sorted(ways.get(unit, ()))]
    insert_rows(WayUp, columns=_WAY, rows=rows, same={})


def counted_of(units: Sequence[int]) -> list[Stretch]:
    """Return the lines of units that are counted."""
    found: list[Stretch] = []
    for chunk in _chunks(units):
        rows = CountedChain.objects.filter(unit_id__in=chunk).values_list("unit_id", "length")
        found += [Stretch(unit, 0, length) for unit, length in rows]
    return found


def last_id_at_rest() -> int:
    """Return an id up to which every line is committed, 0 where somebody is writing just now.

    Ids are given out before they are committed, so it is asked while nobody has a line that is not: in SQLite
    within a transaction, of which there is one at a time; in PostgreSQL under a lock that whoever writes
    lines holds against us. We never wait for it, for others would wait behind us.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                _executed("LOCK TABLE journal_posting IN SHARE MODE NOWAIT")
            return last_id_seen()
    except OperationalError:
        return 0


def last_id_seen() -> int:
    """Return an id past which nobody has seen a line in this transaction so far."""
    ((last,),) = _asked("SELECT COALESCE(MAX(id), 0) FROM journal_posting", {})
    return int(last)


def _chunks(units: Sequence[int]) -> Iterable[Sequence[int]]:
    return (units[start : start + UNITS_AT_ONCE] for start in range(0, len(units), UNITS_AT_ONCE))


def _executed(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _asked(sql: str, params: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
        return rows
