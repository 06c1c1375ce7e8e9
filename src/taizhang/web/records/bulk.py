"""Submit or accept many records at once; each is told: done, or why not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import record_within
from taizhang.ledgers.records.services import accept_record, submit_record
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import refused
from taizhang.web.records import pages

MOST = 200
DEEDS = {
    "submit": ("提交审核", Right.WRITE, submit_record),
    "accept": ("审核入账", Right.REVIEW, accept_record),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record."""

    number: str
    title: str
    done: bool
    reason: str


@allowed(Right.READ)
@require_POST
def bulk(request: Visit) -> HttpResponse:
    """Do one deed to the ticked records, each for itself. POST: a page that tells each outcome."""
    name, numbers = request.POST.get("deed", ""), request.POST.getlist("number")
    if name not in DEEDS or not numbers:
        return refused(request, "请先勾选记录，再选“提交审核”或“审核入账”。")
    if len(numbers) > MOST:
        return refused(request, f"一次至多处理 {MOST} 条，现在勾选了 {len(numbers)} 条，请分几次。")
    outcomes = [_one(request, name, ticked) for ticked in dict.fromkeys(numbers)]
    done = sum(outcome.done for outcome in outcomes)
    told = {"label": DEEDS[name][0], "outcomes": outcomes, "done": done, "left": len(outcomes) - done}
    return render(request, "records/bulk.html", told)


def _one(request: Visit, name: str, ticked: str) -> Outcome:
    """Do the deed to what was ticked: a record's number and, after a colon, what the list showed of it."""
    _, right, deed = DEEDS[name]
    number, _, seen = ticked.partition(":")
    record: Record | None = record_within(number=number, units=request.reach.units(Right.READ))
    if record is None:
        return Outcome(number, "", False, "没有这条记录，或不在您能看到的单位里。")
    if seen and seen != pages.seen(record):
        return Outcome(number, record.title, False, "刚才已被别人处理过，请打开看过再决定。")
    try:
        request.reach.check(right, record.unit_id)
        deed(record=record, by=request.actor, at=request.now)
    except Refused as refusal:
        return Outcome(number, record.title, False, str(refusal))
    return Outcome(number, record.title, True, "")
