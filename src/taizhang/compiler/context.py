"""What a report is compiled from: the unit, the subject, the period, and a ledger to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from taizhang.compiler.document import Figure
from taizhang.kernel.period import Period
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.source_ref import SourceRef

Order = Literal["largest", "latest"]


@plain_data
class UnitRef:
    """A unit, as a report names it. `level` is its level's name (乡镇街道, 村社区).

    `gone` tells, of a unit that left before the period's end, when and how: 2025年7月1日撤并入石桥村.
    """

    id: int
    code: str
    name: str
    level: str
    gone: str = ""


@dataclass(frozen=True, slots=True)
class TaskRef:
    """One task of a scheme. `tag` is what the lines of its duties bear ("task:3"); `often` 每月1次.

    `who` names the units that answer for it, those in the lead first.
    """

    tag: str
    number: str
    content: str
    often: str
    who: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SchemeRef:
    """The scheme that a report is about, as it stands on the period's last day; tasks in their order."""

    tag: str
    title: str
    issuer: str
    document: str
    tasks: tuple[TaskRef, ...]


@plain_data
class Activity:
    """One accepted record, to be told in a report. `until` is its last day (equal to `on` for one day).

    `kind` is the kind's Chinese name. `people` is the number that counts, None when unknown;
    `people_text` is how it is printed where the record says it less exactly ("约120", "近300"),
    without a unit of measure.
    """

    source: SourceRef
    title: str
    on: dt.date
    until: dt.date
    unit_name: str
    kind: str
    place: str = ""
    people: int | None = None
    people_text: str = ""
    tags: tuple[str, ...] = ()


class Ledger(Protocol):
    """The figures and activities of one unit and one period at one sealed journal position."""

    @property
    def position(self) -> int:
        """The journal position."""

    def unit(self, number: int) -> UnitRef:
        """Return a unit by its id, as it is told in the report's period.

        Raises:  a Refused when there is no such unit.
        """

    def record(self, source: str) -> Activity | None:
        """Return one record ("records:412") as it counts at the position, None where it does not.

        A record of a unit that did not belong to the report's unit on the record's day does not.
        """

    def adds_up(self, rule: str) -> bool:
        """Return whether figures of a rule add up over units and months; an average does not."""

    def figure(
        self,
        *,
        rule: str,
        unit: UnitRef | None,
        period: Period | None,
        own: bool = False,
        tags: tuple[str, ...] = (),
    ) -> Figure:
        """Return the figure of a counting rule, with all its sources; its key is not looked at.

        None means the report's own unit and period. A unit counts with its subtree by the tree of
        the period, unless `own`: then only what the unit itself did, and the figure's `unit_name`
        says so (梧桐街道本级). With `tags` the rule counts only what bears all of them. `text` is the number alone, without the unit of measure, "—" when
        nothing is behind it.
        Raises:  a Refused naming near rules when there is no such rule, or where it cannot be narrowed so.
        """

    def reasons(
        self, *, rule: str, unit: UnitRef | None, period: Period | None, own: bool, tags: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[SourceRef, ...]], ...]:
        """Return the reasons for which what the rule counts was excused, each with its sources.

        In the order of the days on which they first appear. A source without a reason is under "".
        """

    def subunits(self) -> tuple[UnitRef, ...]:
        """Return the units directly below the report's unit in the period, in their fixed order."""

    def activities(
        self,
        *,
        rule: str,
        order: Order,
        limit: int | None,
        unit: UnitRef | None = None,
        period: Period | None = None,
    ) -> tuple[Activity, ...]:
        """Return the records that the rule counts, at most `limit` (None is all of them).

        "largest" is by people, most first, those without a number left out; "latest" by day, the
        latest first. Ties go by day, then by record number.
        Raises:  a Refused naming near rules when there is no such rule.
        """


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Everything that a template may ask for.

    `texts` are the passages that a clerk writes, by their names in the template's 需要填写.
    `archive` holds the facts for the archives (全宗号, 保管期限 …) in their fixed order. `scheme` is
    what a report about one scheme is about.
    """

    unit: UnitRef
    subject: str
    period: Period
    ledger: Ledger
    signed_on: dt.date
    signer: str
    texts: Mapping[str, str] = field(default_factory=dict)
    addressee: str = ""
    copies_to: tuple[str, ...] = ()
    archive: tuple[tuple[str, str], ...] = ()
    scheme: SchemeRef | None = None
