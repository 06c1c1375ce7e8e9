"""The desk where a template's figures are gathered: each asked for once, each with its serial number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise
from operator import attrgetter
from typing import Final

from taizhang.compiler.document import MISSING, Figure
from taizhang.compiler.markup import token
from taizhang.compiler.wording.numbers import plain_number
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.source_ref import SourceRef

DERIVED: Final = "derived."
"""The rules of figures that the compiler works out from others begin with this."""
PERCENT: Final = "%"
source_order: Final = attrgetter("on", "number", "source", "revision")
"""What sources are ordered by."""


@plain_data
class Entry:
    """A figure on the desk. `bases` are the serial numbers of what it was worked out from; `whole`: it stands on all of
    their sources.

    `definition` of a worked-out figure holds {0}, {1} where the keys of its bases are to stand.
    """

    figure: Figure
    bases: tuple[int, ...] = ()
    whole: bool = False


class Desk:
    """The figures of one report, by what was asked."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._chips: dict[Hashable, Chip] = {}
        self._united: dict[tuple[int, ...], tuple[SourceRef, ...]] = {}

    def __getitem__(self, serial: int) -> Entry:
        return self._entries[serial]

    def __len__(self) -> int:
        return len(self._entries)

    def known(self, asked: Hashable) -> Chip | None:
        """Return the chip of what was asked before."""
        return self._chips.get(asked)

    def lay(
        self,
        *,
        asked: Hashable,
        figure: Figure,
        bases: tuple[int, ...] = (),
        whole: bool = False,
        same_as: Hashable = None,
    ) -> Chip:
        """Put a figure on the desk and return its chip.

        `same_as` is another name of what was asked (a rule's code, where its label was used): a
        figure that lies there already is not laid twice.
        """
        chip = None if same_as is None else self._chips.get(same_as)
        if chip is None:
            chip = Chip(serial=len(self._entries), figure=figure)
            self._entries.append(Entry(figure, bases, whole))
        self._chips[asked] = chip
        if same_as is not None:
            self._chips[same_as] = chip
        return chip

    def derive(
        self,
        *,
        kind: str,
        bases: tuple[Chip, ...],
        value: Decimal | None,
        unit: str,
        label: str,
        definition: str,
        sources: tuple[SourceRef, ...] | None = None,
    ) -> Chip:
        """Return the chip of a figure worked out from others.

        It stands on all of their sources unless `sources` names the part of them that it counts. It
        prints without its sign: the words around it say 增加 or 减少.
        """
        serials = tuple(chip.serial for chip in bases)
        asked = (kind, serials, label)
        known = self.known(asked)
        if known is not None:
            return known
        first = bases[0].figure
        behind = self._behind(serials) if sources is None else sources
        figure = Figure(
            key="",
            rule=DERIVED + kind,
            rule_version=1,
            label=label,
            definition=definition,
            value=None if value is None else plain_number(value),
            text=MISSING if value is None else _unsigned(value, unit),
            unit=unit,
            period=first.period,
            start=first.start,
            until=first.until,
            unit_id=first.unit_id,
            unit_name=first.unit_name,
            position=first.position,
            sources=behind,
        )
        return self.lay(asked=asked, figure=figure, bases=serials, whole=sources is None)

    def _behind(self, serials: tuple[int, ...]) -> tuple[SourceRef, ...]:
        """Return all that these figures stand on; of two figures the difference, the growth and the share ask for it."""
        if serials not in self._united:
            self._united[serials] = united(tuple(self._entries[serial].figure.sources for serial in serials))
        return self._united[serials]


@dataclass(slots=True, eq=False)
class Chip:
    """A figure as a template holds it. True when something is behind it; compares as its number.

    With nothing behind it every comparison is false. `total` marks the sum of the column above.
    """

    serial: int
    figure: Figure
    total: bool = False

    @property
    def number(self) -> Decimal | None:
        return None if self.figure.value is None else Decimal(self.figure.value)

    def __str__(self) -> str:
        return token(serial=self.serial, total=self.total)

    def __bool__(self) -> bool:
        return not self.figure.is_missing

    def __eq__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine == theirs

    def __ne__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine != theirs

    def __lt__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine < theirs

    def __le__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine <= theirs

    def __gt__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine > theirs

    def __ge__(self, other: object) -> bool:
        mine, theirs = self.number, _number(other)
        return mine is not None and theirs is not None and mine >= theirs

    __hash__ = None  # type: ignore[assignment]  # a chip equals its number, but is no number


def united(groups: tuple[tuple[SourceRef, ...], ...]) -> tuple[SourceRef, ...]:
    """Return every source once, in order of day, then number; each group is in that order already."""
    told = sorted(filter(None, groups), key=_first_day)
    if len(told) > 1 and all(earlier[-1].on < later[0].on for earlier, later in pairwise(told)):
        # Nearly always, since a figure is compared with that of another period: no source is in both.
        return tuple(chain.from_iterable(told))
    sources = {(ref.source, ref.revision): ref for group in groups for ref in group}
    return tuple(sorted(sources.values(), key=source_order))


def _first_day(sources: tuple[SourceRef, ...]) -> dt.date:
    return sources[0].on


def _unsigned(value: Decimal, unit: str) -> str:
    return f"{abs(value):.1f}" if unit == PERCENT else plain_number(abs(value))


def _number(other: object) -> Decimal | None:
    if isinstance(other, Chip):
        return other.number
    if isinstance(other, (int, float, Decimal)) and not isinstance(other, bool):
        return Decimal(str(other))
    return None
