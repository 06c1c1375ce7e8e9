"""The outbox of a device: what waits there, what it sends, what it exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.web.access import Visit, allowed, signed_in, writable_units
from taizhang.web.access.devices import marked
from taizhang.web.entry.package import Package, Packed, UnfitPackage
from taizhang.web.entry.packed_inspections import InspectionLine, taken_inspections
from taizhang.web.entry.sending import WHOLE_FORM, Outcome, address_of, files_of, take


@signed_in
def page(request: Visit) -> HttpResponse:
    """Show what waits on this device: a script lists it, the server knows nothing of it. GET only."""
    return marked(request, _page(request))


@allowed(Right.WRITE)
@require_POST
def receive(request: Visit) -> HttpResponse:
    """Take one record that a device has kept, and name its id back.

    POST: 200 with the record's number and address, the same for the same id however often it is
    sent; 401 where somebody else is signed in than the one who entered it; 409 where the id stands
    and the device has changed its telling since; 422 with the faults by field. Always JSON.
    """
    key = request.POST.get("id", "")
    if request.POST.get("person") != request.actor.login:
        return JsonResponse(
            {"id": key, "why": "这条记录不是现在登录的人填的，请本人登录后上传。"}, status=401
        )
    outcome = take(
        request,
        key=key,
        told=request.POST.dict(),
        files=files_of(request),
        units=writable_units(request),
    )
    return _told(key, outcome, edited=bool(request.POST.get("edited")))


def _told(key: str, outcome: Outcome, *, edited: bool) -> JsonResponse:
    record = outcome.record
    if record is None:
        twin = {"twin": outcome.twin} if outcome.twin else {}
        return JsonResponse({"id": key, "errors": dict(outcome.errors), **twin}, status=422)
    told = {"id": key, "number": record.number, "address": address_of(record)}
    if outcome.before and edited:
        why = (
            f"改之前的那一稿已经传上去了，编号 {record.number}；后来在本机改的没有存入。"
            "请打开那条记录照着改，再删去本机这一条。"
        )
        return JsonResponse({**told, "errors": {WHOLE_FORM: why}}, status=409)
    return JsonResponse({**told, "before": outcome.before})


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one record of an export."""

    packed: Packed
    outcome: Outcome

    @property
    def reasons(self) -> list[str]:
        return list(self.outcome.errors.values())


@allowed(Right.WRITE)
@require_POST
def bring_in(request: Visit) -> HttpResponse:
    """Take the records and inspections of an export, each under the id its device gave it, so that none is doubled.

    POST: the page with what became of each; 422 with the reason for a file that cannot be read whole
    or is somebody else's, nothing kept.
    """
    file = request.FILES.get("package")
    try:
        package = _opened(request, file)
    except Refused as refusal:
        return _page(request, refusal=str(refusal), status=422)
    units = writable_units(request)
    lines = [Line(packed, _taken(request, package, packed, units)) for packed in package.records]
    return _page(request, lines=lines, inspections=taken_inspections(request, package))


def _opened(request: Visit, file: object) -> Package:
    if not isinstance(file, UploadedFile):
        raise UnfitPackage("请先选择“导出未上传记录”得到的压缩包。")
    package = Package(file.open())
    if package.person != request.actor.login:
        raise UnfitPackage(f"这个压缩包是“{package.person}”填的记录，请本人登录后再传；谁填的记在谁名下。")
    return package


def _taken(request: Visit, package: Package, packed: Packed, units: list[Unit]) -> Outcome:
    try:
        files = package.files(packed)
    except UnfitPackage as refusal:
        return Outcome(errors={WHOLE_FORM: str(refusal)})
    return take(request, key=packed.key, told=packed.told, files=files, units=units)


def _page(
    request: Visit,
    *,
    lines: Sequence[Line] = (),
    inspections: Sequence[InspectionLine] = (),
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    told = {
        "lines": lines,
        "inspections": inspections,
        "refusal": refusal,
        "may_bring_in": request.reach.holds(Right.WRITE),
    }
    return render(request, "outbox/page.html", told, status=status)
