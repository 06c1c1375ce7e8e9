"""Acts on one record: submit, accept, return, void; decide on a correction."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.selectors import occurrences_within
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import pending_revision
from taizhang.processes import take_back
from taizhang.processes.duties import confirm_matches
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.records import pages
from taizhang.web.records.forms import ReasonForm
from taizhang.web.records.queue import after_decision, in_queue
from taizhang.web.records.views import record_of, show

_MEANWHILE = "这条记录刚才已被别人处理过，下面是最新的情形；您的“{deed}”没有办，请看过再决定。"


@allowed(Right.WRITE)
@require_POST
def submit(request: Visit, number: str) -> HttpResponse:
    """Submit one's own draft. POST: 303 to the record; 422 with the rule's words; 409 if it changed."""
    record = record_of(request, number)
    request.reach.check(Right.WRITE, record.unit_id)
    return _do(request, record, "提交审核", partial(services.submit_record, record=record))


@allowed(Right.REVIEW)
@require_POST
def accept(request: Visit, number: str) -> HttpResponse:
    """Accept a submitted record. POST: 303 to the record, or to the next that waits; 422; 409."""
    record = _to_review(request, number)
    return _do(request, record, "审核入账", partial(services.accept_record, record=record))


@allowed(Right.REVIEW)
@require_POST
def send_back(request: Visit, number: str) -> HttpResponse:
    """Return a submitted record with a reason. POST: 303 to the record, or to the next; 422; 409."""
    return _do_with_reason(request, _to_review(request, number), "退回", services.return_record)


@allowed(Right.REVIEW)
@require_POST
def accept_correction(request: Visit, number: str) -> HttpResponse:
    """Put a correction in force. POST: 303 to the record, or to the next that waits; 422; 409."""
    record = _to_review(request, number)
    return _do(request, record, "采用更正", partial(take_back.accept_correction, record=record))


@allowed(Right.REVIEW)
@require_POST
def return_correction(request: Visit, number: str) -> HttpResponse:
    """Turn a correction down with a reason. POST: 303 to the record, or to the next; 422; 409."""
    return _do_with_reason(request, _to_review(request, number), "退回更正", services.return_correction)


@allowed(Right.READ)
@require_POST
def void(request: Visit, number: str) -> HttpResponse:
    """Void a record with a reason: one's own draft, or as a reviewer one that counts.

    POST: 303 to the record; 422 with the rule's words; 409 if it changed.
    """
    record = record_of(request, number)
    if not (record.author_id == request.actor.pk and record.state in ("DRAFT", "RETURNED")):
        request.reach.check(Right.REVIEW, record.unit_id)
    return _do_with_reason(request, record, "作废", take_back.void_record)


@allowed(Right.WRITE)
@require_POST
def fulfil(request: Visit, number: str) -> HttpResponse:
    """Confirm that the record fulfils the ticked occurrences, all or none.

    POST: 303 to the record; 422 with why not; 404 for an occurrence that one may not confirm.
    """
    record = record_of(request, number)
    ticked = {int(told) for told in request.POST.getlist("occurrence") if told.isdecimal() and len(told) < 19}
    if not ticked:
        return show(request, record, refusal="没有勾选责任，请先勾选这条记录完成的责任。", status=422)
    rows = occurrences_within(units=request.reach.units(Right.WRITE)).filter(pk__in=ticked)
    occurrences = list(rows)
    if len(occurrences) < len(ticked):
        raise Http404
    matches = [(occurrence, record) for occurrence in occurrences]
    deed = partial(confirm_matches, matches=matches, on=request.today)
    return _do(request, record, "确认", deed)


def _to_review(request: Visit, number: str) -> Record:
    record = record_of(request, number)
    request.reach.check(Right.REVIEW, record.unit_id)
    return record


def _do_with_reason(
    request: Visit, record: Record, label: str, service: Callable[..., object]
) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        typed = request.POST.get("reason", "")
        return show(request, record, refusal=str(form.errors["reason"][0]), reason=typed, status=422)
    reason = form.cleaned_data["reason"]
    return _do(request, record, label, partial(service, record=record, reason=reason), reason=reason)


def _do(
    request: Visit, record: Record, label: str, deed: Callable[..., object], *, reason: str = ""
) -> HttpResponse:
    told = request.POST.get("seen", "")
    accepted = record.state == State.ACCEPTED.value
    correction = pending_revision(record=record) if accepted else None
    if told and told != pages.seen(record, correction):
        refusal = _MEANWHILE.format(deed=label)
        return show(request, record, refusal=refusal, reason=reason, status=409)
    try:
        deed(by=request.actor, at=request.now)
    except Refused as refusal:
        record.refresh_from_db()
        return show(request, record, refusal=str(refusal), reason=reason, status=422)
    if in_queue(request):
        return see_other(after_decision(request, record))
    return see_other(reverse("records:detail", args=[record.number]))
