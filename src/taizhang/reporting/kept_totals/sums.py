"""What lines add to the totals of their unit, and to those of the subtrees that they lie in."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from taizhang.reporting.rules import rule_book
from taizhang.rollups.kept import Addend, Lines, Look, addends, is_held, key_of, looks_of, suits
from taizhang.rollups.plan import Rule
from taizhang.rollups.upward import Ways, aboves_on

Place = tuple[int, int, int, dt.date, str]
"""Id of the kept rule, unit, how many months, their first day, value."""

Sums = dict[Place, tuple[int, int]]
"""Total and weight by place."""

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

    def own(self, lines: Iterable[Lines]) -> Sums:
        """Return what lines add to the totals of their units, without what adds up to nothing."""
        found = _Found()
        for each in lines:
            for number, _, addend in self._addends(each):
                found.add(number, each.unit, each.month, addend.value, addend.total, addend.weight)
        return found.sums()

    def upwards(self, lines: Iterable[Lines], ways: Mapping[int, Ways], *, before: bool = False) -> Sums:
        """Return what lines add to the totals of subtrees; `before` takes it away.

        Lines of a unit whose ways break months are to be told apart by day.
        """
        aboves: dict[tuple[int, dt.date, bool], tuple[int, ...]] = {}
        # Units under the same ones above come together first: most of the work is done once for them all.
        together: defaultdict[tuple[int, tuple[int, ...], dt.date, str], list[int]] = defaultdict(
            lambda: [0, 0]
        )
        sign = -1 if before else 1
        for each in lines:
            for number, look, addend in self._addends(each):
                asked = (each.unit, each.on, is_held(look))
                if asked not in aboves:
                    aboves[asked] = aboves_on(ways.get(each.unit, NO_WAYS), day=each.on, held=asked[2])
                pair = together[number, aboves[asked], each.month, addend.value]
                pair[0] += sign * addend.total
                pair[1] += sign * addend.weight
        found = _Found()
        for (number, units, month, value), (total, weight) in together.items():
            for unit in units:
                found.add(number, unit, month, value, total, weight)
        return found.sums()

    def _addends(self, lines: Lines) -> Iterator[tuple[int, Look, Addend]]:
        sort = (lines.book, lines.kind, lines.tags, tuple(lines.measures))
        if sort not in self._alike:
            self._alike[sort] = [(number, look) for number, look in self._looks.items() if suits(look, lines)]
        for number, look in self._alike[sort]:
            for addend in addends(look, lines):
                yield number, look, addend


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
