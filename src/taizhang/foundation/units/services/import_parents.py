"""Which unit each row belongs to: another row of the file, or a unit that is there already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.foundation.units.services.import_rows import Entry, RowProblem


@dataclass(slots=True)
class Standing:
    """The units that stand in the database, ready for many look-ups."""

    units: dict[int, Unit] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    by_code: dict[str, list[Unit]] = field(default_factory=dict)
    by_name: dict[str, list[Unit]] = field(default_factory=dict)
    closed: dict[tuple[str, str], Unit] = field(default_factory=dict)


def standing_units() -> Standing:
    """Return every unit, and the parent to which each belongs until further notice."""
    known = Standing(units={unit.pk: unit for unit in Unit.objects.all()})
    for unit in known.units.values():
        if unit.closed_on is not None:
            known.closed[unit.level, unit.code or unit.name] = unit
            continue
        known.by_name.setdefault(unit.name, []).append(unit)
        if unit.code:
            known.by_code.setdefault(unit.code, []).append(unit)
    known.parents.update(
        Affiliation.objects.filter(valid_until__isnull=True).values_list("unit_id", "parent_id")
    )
    return known


@dataclass(slots=True)
class Parents:
    """Finds the parent of an entry among the entries of the file and the standing units."""

    known: Standing
    by_code: dict[str, list[Entry]] = field(default_factory=dict)
    by_name: dict[str, list[Entry]] = field(default_factory=dict)
    by_plain_name: dict[str, list[Entry]] = field(default_factory=dict)

    def learn(self, entries: Iterable[Entry]) -> None:
        """Take note of the file's own units."""
        for entry in entries:
            self.by_name.setdefault(entry.name, []).append(entry)
            self.by_plain_name.setdefault(rules.name_keys(entry.name).plain, []).append(entry)
            if entry.code:
                self.by_code.setdefault(entry.code, []).append(entry)

    def settle(self, entry: Entry) -> RowProblem | None:
        """Set the entry's parent; return what is wrong when it cannot be found."""
        text = rules.clean_name(entry.row.parent)
        if not text:
            entry.parent = self._by_own_code(entry)
            return None
        try:
            found = self._by_code(entry, text) if rules.looks_like_code(text) else self._by_name(entry, text)
        except rules.CodeNotUnderstood as refusal:
            return entry.problem("parent", str(refusal))
        if not found:
            return entry.problem("parent", f"找不到上级单位“{text}”，请核对名称或代码，或在表中为它加一行。")
        if len(found) > 1:
            return entry.problem("parent", f"叫“{text}”的上级单位有{len(found)}个，请改写它的区划代码。")
        entry.parent = found[0]
        return None

    def _by_own_code(self, entry: Entry) -> Entry | int | None:
        for code in rules.ancestor_codes(entry.code) if entry.code else ():
            above = self._above(entry, self.by_code.get(code, ()), self.known.by_code.get(code, ()))
            if above := [each for each in above if self._rank(each) < entry.level.rank]:
                return self._nearest(above)[0]
        return None

    def _by_code(self, entry: Entry, text: str) -> list[Entry | int]:
        code = rules.read_code(text)
        above = self._above(entry, self.by_code.get(code.padded, ()), self.known.by_code.get(code.padded, ()))
        written = [each for each in above if self._rank(each) == code.level.rank]
        return written if written and len(text) < len(code.padded) else self._nearest(above)

    def _by_name(self, entry: Entry, text: str) -> list[Entry | int]:
        keys = rules.name_keys(text)
        above = self._above(entry, self.by_name.get(text, ()), self.known.by_name.get(text, ()))
        if not above:
            same = [unit for name in rules.same_plain_name(keys) for unit in self.known.by_name.get(name, ())]
            above = self._above(entry, self.by_plain_name.get(keys.plain, ()), same)
        if len(above) > 1 and entry.code:
            fitting = set(rules.ancestor_codes(entry.code))
            above = [each for each in above if self._code(each) in fitting] or above
        return self._nearest(above)

    def _above(self, entry: Entry, told: Iterable[Entry], standing: Iterable[Unit]) -> list[Entry | int]:
        """Return who may be the parent; a row that speaks of a standing unit hides that unit."""
        rows = [each for each in told if each is not entry and each.level.rank <= entry.level.rank]
        spoken = {(each.level, each.code or each.name) for each in rows} | {
            (entry.level, entry.code or entry.name)
        }
        rest = [
            unit.pk
            for unit in standing
            if rules.Level(unit.level).rank <= entry.level.rank
            and (unit.level, unit.code) not in spoken
            and (unit.level, unit.name) not in spoken
        ]
        return [*rows, *rest]

    def _nearest(self, above: list[Entry | int]) -> list[Entry | int]:
        lowest = max((self._rank(each) for each in above), default=0)
        return [each for each in above if self._rank(each) == lowest]

    def _rank(self, unit: Entry | int) -> int:
        if isinstance(unit, Entry):
            return unit.level.rank
        return rules.Level(self.known.units[unit].level).rank

    def _code(self, unit: Entry | int) -> str:
        return unit.code if isinstance(unit, Entry) else self.known.units[unit].code


def in_order(entries: Iterable[Entry]) -> tuple[list[Entry], list[RowProblem]]:
    """Return the entries with each parent before its sub-units, and the rows that run in a circle."""
    ordered: list[Entry] = []
    problems: list[RowProblem] = []
    placed: set[int] = set()
    for entry in entries:
        chain: list[Entry] = []
        climbing: set[int] = set()
        at: Entry | int | None = entry
        while isinstance(at, Entry) and id(at) not in placed:
            if id(at) in climbing:
                names = "、".join(each.name for each in chain)
                problems.append(entry.problem("parent", f"{names}互为上级，请改正其中一个的上级单位。"))
                break
            chain.append(at)
            climbing.add(id(at))
            at = at.parent
        placed |= climbing
        ordered.extend(reversed(chain))
    return ordered, problems
