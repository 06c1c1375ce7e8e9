"""How a falling due is told on every page: its words, its sign, how late it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import OPEN, OccurrenceState
from taizhang.ledgers.duties.selectors import Cell

SOON = dt.timedelta(days=7)
_SIGNS = {
    OccurrenceState.DONE.value: ("ok", "check"),
    OccurrenceState.EXCUSED.value: ("mut", "void"),
    OccurrenceState.LIFTED.value: ("mut", "void"),
    OccurrenceState.PARTIAL.value: ("soon", "clock"),
    OccurrenceState.DUE.value: ("mut", "clock"),
}

_SHADES = {
    OccurrenceState.PARTIAL.value: ("p2", "◐"),
    OccurrenceState.DUE.value: ("p4", "○"),
    OccurrenceState.EXCUSED.value: ("na", "免"),
    OccurrenceState.LIFTED.value: ("na", "—"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence in a list or a calendar. `told` is its state in words, `sign` and `icon` mark it in a list.

    In a calendar `shade` is its colour and pattern, `mark` the sign before it, as in the matrix.
    """

    occurrence: Occurrence
    told: str
    sign: str
    icon: str
    shade: str
    mark: str


def time_left(due: dt.date, *, on: dt.date) -> tuple[str, str, str]:
    """Return how something open that is due on a day stands: words, sign, icon."""
    if due < on:
        return f"逾期 {(on - due).days} 天", "bad", "alert"
    left = "今天到期" if due == on else f"还有 {(due - on).days} 天"
    return left, "soon" if due <= on + SOON else "mut", "clock"


def line_of(occurrence: Occurrence, *, on: dt.date) -> Line:
    """Return how an occurrence stands on a day, in words and signs."""
    return Line(occurrence, *_told(occurrence, on), *_shaded(occurrence, on))


def _told(occurrence: Occurrence, on: dt.date) -> tuple[str, str, str]:
    state = occurrence.state
    sign, icon = _SIGNS[state]
    if state in OPEN and occurrence.due_on <= on + SOON:
        told, sign, icon = time_left(occurrence.due_on, on=on)
        return f"{told}{_so_far(occurrence)}", sign, icon
    told = OccurrenceState(state).label
    if state == OccurrenceState.DONE.value:
        told = "补学完成" if occurrence.made_up else "逾期完成" if occurrence.late else "按时完成"
    return f"{told}{_so_far(occurrence)}", sign, icon


def _shaded(occurrence: Occurrence, on: dt.date) -> tuple[str, str]:
    state = occurrence.state
    if state in OPEN and occurrence.due_on < on:
        return "p0", "!"
    if state == OccurrenceState.DONE.value:
        return ("p1", "△") if occurrence.late else ("p3", "✓")
    return _SHADES[state]


def lines_of(occurrences: Iterable[Occurrence], *, on: dt.date) -> list[Line]:
    """Return each occurrence as it stands on a day."""
    return [line_of(one, on=on) for one in occurrences]


def count_said(count: Cell) -> str:
    """Return what is counted for a cell of the matrix or a day of the calendar; no word of what is nought."""
    words = f"应办 {count.expected - count.excused}，完成 {count.done}"
    if count.overdue:
        words += f"，逾期未完成 {count.overdue}"
    if count.excused:
        words += f"，免除 {count.excused}"
    return words


def _so_far(occurrence: Occurrence) -> str:
    if occurrence.state != OccurrenceState.PARTIAL.value:
        return ""
    if occurrence.done >= occurrence.required:
        return "，待核销"
    return f"，已做 {occurrence.done}/{occurrence.required} 次"
