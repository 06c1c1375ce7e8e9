"""Lines of the journal with what their records tell, laid together by whoever wants them: for very many reports at once.

The database joins and gathers, and what comes out of it are two texts for each share, in bytes. As rows, each line
was made, looked up and put together by itself, which took twice as long. `lay_wanted` tells this connection's
database who wants which unit's lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from django.db import connection

from taizhang.foundation.journal.selectors import packed_line
from taizhang.foundation.packed import SEPARATOR, in_bytes
from taizhang.ledgers.records.selectors.reading import SOURCES

TOLD_OF_LINE: Final = 3
"""So many fields follow a packed line: number, title and digest of the revision behind it."""
_PAIRS: Final = {
    "postgresql": "SELECT (value ->> 0)::bigint, (value ->> 1)::bigint FROM json_array_elements(%s::json)",
    "sqlite": "SELECT value ->> 0, value ->> 1 FROM json_each(%s)",
}


class LaidTogether(NamedTuple):
    """Some lines that a share wants, in the order of the journal: how many, their fields, and what their records say.

    Number, title and digest are empty where the source is no record or has no title. Contents are JSON, empty there
    and on days that are not asked for.
    """

    share: int
    size: int
    lines: bytes
    contents: bytes


def lay_wanted(pairs: str) -> None:
    """Tell this connection's database which units' lines are wanted: pairs of unit and share, as JSON.

    It keeps them in a table of this connection's own, until told others.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS wanted_by_share")
        cursor.execute(
            "CREATE TEMPORARY TABLE wanted_by_share (unit bigint, share bigint, PRIMARY KEY (unit, share))"
        )
        cursor.execute(f"INSERT INTO wanted_by_share {_PAIRS[connection.vendor]}", [pairs])
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE wanted_by_share")


def lines_by_share(
    *, books: Collection[str], start: dt.date, until: dt.date, told_from: dt.date, after: int, last: int
) -> Iterator[LaidTogether]:
    """Yield by share the wanted lines past the position `after` up to `last`, of these books and on days in [start, until).

    What their records say is told from the day `told_from` on.
    """
    asked = {f"book{number}": book for number, book in enumerate(books)}
    days = {"start": start.isoformat(), "until": until.isoformat(), "told_from": told_from.isoformat()}
    statement = _STATEMENT.format(
        lines=in_bytes(_gathered(f"{packed_line('posting')} || '{SEPARATOR}' || {_TOLD}")),
        contents=in_bytes(_gathered(_CONTENT)),
        books=", ".join(f"%({name})s" for name in asked),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked, **days, "after": after, "last": last})
        yield from map(LaidTogether._make, cursor.fetchall())


def _gathered(text: str) -> str:
    return f"string_agg({text}, '{SEPARATOR}' ORDER BY posting.position)"


# Nothing where the title is unknown: || tells nothing then.
_TOLD = (
    f"coalesce(record.number || '{SEPARATOR}' || (told.content ->> 'title') || '{SEPARATOR}' || told.digest,"
    f" '{SEPARATOR * (TOLD_OF_LINE - 1)}')"
)
_CONTENT = "coalesce(CASE WHEN posting.on_day >= %(told_from)s THEN CAST(told.content AS text) END, '')"
# Along the journal, whatever else the databases know of the lines: books and days are no condition by which to look
# for them, and an SQLite joins from left to right where it reads CROSS.
_STATEMENT = f"""
    SELECT wanted.share, count(*), {{lines}}, {{contents}}
    FROM journal_posting AS posting CROSS JOIN wanted_by_share AS wanted
    LEFT JOIN records_revision AS told
        ON told.record_id = CASE WHEN substr(posting.source, 1, {len(SOURCES)}) = '{SOURCES}'
            THEN CAST(substr(posting.source, {len(SOURCES) + 1}) AS bigint) END
        AND told.number = posting.revision
    LEFT JOIN records_record AS record ON record.id = told.record_id
    WHERE posting.position > %(after)s AND posting.position <= %(last)s AND wanted.unit = posting.unit_id
        AND CASE WHEN posting.book IN ({{books}}) AND posting.on_day >= %(start)s AND posting.on_day < %(until)s
            THEN 1 ELSE 0 END = 1
    GROUP BY wanted.share
"""
