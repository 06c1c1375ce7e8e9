"""Acts on one record: submit, accept, return, void."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.services import accept_record, return_record, submit_record, void_record
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.records import pages
from taizhang.web.records.forms import ReasonForm
from taizhang.web.records.views import record_of, show

_MEANWHILE = "这条记录刚才已被别人处理过，下面是最新的情形，请看过再决定。"


@allowed(Right.WRITE)
@require_POST
def submit(request: Visit, number: str) -> HttpResponse:
    """Submit one's own draft. POST: 303 to the record; 422 with the rule's words; 409 if it changed."""
    record = record_of(request, number)
    request.reach.check(Right.WRITE, record.unit_id)
    return _do(request, record, lambda: submit_record(record=record, by=request.actor, at=request.now))


@allowed(Right.REVIEW)
@require_POST
def accept(request: Visit, number: str) -> HttpResponse:
    """Accept a submitted record. POST: 303 to the record, or to the next that waits."""
    record = record_of(request, number)
    request.reach.check(Right.REVIEW, record.unit_id)
    return _do(request, record, lambda: accept_record(record=record, by=request.actor, at=request.now))


@allowed(Right.REVIEW)
@require_POST
def send_back(request: Visit, number: str) -> HttpResponse:
    """Return a submitted record with a reason. POST: 303 to the record, or to the next that waits."""
    record = record_of(request, number)
    request.reach.check(Right.REVIEW, record.unit_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, record, form=form, refusal=str(form.errors["reason"][0]), status=422)
    reason = form.cleaned_data["reason"]
    return _do(
        request, record, lambda: return_record(record=record, reason=reason, by=request.actor, at=request.now)
    )


@allowed(Right.READ)
@require_POST
def void(request: Visit, number: str) -> HttpResponse:
    """Void a record with a reason: one's own draft, or as a reviewer one that counts."""
    record = record_of(request, number)
    own_draft = record.author_id == request.actor.pk and record.state in (
        State.DRAFT.value,
        State.RETURNED.value,
    )
    if not own_draft:
        request.reach.check(Right.REVIEW, record.unit_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, record, form=form, refusal=str(form.errors["reason"][0]), status=422)
    reason = form.cleaned_data["reason"]
    return _do(
        request, record, lambda: void_record(record=record, reason=reason, by=request.actor, at=request.now)
    )


def _do(request: Visit, record: Record, deed: Callable[[], object]) -> HttpResponse:
    told = request.POST.get("seen", "")
    if told and told != pages.seen(record):
        return show(request, record, refusal=_MEANWHILE, status=409)
    try:
        deed()
    except Refused as refusal:
        record.refresh_from_db()
        return show(request, record, refusal=str(refusal), status=422)
    if request.POST.get("then") == "review":
        return see_other(reverse("records:review"))
    return see_other(reverse("records:detail", args=[record.number]))
