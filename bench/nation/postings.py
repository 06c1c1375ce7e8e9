"""Made-up postings of a year in SQL: as many as asked for, in journal order, with corrections among them.

What a line says follows from its position alone, so any stretch of positions can be made by itself. Some
units do much more than others, workdays more than weekends, and a line is posted up to two weeks late.
Each block of 50 lines ends by taking back one line of an earlier block and posting it anew.
"""

from __future__ import annotations

BLOCK, BACK = 50, 20
"""A block takes back a line of the block so many before it: no line is taken back twice."""

_SHARES = {
    "community_activity": 30, "study_session": 15, "meeting": 14, "publicity_item": 14, "visit": 7, "lecture": 6,
    "festival_activity": 5, "youth_programme": 4, "training": 2, "briefing": 2, "contest": 1,
}  # fmt: skip
_KINDS = [kind for kind, share in _SHARES.items() for _ in range(share)]
_DUTY_KINDS = ["occurrence"] * 3 + ["fulfilment"]
_FESTIVALS = ["春节", "元宵节", "清明节", "端午节", "七夕节", "中秋节", "重阳节", "腊八节", "国庆节"]
_TAGS = [
    "|有佐证|",
    "|文体活动|有佐证|",
    "|志愿服务|有佐证|",
    "|有佐证|",
    "|便民服务|有佐证|",
    "|文体活动|",
    "",
]
_STATES = ["按期", "逾期", "未完成", "按期", "按期"]
_COLUMNS = (
    "book, source, revision, unit, on_day, kind, tags, people, minutes, copies, points, weight, position"
)

# `worker`: units by how much they do; the first of them do most.
_WORKERS = (
    "CREATE OR REPLACE TABLE worker AS SELECT row_number() OVER (ORDER BY hash(unit, {seed}), unit) - 1 AS rank,"
    " unit, heir, merged_on FROM units WHERE level IN ('VILLAGE', 'STREET', 'COUNTY')"
)


def prepared(*, seed: int) -> str:
    """Return the statement that puts the units, of the table `units`, into an order of how much they do."""
    return _WORKERS.format(seed=int(seed))


def lines(*, first: int, last: int, size: int, units: int, seed: int) -> str:
    """Return the query of the lines of the positions first to last of a journal of that size."""
    seed = int(seed)

    def dice(salt: int) -> str:
        """A number from 0 up to, not including, 1 that belongs to the record."""
        return f"(hash(record, {seed * 100 + salt}) % 1000003 / 1000003.0)"

    def one(values: list[str], salt: int) -> str:
        return f"{values!r}[CAST(floor({dice(salt)} * {len(values)}) AS BIGINT) + 1]"

    slot, block = f"((position - 1) % {BLOCK})", f"((position - 1) // {BLOCK})"
    taken_back = f"({block} - {BACK}) * {BLOCK} + 1 + hash({block}, {seed}) % {BLOCK - 2}"
    corrects = f"{slot} >= {BLOCK - 2} AND {block} >= {BACK}"
    told = (
        f"SELECT position, CASE WHEN {corrects} THEN {taken_back} ELSE position END AS record,"
        f" {corrects} AND {slot} = {BLOCK - 1} AS anew,"
        f" CASE WHEN {corrects} AND {slot} = {BLOCK - 2} THEN -1 ELSE 1 END AS weight"
        f" FROM range({first}, {last} + 1) AS p(position)"
    )
    posted = f"CAST(floor((record - 1) * 365.0 / {size}) AS INTEGER)"
    day = f"greatest({posted} - CAST(floor({dice(1)} * 14) AS INTEGER), 0)"
    # Four of five lines that fall on a weekend belong to the Friday before.
    weekday = f"(({day} + 2) % 7)"
    shifted = (
        f"greatest({day} - CASE WHEN {weekday} >= 5 AND {dice(2)} < 0.8 THEN {weekday} - 4 ELSE 0 END, 0)"
    )
    of_duty = f"({dice(3)} < 0.12)"
    content = (
        f"SELECT *, DATE '2025-01-01' + {shifted} AS on_day,"
        f" CAST(floor(pow({dice(4)}, 2.5) * {units}) AS BIGINT) AS rank, {of_duty} AS duty,"
        f" CASE WHEN {of_duty} THEN {one(_DUTY_KINDS, 5)} ELSE {one(_KINDS, 6)} END AS kind FROM ({told})"
    )
    task = f"'|task:' || CAST(floor({dice(7)} * 300) AS INTEGER) || '|' || {one(_STATES, 8)} || '|'"
    festive = f"'|有佐证|节日:' || {one(_FESTIVALS, 9)} || '|'"
    tags = (
        f"CASE WHEN duty THEN {task} WHEN kind = 'festival_activity' THEN {festive} ELSE {one(_TAGS, 10)} END"
    )
    counted = "NOT duty AND kind <> 'publicity_item'"
    salt = f"{dice(12)} + CASE WHEN anew THEN 0.5 ELSE 0 END"
    return (
        "SELECT CASE WHEN duty THEN 'duties' ELSE 'records' END AS book,"
        " CASE WHEN duty THEN 'duties:' ELSE 'records:' END || record AS source,"
        " CASE WHEN anew THEN 2 ELSE 1 END AS revision,"
        " CASE WHEN on_day >= w.merged_on THEN w.heir ELSE w.unit END AS unit, on_day, kind,"
        f" {tags} AS tags,"
        f" CASE WHEN {counted} AND {dice(11)} > 0.1 THEN 8 + CAST(floor(({salt}) * 392) AS INTEGER) END AS people,"
        f" CASE WHEN {counted} THEN [60, 90, 120, NULL][CAST(floor({dice(13)} * 4) AS BIGINT) + 1] END AS minutes,"
        f" CASE WHEN NOT duty AND kind = 'publicity_item' THEN 50 + CAST(floor({dice(14)} * 950) AS INTEGER) END"
        " AS copies, NULL AS points, weight, position"
        f" FROM ({content}) AS c JOIN worker AS w ON w.rank = c.rank"
    )


def columns() -> str:
    """Return the columns in the order in which an export is handed its lines."""
    return _COLUMNS
