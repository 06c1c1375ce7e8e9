"""What the journal is told about premises: stocks, inspections, findings and incidents. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from taizhang.kernel.posting import Posting
from taizhang.ledgers.premises.rules.states import (
    FindingState,
    IncidentSort,
    InspectionState,
    Severity,
)
from taizhang.ledgers.premises.rules.types import CHANNEL, FACILITY, PlaceType

BOOK, INSPECTIONS = "premises", "inspections"
"""The book of stocks, and that of what is done at places: there one line of a source stands at a time."""

ON_TIME, LATE = "按时", "逾期"


def place_source(place: int) -> str:
    """Return the journal source of a place: "premises:p12"."""
    return f"{BOOK}:p{place}"


def inspection_source(inspection: int) -> str:
    """Return the journal source of an inspection: "inspections:c12"."""
    return f"{INSPECTIONS}:c{inspection}"


def finding_source(finding: int) -> str:
    """Return the journal source of a finding, as found: "inspections:f12"."""
    return f"{INSPECTIONS}:f{finding}"


def rectification_source(finding: int) -> str:
    """Return the journal source of a finding, as to be put right: "inspections:r12"."""
    return f"{INSPECTIONS}:r{finding}"


def incident_source(incident: int) -> str:
    """Return the journal source of an incident: "inspections:i12"."""
    return f"{INSPECTIONS}:i{incident}"


def _class(type: PlaceType) -> str:
    return CHANNEL if type.channel else FACILITY


def _tags(type: PlaceType, *more: str) -> tuple[str, ...]:
    """Return the tags of whatever is done at a place of that type; the place itself bears others."""
    return tuple(sorted({f"class:{_class(type)}", f"type:{type.code}", *(tag for tag in more if tag)}))


@dataclass(frozen=True, slots=True)
class StayLine:
    """A place in use with a unit, in one size, every day from `since` up to, not including, `until`."""

    unit: int
    size: str
    since: dt.date
    until: dt.date | None


def stock_lines(*, place: int, type: PlaceType, revision: int, stays: Iterable[StayLine]) -> list[Posting]:
    """Return the lines that tell these stays: +1 on the first day of each, -1 on the first day after it."""
    found = []
    for stay in stays:
        line = Posting(
            book=BOOK,
            source=place_source(place),
            revision=revision,
            unit=stay.unit,
            on=stay.since,
            kind=type.code,
            tags=tuple(sorted((f"place:{_class(type)}", *([f"size:{stay.size}"] if stay.size else [])))),
        )
        found.append(line)
        if stay.until is not None:
            found.append(replace(line, on=stay.until, weight=-1))
    return found


def lines_between(*, told: Sequence[Posting], wanted: Sequence[Posting]) -> list[Posting]:
    """Return the lines that lead from what the journal was told of a place to what it is to say.

    A new line bears the revision of what is wanted.
    """
    balance: Counter[tuple[int, dt.date, str, tuple[str, ...]]] = Counter()
    for lines, sign in ((wanted, 1), (told, -1)):
        for line in lines:
            balance[line.unit, line.on, line.kind, line.tags] += sign * line.weight
    one = next(iter((*wanted, *told)), None)
    missing: list[Posting] = []
    for (unit, on, kind, tags), weight in balance.items():
        if one is not None and weight:
            line = replace(
                one, unit=unit, on=on, kind=kind, tags=tags, weight=1 if weight > 0 else -1, position=None
            )
            missing += [line] * abs(weight)
    # What is added goes first: a line that is taken back must stand.
    return sorted(missing, key=lambda line: (-line.weight, line.on, line.unit))


def inspection_posting(
    *,
    inspection: int,
    revision: int,
    unit: int,
    due_on: dt.date,
    type: PlaceType,
    state: InspectionState,
    planned: bool,
    late: bool,
) -> Posting:
    """Return what the journal is told about an inspection that is not lifted."""
    done = state is InspectionState.DONE
    return Posting(
        book=INSPECTIONS,
        source=inspection_source(inspection),
        revision=revision,
        unit=unit,
        on=due_on,
        kind=("inspection_done" if done else "inspection_due") if planned else "inspection_extra",
        tags=_tags(type, (LATE if late else ON_TIME) if done and planned else ""),
    )


def finding_posting(
    *, finding: int, unit: int, found_on: dt.date, type: PlaceType, severity: Severity
) -> Posting:
    """Return what the journal is told on the day on which something was found."""
    return Posting(
        book=INSPECTIONS,
        source=finding_source(finding),
        revision=1,
        unit=unit,
        on=found_on,
        kind="finding",
        tags=_tags(type, f"severity:{severity.value}"),
    )


def rectification_posting(
    *,
    finding: int,
    revision: int,
    unit: int,
    due_on: dt.date,
    type: PlaceType,
    severity: Severity,
    state: FindingState,
    late: bool,
) -> Posting:
    """Return what the journal is told, on the due day, about putting a finding right."""
    closed = state is FindingState.CLOSED
    return Posting(
        book=INSPECTIONS,
        source=rectification_source(finding),
        revision=revision,
        unit=unit,
        on=due_on,
        kind="rectification_closed" if closed else "rectification_open",
        tags=_tags(type, f"severity:{severity.value}", (LATE if late else ON_TIME) if closed else ""),
    )


def incident_posting(
    *, incident: int, revision: int, unit: int, on: dt.date, type: PlaceType, sort: IncidentSort, closed: bool
) -> Posting:
    """Return what the journal is told about an incident."""
    return Posting(
        book=INSPECTIONS,
        source=incident_source(incident),
        revision=revision,
        unit=unit,
        on=on,
        kind="incident_closed" if closed else "incident_open",
        tags=_tags(type, f"incident:{sort.value}"),
    )
