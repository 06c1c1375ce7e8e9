"""What of a counting rule can be kept month by month: which rules, under which key, and what a line adds.

A total is kept for a simple rule, a unit, a month and, where different values are counted, a value.
Totals add up: over months, over units, and with what lines say that came later.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from taizhang.rollups.plan import BOOKS, Count, Distinct, Rule, Stock, Sum, effective_where, looks_at
from taizhang.rollups.tally import Tally


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines alike in unit, day or month, book, kind, tags and in which measures are known, added up.

    `on` is their day, or the first of their month where days are not told apart; `weight` is the sum of
    weights, `measures` the sums of weight x measure.
    """

    unit: int
    on: dt.date
    book: str
    kind: str
    tags: tuple[str, ...]
    weight: int
    measures: Mapping[str, int]

    @property
    def month(self) -> dt.date:
        """The first day of their month."""
        return self.on.replace(day=1)


class Addend(NamedTuple):
    """What lines add to a kept total under a value, "" where values are not told apart."""

    value: str
    total: int
    weight: int


Look = tuple[Rule, ...]
"""A simple rule, or the two of a ratio: of two is kept how many sources stand under either."""


def looks_of(rule: Rule) -> list[Look]:
    """Return what is to be kept for a rule: its parts, and of a ratio what stands under either of them.

    Of a part whose months do not add up it is how many sources stand.
    """
    looks = list(dict.fromkeys([(part,) for part in rule.parts] + [rule.parts]))
    sources = [sources_look(part) for part in rule.parts if not can_keep((part,))]
    return [look for look in dict.fromkeys(looks + sources) if can_keep(look)]


def sources_look(part: Rule) -> Look:
    """Return the look that counts the sources a simple rule looks at."""
    return (replace(part, aggregate=Count(), where=effective_where(part)),)


def can_keep(look: Look) -> bool:
    """Return whether the totals add up from their months.

    Where a source may bear several lines, how many stand is not told by adding up; different days are
    nearly as many as the lines.
    """
    if len({(part.book, isinstance(part.aggregate, Stock)) for part in look}) > 1:
        return False
    if any(isinstance(part.aggregate, Distinct) and part.aggregate.of == "day" for part in look):
        return False
    return BOOKS[look[0].book].stands_once or (len(look) == 1 and isinstance(look[0].aggregate, Stock))


def is_held(look: Look) -> bool:
    """Return whether a look counts what there is on a day, by the tree of that day."""
    return isinstance(look[0].aggregate, Stock)


def climbs(look: Look) -> bool:
    """Return whether totals of a subtree, in which its units are not told apart, tell what a look counts."""
    return can_keep(look) and told_apart(look) != "unit"


def tells_sources(look: Look) -> bool:
    """Return whether the totals tell how many sources stand, beside the value."""
    return BOOKS[look[0].book].stands_once


@functools.cache
def key_of(look: Look) -> str:
    """Return a digest of all that the totals depend on: the same for rules that count alike."""
    told = sorted(_told(part, alone=len(look) == 1) for part in look)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _told(part: Rule, *, alone: bool) -> str:
    where = {name: sorted(values) for name, values in asdict(effective_where(part)).items()}
    told: dict[str, object] = {"book": part.book, "where": where}
    match part.aggregate:
        case Sum(measure=measure) if alone:
            told["sum"] = measure
        case Distinct(of=of, prefix=prefix) if alone and of in {"kind", "tag"}:
            told["distinct"] = [of, prefix]
        case Stock():
            # Of a unit alone it is the same as a count; of a subtree another tree tells it.
            told["held"] = True
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def suits(look: Look, lines: Lines) -> bool:
    """Return whether a rule looks at these lines, units and days aside."""
    return any(
        looks_at(part, book=lines.book, kind=lines.kind, tags=lines.tags, known=lines.measures)
        for part in look
    )


def addends(look: Look, lines: Lines) -> Iterator[Addend]:
    """Yield what lines that suit a rule add to its totals. Of tags "" has the lines, each once."""
    match look[0].aggregate:
        case Sum(measure=measure) if len(look) == 1:
            yield Addend("", lines.measures[measure], lines.weight)
        case Distinct(of="kind") if len(look) == 1:
            yield Addend(lines.kind, lines.weight, lines.weight)
        case Distinct(of="tag", prefix=prefix) if len(look) == 1:
            yield Addend("", lines.weight, lines.weight)
            for tag in lines.tags:
                if tag.startswith(prefix):
                    yield Addend(tag, lines.weight, lines.weight)
        case _:
            yield Addend("", lines.weight, lines.weight)


def told_apart(look: Look) -> str:
    """Return what a rule counts the different values of, so that only what stands in the end tells how many."""
    aggregate = look[0].aggregate
    apart = len(look) == 1 and isinstance(aggregate, Distinct) and aggregate.of != "source"
    return aggregate.of if apart and isinstance(aggregate, Distinct) else ""


def tally_of(look: Look, found: Iterable[Addend]) -> Tally:
    """Return the tally of a rule from its totals, one for each value, and for each unit where units count."""
    rows, apart = list(found), told_apart(look)
    alone = [row for row in rows if row.value == ""] if apart == "tag" else rows
    sources = max(sum(row.weight for row in alone), 0)
    if apart:
        return Tally(sum(row.weight > 0 for row in rows if apart != "tag" or row.value), sources)
    aggregate = look[0].aggregate
    adds_up = len(look) == 1 and isinstance(aggregate, Sum | Stock)
    return Tally(sum(row.total for row in rows) if adds_up else sources, sources)
