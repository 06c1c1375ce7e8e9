"""What is owed at places, by the posts that are named for it, else by units: read by one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import connection

from taizhang.ledgers.premises.rules import OwedAtPlace, Owing

# Written out: this stands on every home page, and Django takes longer to put these three together than a
# database to answer them.
_CHECKS = """
    SELECT CASE WHEN c.due_on < {on} THEN 'CHECK_LAPSED' ELSE 'CHECK' END AS sort, c.id, c.place_id, c.unit_id,
        c.label AS told, c.opens AS since, c.due_on AS due, p.post_id
    FROM premises_inspection AS c JOIN premises_place AS p ON p.id = c.place_id
    WHERE c.state = 'DUE' AND c.opens <= {on} AND c.due_on <= {until}
        AND (p.post_id IN ({posts}) OR (c.unit_id IN ({units}) AND NOT {held_place}))
"""
_WRONG = """
    SELECT CASE WHEN f.due_on < {on} THEN 'RECTIFY_LAPSED' ELSE 'RECTIFY' END, f.id, f.place_id, f.unit_id,
        f.what, f.found_on, f.due_on, f.post_id
    FROM premises_finding AS f
    WHERE f.state = 'OPEN' AND (f.post_id IN ({posts}) OR (f.unit_id IN ({units}) AND NOT {held}))
"""
_AGAIN = """
    SELECT 'RECHECK', f.id, f.place_id, f.unit_id, f.what, f.found_on, f.rectified_on, f.post_id
    FROM premises_finding AS f JOIN premises_place AS p ON p.id = f.place_id
    WHERE f.state = 'RECTIFIED' AND f.rectified_by_id <> {person}
        AND (p.unit_id IN ({rechecking}) OR p.post_id IN ({posts}))
"""
_HELD = """EXISTS (
        SELECT 1 FROM accounts_tenure AS t JOIN accounts_post AS h ON h.id = t.post_id
        WHERE t.post_id = {post} AND t.since <= {{on}} AND (t.until IS NULL OR t.until > {{on}}) AND h.closed_on IS NULL
    )"""
_OWED = f"""
WITH owed AS ({_CHECKS} UNION ALL {_WRONG} UNION ALL {_AGAIN}), first AS (
    SELECT owed.*, COUNT(*) OVER (PARTITION BY sort) AS number,
        ROW_NUMBER() OVER (PARTITION BY sort ORDER BY due, id) AS rank
    FROM owed
)
SELECT o.sort, o.id, o.place_id, p.name, o.told, o.unit_id, u.name, h.name, o.since, o.due, o.number
FROM first AS o JOIN premises_place AS p ON p.id = o.place_id JOIN units_unit AS u ON u.id = o.unit_id
    JOIN accounts_post AS h ON h.id = o.post_id
WHERE o.rank <= {{most}}
""".replace("{held_place}", _HELD.format(post="p.post_id")).replace("{held}", _HELD.format(post="f.post_id"))


def owed_at_places(
    *,
    posts: Collection[int],
    units: Collection[int],
    rechecking: Collection[int],
    person: int,
    on: dt.date,
    until: dt.date,
    most: int,
) -> list[OwedAtPlace]:
    """Return what is owed on a day at places, the first due of each sort and at most so many. One query.

    An inspection is owed by the post that answers for the place, a finding by the post that is to put
    it right; where nobody holds that post, by `units`. An inspection is told once it has opened and is
    due up to `until`, a finding as long as it is open. What is put right is to be re-checked by whoever
    answers for the place or reviews for units `rechecking`, never by the `person` who put it right.
    """
    params: dict[str, int | str | dt.date] = {
        "person": person,
        "most": most,
        "on": _kept(on),
        "until": _kept(until),
    }
    marks = {name: f"%({name})s" for name in params}
    for name, ids in (("posts", posts), ("units", units), ("rechecking", rechecking)):
        numbered = {f"{name}{number}": pk for number, pk in enumerate(ids)}
        params |= numbered
        marks[name] = ", ".join(f"%({each})s" for each in numbered) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(_OWED.format(**marks), params)
        found = [_told(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda one: (list(Owing).index(one.owing), one.due, one.pk))


def _told(sort: str, *row: Any) -> OwedAtPlace:
    pk, place, name, text, unit_id, unit, post, since, due, number = row
    return OwedAtPlace(
        Owing(sort), pk, place, name, text, unit_id, unit, post, _day(since), _day(due), number
    )


def _kept(day: dt.date) -> str | dt.date:
    return connection.ops.adapt_datefield_value(day) or day


def _day(value: dt.date | str) -> dt.date:
    # SQLite keeps days as text.
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
