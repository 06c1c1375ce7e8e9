"""Walking the affiliations by intersection of intervals, in the database.

A stay says: on every day of [since, until) this unit was in a root's subtree, under this parent.
One recursive query answers for a whole period: an affiliation counts only on the days on which its
parent, too, belongs; so a sub-unit that goes along when its parent moves is right on every day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection

EVER = (dt.date.min, dt.date.max)
"""The period of all days."""

# CROSS JOIN keeps SQLite from reading the whole table of affiliations first.
_STAYS = """
WITH RECURSIVE stay(root, via, unit, parent, since, until) AS (
    SELECT id, id, id, CAST(NULL AS bigint), {day}, {day} FROM units_unit WHERE id IN ({roots})
    UNION
    SELECT s.root, CASE WHEN s.unit = s.root THEN a.unit_id ELSE s.via END, a.unit_id, a.parent_id,
        CASE WHEN a.valid_from IS NULL OR a.valid_from < s.since THEN s.since ELSE a.valid_from END,
        CASE WHEN a.valid_until IS NULL OR a.valid_until > s.until THEN s.until ELSE a.valid_until END
    FROM stay AS s CROSS JOIN units_affiliation AS a
    WHERE a.parent_id = s.unit
        AND (a.valid_from IS NULL OR a.valid_from < s.until)
        AND (a.valid_until IS NULL OR a.valid_until > s.since)
)"""

_ALL_STAYS = (
    _STAYS
    + """
SELECT root, via, unit, parent, since, until FROM stay
"""
)

_CARRIED = (
    _STAYS
    + """, carried(unit) AS (
    SELECT unit FROM stay
    UNION
    SELECT n.predecessor_id FROM carried AS c CROSS JOIN units_succession AS n
    JOIN units_reorganisation AS r ON r.id = n.reorganisation_id
    WHERE n.successor_id = c.unit AND n.heir AND r."on" <= {day}
)
SELECT unit FROM carried ORDER BY unit
"""
)

_ABOVE = """
WITH RECURSIVE above(unit, since, until) AS (
    SELECT id, {day}, {day} FROM units_unit WHERE id = %s
    UNION
    SELECT a.parent_id,
        CASE WHEN a.valid_from IS NULL OR a.valid_from < s.since THEN s.since ELSE a.valid_from END,
        CASE WHEN a.valid_until IS NULL OR a.valid_until > s.until THEN s.until ELSE a.valid_until END
    FROM above AS s CROSS JOIN units_affiliation AS a
    WHERE a.unit_id = s.unit
        AND (a.valid_from IS NULL OR a.valid_from < s.until)
        AND (a.valid_until IS NULL OR a.valid_until > s.since)
)
SELECT DISTINCT unit FROM above WHERE unit <> %s ORDER BY unit
"""

_CARRIERS = """
WITH RECURSIVE heir(unit) AS (
    SELECT id FROM units_unit WHERE id = %s
    UNION
    SELECT n.successor_id FROM heir AS h CROSS JOIN units_succession AS n
    JOIN units_reorganisation AS r ON r.id = n.reorganisation_id
    WHERE n.predecessor_id = h.unit AND n.heir AND r."on" <= {day}
), carrier(unit) AS (
    SELECT unit FROM heir
    UNION
    SELECT a.parent_id FROM carrier AS c CROSS JOIN units_affiliation AS a
    WHERE a.unit_id = c.unit AND a.parent_id IS NOT NULL
        AND (a.valid_from IS NULL OR a.valid_from <= {day})
        AND (a.valid_until IS NULL OR a.valid_until > {day})
)
SELECT unit FROM carrier ORDER BY unit
"""


class Stay(NamedTuple):
    """A unit's stay in a subtree, clipped to the period asked for; `via` is the root's direct sub-unit."""

    via: int
    unit: int
    parent: int | None
    since: dt.date
    until: dt.date


def stays_in_subtree(*, root: int, start: dt.date, until: dt.date) -> list[Stay]:
    """Return who was in the root's subtree, the root included, on which days of [start, until).

    A unit has one stay for each chain of affiliations it belonged by; they never overlap.
    """
    return stays_in_subtrees(roots=[root], start=start, until=until).get(root, [])


def stays_in_subtrees(*, roots: Collection[int], start: dt.date, until: dt.date) -> dict[int, list[Stay]]:
    """Return by root what `stays_in_subtree` tells of each, from one walk."""
    found: dict[int, list[Stay]] = {}
    days: dict[object, dt.date] = {}
    for root, via, unit, parent, since, end in _rows(
        _ALL_STAYS, (_day(start), _day(until), *roots), len(roots)
    ):
        found.setdefault(root, []).append(Stay(via, unit, parent, _date(since, days), _date(end, days)))
    return found


def carried_by_subtree(*, root: int, day: dt.date) -> list[int]:
    """Return the ids of the units in the subtree on a day, and of the closed ones whose heirs they are."""
    after = day + dt.timedelta(days=1)
    return [unit for (unit,) in _rows(_CARRIED, (_day(day), _day(after), root, _day(day)))]


def carriers_of(*, unit: int, day: dt.date) -> list[int]:
    """Return the ids of the units whose subtree carries a unit on a day: those by which `carried_by_subtree` finds it."""
    parameters = (unit, _day(day), _day(day), _day(day))
    return [carrier for (carrier,) in _rows(_CARRIERS, parameters)]


def units_above(*, unit: int, start: dt.date, until: dt.date = dt.date.max) -> list[int]:
    """Return the ids of the units above one on any day of [start, until)."""
    return [above for (above,) in _rows(_ABOVE, (_day(start), _day(until), unit, unit))]


def _rows(sql: str, parameters: tuple[int | str | dt.date, ...], roots: int = 1) -> list[tuple[Any, ...]]:
    # SQLite keeps days as text and has no type to cast to; PostgreSQL must be told the type.
    day = "CAST(%s AS date)" if connection.vendor == "postgresql" else "%s"
    with connection.cursor() as cursor:
        cursor.execute(sql.format(day=day, roots=", ".join(["%s"] * roots)), parameters)
        return list(cursor.fetchall())


def _day(day: dt.date) -> str | dt.date:
    return connection.ops.adapt_datefield_value(day) or day


def _date(value: object, seen: dict[object, dt.date]) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if value not in seen:
        seen[value] = dt.date.fromisoformat(str(value))
    return seen[value]
