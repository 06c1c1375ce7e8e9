"""Figures narrowed to a scheme or a task: what the tags mean in words, and all tasks counted at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import scope_of
from taizhang.kernel.period import Period
from taizhang.kernel.refusal import Refused
from taizhang.kernel.scope import Scope
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.selectors import scheme_within, tellings_on
from taizhang.reporting.figures import FigureDesk
from taizhang.rollups.narrowing import NOTHING, Tagged
from taizhang.rollups.plan import Rule

SCHEME: Final = "scheme:"
TASK: Final = "task:"


class UnknownTag(Refused):
    """A figure is narrowed to a scheme or a task that is not there."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a narrowing means: `short` goes with a figure's name, `full` says it by itself."""

    short: str = ""
    full: str = ""


class Words:
    """The words for tags, as schemes and tasks stand on a period's last day, a scheme's tasks at once.

    Only schemes that reach the unit or its subtree are there: those of other offices are not told.
    """

    def __init__(self, *, unit: Unit, period: Period) -> None:
        self._unit, self._period = unit, period
        self._known: dict[str, Said] = {}

    def of(self, tags: tuple[str, ...]) -> Said:
        """Return what the tags mean together.

        Raises:  UnknownTag.
        """
        said = [self._one(tag) for tag in tags]
        return Said("、".join(each.short for each in said), "，".join(each.full for each in said))

    def _one(self, tag: str) -> Said:
        if tag not in self._known:
            self._look_up(tag)
        return self._known[tag]

    def _look_up(self, tag: str) -> None:
        start, _, number = tag.partition(":")
        pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
        if f"{start}:" == SCHEME:
            scheme = Scheme.objects.filter(pk=pk).first()
        else:
            task = Task.objects.filter(pk=pk).select_related("scheme").first()
            scheme = None if task is None else task.scheme
        scope = scope_of(unit=self._unit, start=self._period.start, until=self._period.until)
        units = {self._unit.pk, *(span.unit for span in scope.spans)}
        if scheme is None or scheme_within(pk=scheme.pk, units=units) is None:
            raise UnknownTag("有一个数字只计的方案或任务不在系统里，请重新选方案。")
        whole = f"方案《{scheme.title}》"
        self._known[f"{SCHEME}{scheme.pk}"] = Said(scheme.title, whole)
        for one in tellings_on(scheme=scheme, on=self._period.last_day):
            said = Said(f"任务{one.number}", f"{whole}的任务{one.number}“{' '.join(one.content.split())}”")
            self._known[f"{TASK}{one.origin}"] = said
        if tag not in self._known:
            raise UnknownTag("有一个数字只计的任务不在系统里，请重新选任务。")


class TaskCounts:
    """Figures of single tasks: those of one rule, scope and period come from one look at the lines."""

    def __init__(self, *, desk: FigureDesk) -> None:
        self._desk = desk
        self._known: dict[tuple[Rule, Scope, Period], dict[str, Tagged]] = {}

    def of(self, *, rule: Rule, tag: str, scope: Scope, period: Period) -> Tagged:
        """Return the figure of a rule narrowed to one task, with the keys of its sources."""
        asked = (rule, scope, period)
        if asked not in self._known:
            found = self._desk.by_tag(rule=rule, prefix=TASK, scope=scope, period=period)
            # All names at once: the tasks are asked for one after the other.
            self._desk.told([key for tagged in found.values() for key in tagged.sources])
            self._known[asked] = found
        return self._known[asked].get(tag, NOTHING)


def single_task(tags: tuple[str, ...]) -> str:
    """Return the tag of the one task that a figure is narrowed to, "" where it is none or more than that."""
    return tags[0] if len(tags) == 1 and tags[0].startswith(TASK) else ""
