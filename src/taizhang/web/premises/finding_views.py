"""Findings: listed, shown, put right, re-checked by somebody else, opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.ledgers.premises.models import Finding
from taizhang.ledgers.premises.rules import FindingState, type_by_code
from taizhang.ledgers.premises.selectors import finding_within, findings_within, photo_of_step
from taizhang.ledgers.premises.services import close, rectify, reopen, send_back
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import not_yours, see_other
from taizhang.web.access.evidence_files import evidence_file
from taizhang.web.premises.forms import RecheckForm, RectifyForm, ReopenForm
from taizhang.web.premises.pages import FINDING_SIGNS
from taizhang.web.shell.checklist import keep_photos
from taizhang.web.shell.deeds import was_done
from taizhang.web.shell.leaf import leaf_of

STATES = (
    ("", "未销号"),
    *((state.value, state.label) for state in FindingState),
    ("late", "逾期"),
    ("all", "全部"),
)


def finding_of(request: Visit, pk: int) -> Finding:
    """Return a finding that this person may see; any other is not there."""
    return found(finding_within(pk=pk, units=request.reach.units(Right.READ)))


def may_act(request: Visit, finding: Finding) -> bool:
    """Return whether this person may put right, or re-check, what is found in that unit."""
    unit = finding.place.unit_id
    return request.reach.may(Right.WRITE, unit) or request.reach.may(Right.REVIEW, unit)


@allowed(Right.READ)
def findings(request: Visit) -> HttpResponse:
    """List findings, the earliest due first. GET only; ?state= and ?post= narrow."""
    rows = findings_within(units=request.reach.units(Right.READ))
    state, post = request.GET.get("state", ""), request.GET.get("post", "")
    if state in {one.value for one in FindingState}:
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.exclude(state=FindingState.CLOSED.value)
    if state == "late":
        rows = rows.filter(due_on__lt=request.today)
    if post.isdecimal() and len(post) < 12:
        rows = rows.filter(post_id=int(post))
    page = leaf_of(request, rows)
    lines = [
        (one, FINDING_SIGNS[one.state], one.state != FindingState.CLOSED.value and one.due_on < request.today)
        for one in page.rows
    ]
    told = {"page": page, "lines": lines, "states": STATES, "state": state, "narrowed": bool(state or post)}
    return render(request, "premises/findings.html", told)


@allowed(Right.READ)
def finding(request: Visit, pk: int) -> HttpResponse:
    """Show a finding, its way, its photos, and what may be done. GET only."""
    return _page(request, finding_of(request, pk))


def _page(request: Visit, finding: Finding, *, faulty: dict[str, forms.Form] | None = None) -> HttpResponse:
    faulty = faulty or {}
    own = finding.rectified_by_id == request.actor.pk
    acts = may_act(request, finding)
    rectified = finding.state == FindingState.RECTIFIED.value
    told: dict[str, Any] = {
        "finding": finding,
        "type": type_by_code(finding.place.type),
        "sign": FINDING_SIGNS[finding.state],
        "late": finding.state != FindingState.CLOSED.value and finding.due_on < request.today,
        "steps": [
            (step, list(step.photos.all()))
            for step in finding.steps.select_related("by").prefetch_related("photos").order_by("pk")
        ],
        "may_rectify": acts and finding.state == FindingState.OPEN.value,
        "may_recheck": acts and rectified and not own,
        "own": acts and rectified and own,
        "may_reopen": acts and finding.state == FindingState.CLOSED.value,
        "rectify_form": faulty.get("rectify") or RectifyForm(),
        "recheck_form": faulty.get("recheck") or RecheckForm(),
        "reopen_form": faulty.get("reopen") or ReopenForm(),
        "faulty": list(faulty),
        "refusal": next(
            (form.non_field_errors()[0] for form in faulty.values() if form.non_field_errors()), ""
        ),
    }
    return render(request, "premises/finding.html", told, status=422 if faulty else 200)


def _done(
    request: Visit, finding: Finding, name: str, form: forms.Form, deed: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Do it and lead to the finding, or show the form again where it stood on the page."""
    if not may_act(request, finding):
        return not_yours(request, "您的岗位不能整改或复查这个单位的问题，请联系管理员。")
    if was_done(form, deed):
        return see_other(reverse("premises:finding", args=[finding.pk]))
    return _page(request, finding, faulty={name: form})


@allowed(Right.READ)
@require_POST
def put_right(request: Visit, pk: int) -> HttpResponse:
    """Say how a finding was put right, with photos. POST: 303 to it; 422 with the faults."""
    finding = finding_of(request, pk)

    def deed(told: dict[str, Any]) -> object:
        photos = keep_photos(request.FILES.getlist("files"), at=request.now)
        return rectify(
            finding=finding, photos=photos, on=request.today, by=request.actor, at=request.now, **told
        )

    return _done(request, finding, "rectify", RectifyForm(request.POST), deed)


@allowed(Right.READ)
@require_POST
def recheck(request: Visit, pk: int) -> HttpResponse:
    """Close a finding that another put right, or send it back. POST: 303 to it; 422 with the faults."""
    finding = finding_of(request, pk)
    act = send_back if request.POST.get("deed") == "back" else close

    def deed(told: dict[str, Any]) -> object:
        return act(finding=finding, on=request.today, by=request.actor, at=request.now, **told)

    return _done(request, finding, "recheck", RecheckForm(request.POST), deed)


@allowed(Right.READ)
@require_POST
def open_again(request: Visit, pk: int) -> HttpResponse:
    """Open a closed finding again. POST: 303 to it; 422 with the faults."""
    finding = finding_of(request, pk)

    def deed(told: dict[str, Any]) -> object:
        return reopen(finding=finding, on=request.today, by=request.actor, at=request.now, **told)

    return _done(request, finding, "reopen", ReopenForm(request.POST), deed)


@allowed(Right.READ)
def photo(request: Visit, pk: int, photo: int) -> HttpResponseBase:
    """Answer with a photo of a step, or a small one with ?size=thumb. GET only."""
    shown = found(photo_of_step(pk=photo, finding=finding_of(request, pk).pk))
    return evidence_file(request, evidence=shown.evidence, name=f"问题{pk}照片{photo}.jpg")
