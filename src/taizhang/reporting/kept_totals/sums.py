"""What lines add to the totals of their unit, and to those of the subtrees that they lie in."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from taizhang.reporting.rules import rule_book
from taizhang.rollups.kept import Lines, Look, addends, is_held, key_of, looks_of, suits
from taizhang.rollups.plan import Rule
from taizhang.rollups.upward import Ways, aboves_on

Place = tuple[int, int, int, dt.date, str]
"""Id of the kept rule, unit, how many months, their first day, value."""

Sums = dict[Place, tuple[int, int]]
"""Total and weight by place."""

Added = dict[tuple[int, int, dt.date, str], list[int]]
"""Total and weight of lines by the id of the kept rule, unit, day or first of the month, and value."""

NO_WAYS: Ways = frozenset()


@functools.cache
def looks_by_key(rules: tuple[Rule, ...]) -> Mapping[str, Look]:
    """Return what is kept for counting rules, by key."""
    return {key_of(look): look for rule in rules for look in looks_of(rule)}


def kept_looks(rules: Sequence[Rule] | None) -> Mapping[str, Look]:
    """Return what is kept for counting rules, by key: for the product's, where none are given."""
    return looks_by_key(tuple(rule_book().rules() if rules is None else rules))


class Adding:
    """Adds lines up under the looks that are kept, by their ids."""

    def __init__(self, looks: Mapping[int, Look]) -> None:
        self._looks = looks
        self._alike: dict[tuple[object, ...], list[tuple[int, Look]]] = {}

    def added(self, lines: Iterable[Lines]) -> Added:
        """Return what lines add up to, by the id of the rule, unit, day as the lines tell it, and value."""
        found: Added = defaultdict(lambda: [0, 0])
        for each in lines:
            for number, look in self._suiting(each):
                for value, total, weight in addends(look, each):
                    pair = found[number, each.unit, each.on, value]
                    pair[0] += total
                    pair[1] += weight
        return found

    def own(self, added: Added) -> Sums:
        """Return what lines add to the totals of their units, without what adds up to nothing."""
        found = _Found()
        for (number, unit, on, value), (total, weight) in added.items():
            found.add(number, unit, on.replace(day=1), value, total, weight)
        return found.sums()

    def upwards(self, added: Added, ways: Mapping[int, Ways], *, before: bool = False) -> Sums:
        """Return what lines add to the totals of subtrees; `before` takes it away.

        Lines of a unit whose ways break months are to be told apart by day.
        """
        held = {number: is_held(look) for number, look in self._looks.items()}
        aboves: dict[tuple[int, dt.date, bool], tuple[int, ...]] = {}
        # Units under the same ones above come together first: most of the work is done once for them all.
        together: defaultdict[tuple[int, tuple[int, ...], dt.date, str], list[int]] = defaultdict(
            lambda: [0, 0]
        )
        sign = -1 if before else 1
        for (number, unit, on, value), (total, weight) in added.items():
            asked = (unit, on, held[number])
            if asked not in aboves:
                aboves[asked] = aboves_on(ways.get(unit, NO_WAYS), day=on, held=asked[2])
            pair = together[number, aboves[asked], on.replace(day=1), value]
            pair[0] += sign * total
            pair[1] += sign * weight
        found = _Found()
        for (number, units, month, value), (total, weight) in together.items():
            for unit in units:
                found.add(number, unit, month, value, total, weight)
        return found.sums()

    def _suiting(self, lines: Lines) -> list[tuple[int, Look]]:
        sort = (lines.book, lines.kind, lines.tags, tuple(lines.measures))
        if sort not in self._alike:
            self._alike[sort] = [(number, look) for number, look in self._looks.items() if suits(look, lines)]
        return self._alike[sort]


class _Found:
    """Totals and weights as they come, of the month and of its year."""

    def __init__(self) -> None:
        self._sums: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, number: int, unit: int, month: dt.date, value: str, total: int, weight: int) -> None:
        for months, start in ((1, month), (12, month.replace(month=1))):
            pair = self._sums[number, unit, months, start, value]
            pair[0] += total
            pair[1] += weight

    def sums(self) -> Sums:
        return {place: (total, weight) for place, (total, weight) in self._sums.items() if total or weight}


def together(*several: Sums) -> Sums:
    """Return several sums as one, without what adds up to nothing."""
    found: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])
    for sums in several:
        for place, (total, weight) in sums.items():
            found[place][0] += total
            found[place][1] += weight
    return {place: (total, weight) for place, (total, weight) in found.items() if total or weight}
