"""Inspections of an export: each taken under the id that its device gave it, so that none is doubled."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Inspection, Place
from taizhang.ledgers.premises.selectors import place_within
from taizhang.ledgers.premises.services import InspectedBefore
from taizhang.web.access import Visit
from taizhang.web.entry.package import Package, PackedInspection
from taizhang.web.shell.told_inspections import FaultyChecklist, take_inspection


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """What became of one inspection of an export: the inspection, new or known `before`, or the reasons."""

    packed: PackedInspection
    place: Place | None
    inspection: Inspection | None = None
    before: bool = False
    reasons: tuple[str, ...] = ()


def taken_inspections(request: Visit, package: Package) -> list[InspectionLine]:
    """Take the inspections of an export, each for itself, and return what became of each."""
    return [_taken(request, package, packed) for packed in package.inspections]


def _taken(request: Visit, package: Package, packed: PackedInspection) -> InspectionLine:
    place = place_within(pk=packed.place, units=request.reach.units(Right.WRITE))
    if place is None:
        reason = f"没有编号为 {packed.place} 的阵地，或已移交给别的单位，请到“阵地”里核对。"
        return InspectionLine(packed, None, reasons=(reason,))
    try:
        photos = package.photos(packed)
        made = take_inspection(request, place=place, key=packed.key, told=packed.told, files=photos)
    except InspectedBefore as before:
        return InspectionLine(packed, place, before.inspection, before=True)
    except FaultyChecklist as faulty:
        return InspectionLine(packed, place, reasons=tuple(dict.fromkeys(faulty.faults.values())))
    except Refused as refusal:
        return InspectionLine(packed, place, reasons=(str(refusal),))
    return InspectionLine(packed, place, made)
