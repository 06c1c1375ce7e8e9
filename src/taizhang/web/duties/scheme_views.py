"""Schemes: listed, begun, shown with their tasks, handed down, stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import ESCALATE_AFTER, SchemeState, Sort
from taizhang.ledgers.duties.selectors import (
    in_order_of_numbers,
    scheme_within,
    schemes_within,
    tasks_of,
    with_answering,
    with_task_counts,
)
from taizhang.ledgers.duties.services import create_scheme, issue_scheme, set_escalation, withdraw_scheme
from taizhang.reporting.duty_papers import paper_file, scheme_paper
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.previews import MEDIA_TYPES
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import saved, see_other
from taizhang.web.duties.forms import EscalationForm, IssueForm, ReasonForm, SchemeForm
from taizhang.web.duties.scheme_pages import STATE_SIGNS, task_lines
from taizhang.web.shell.deeds import was_done
from taizhang.web.shell.leaf import leaf_of


def scheme_of(request: Visit, pk: int) -> Scheme:
    """Return a scheme that this person may see; any other is not there."""
    return found(scheme_within(pk=pk, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def schemes(request: Visit) -> HttpResponse:
    """List the schemes issued by or handed down to the units in reach. GET only; ?year= narrows."""
    rows = with_task_counts(schemes_within(units=request.reach.units(Right.READ)))
    year = request.GET.get("year", "")
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    page = leaf_of(request, rows)
    told = {
        "page": page,
        "lines": [(one, STATE_SIGNS[one.state]) for one in page.rows],
        "year": year,
        "may_write": request.reach.holds(Right.WRITE),
    }
    return render(request, "duties/schemes.html", told)


@allowed(Right.WRITE)
def new_scheme(request: Visit) -> HttpResponse:
    """Begin a scheme. GET: the form. POST: 303 to the draft; 422 with the faults."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    form = SchemeForm(
        request.POST if request.method == "POST" else None,
        units=(units := writable_units(request)),
        initial={"year": request.today.year, "escalate_after": ESCALATE_AFTER},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(unit for unit in units if unit.pk == told["unit"])
        try:
            made = create_scheme(
                title=told["title"],
                year=told["year"],
                unit=unit,
                sort=Sort.DUTY,
                escalate_after=told["escalate_after"],
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("duties:scheme", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    return render(request, "duties/new_scheme.html", {"form": form}, status=422 if form.errors else 200)


@allowed(Right.READ)
def scheme(request: Visit, pk: int) -> HttpResponse:
    """Show a scheme, its tasks and versions, and what may be done to it. GET only."""
    return _page(request, scheme_of(request, pk))


@allowed(Right.READ)
def scheme_file(request: Visit, pk: int, form: str) -> HttpResponse:
    """Answer with the tasks of a scheme as an official paper, docx or pdf. GET only; 404 out of reach."""
    scheme = scheme_of(request, pk)
    if form not in MEDIA_TYPES:
        raise Http404
    paper = scheme_paper(scheme=scheme, on=request.today)
    content = paper_file(paper=paper, form=form, font_folders=font_folders())
    return saved(content, f"{paper.title}.{form}", MEDIA_TYPES[form])


def _page(
    request: Visit,
    scheme: Scheme,
    *,
    issue_form: forms.Form | None = None,
    stop_form: forms.Form | None = None,
    telling_form: forms.Form | None = None,
) -> HttpResponse:
    tasks = in_order_of_numbers(with_answering(tasks_of(scheme=scheme)))
    draft, issued = scheme.state == SchemeState.DRAFT.value, scheme.state == SchemeState.ISSUED.value
    may_review = request.reach.may(Right.REVIEW, scheme.unit_id)
    own = scheme.author_id == request.actor.pk
    told: dict[str, Any] = {
        "scheme": scheme,
        "sign": STATE_SIGNS[scheme.state],
        "lines": task_lines(tasks),
        "bare": sum(not task.basis for task in tasks),
        "versions": scheme.versions.select_related("by").order_by("-number"),
        "may_edit": draft and request.reach.may(Right.WRITE, scheme.unit_id),
        "may_issue": draft and may_review and not own and bool(tasks),
        "why_not_issue": _why_not_issue(draft, may_review, own, bool(tasks)),
        "may_amend": issued and may_review and not own,
        "may_stop": issued and may_review,
        "reportable": not draft and scheme.sort == Sort.DUTY.value,
        "issue_form": issue_form or IssueForm(initial={"issued_on": request.today}),
        "stop_form": stop_form or ReasonForm(),
        "issuing": issue_form is not None,
        "stopping": stop_form is not None,
        "may_set_telling": may_review and (draft or issued),
        "telling_form": telling_form or EscalationForm(initial={"escalate_after": scheme.escalate_after}),
        "telling": telling_form is not None,
    }
    faulty = issue_form or stop_form or telling_form
    return render(request, "duties/scheme.html", told, status=422 if faulty else 200)


def _why_not_issue(draft: bool, may_review: bool, own: bool, has_tasks: bool) -> str:
    if not draft:
        return ""
    if not has_tasks:
        return "先添加任务，才能下发。"
    if own:
        return "您是编写人，要由另一位有审核权限的人下发。"
    return "" if may_review else "下发要有审核权限。"


@allowed(Right.REVIEW)
@require_POST
def issue(request: Visit, pk: int) -> HttpResponse:
    """Hand a scheme down to its units. POST: 303 to the scheme; 422 with why not."""
    scheme = scheme_of(request, pk)
    request.reach.check(Right.REVIEW, scheme.unit_id)
    if scheme.state == SchemeState.ISSUED.value:
        # Sent twice: the second sending is led to what the first one did.
        return see_other(reverse("duties:scheme", args=[pk]))
    form = IssueForm(request.POST)

    def deed(told: dict[str, Any]) -> object:
        return issue_scheme(scheme=scheme, by=request.actor, at=request.now, **told)

    return _done(request, scheme, "issue_form", form, deed)


@allowed(Right.REVIEW)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Stop a scheme from today on. POST: 303 to the scheme; 422 with why not."""
    scheme = scheme_of(request, pk)
    request.reach.check(Right.REVIEW, scheme.unit_id)

    def deed(told: dict[str, Any]) -> object:
        return withdraw_scheme(scheme=scheme, on=request.today, by=request.actor, at=request.now, **told)

    return _done(request, scheme, "stop_form", ReasonForm(request.POST), deed)


@allowed(Right.REVIEW)
@require_POST
def telling(request: Visit, pk: int) -> HttpResponse:
    """Say after how many worked days the unit above is told. POST: 303 to the scheme; 422 with why not."""
    scheme = scheme_of(request, pk)
    request.reach.check(Right.REVIEW, scheme.unit_id)

    def deed(told: dict[str, Any]) -> object:
        return set_escalation(scheme=scheme, after=told["escalate_after"], by=request.actor, at=request.now)

    return _done(request, scheme, "telling_form", EscalationForm(request.POST), deed)


def _done(
    request: Visit, scheme: Scheme, name: str, form: forms.Form, deed: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Do it and lead to the scheme, or show the form again where it stood on the page, under `name`."""
    if was_done(form, deed):
        return see_other(reverse("duties:scheme", args=[scheme.pk]))
    return _page(request, scheme, **{name: form})
