"""The list of records, one record, the review queue, kept views."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record, SavedView
from taizhang.ledgers.records.rules import LABELS, kind_by_code
from taizhang.ledgers.records.selectors import Choice, listed, people_of, record_within, waiting_for
from taizhang.ledgers.records.services import drop_view as forget_view
from taizhang.ledgers.records.services import keep_view as remember_view
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import refused, see_other
from taizhang.web.records import pages
from taizhang.web.records.forms import ChoiceForm, ReasonForm, ViewForm
from taizhang.web.shell.leaf import leaf_of

UNITS_OFFERED = 400
"""How many units the filter offers by name; an office with more searches by words."""


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """Show the records of a choice. GET only; the query string is the choice, so it can be kept and sent."""
    reachable = request.reach.units(Right.READ)
    offered = list(Unit.objects.filter(pk__in=reachable).order_by("code", "name")[:UNITS_OFFERED])
    form = ChoiceForm(request.GET, units=offered, today=request.today)
    choice = form.choice(author=request.actor.pk)
    leaf = leaf_of(request, listed(units=_chosen_units(request, form, reachable), choice=choice))
    told = {
        "form": form,
        "leaf": leaf,
        "rows": [pages.row(record, person=request.actor, reach=request.reach) for record in leaf.rows],
        "views": SavedView.objects.filter(person=request.actor).order_by("name"),
        "query": request.GET.urlencode(),
        "narrowed": choice != Choice() or bool(form.cleaned_data.get("unit")),
    }
    return render(request, "records/list.html", told)


def _chosen_units(request: Visit, form: ChoiceForm, reachable: frozenset[int]) -> frozenset[int]:
    chosen = form.cleaned_data.get("unit")
    if chosen is None or chosen not in reachable:
        return reachable
    spans = stock_scope(unit=Unit.objects.get(pk=chosen), day=request.today).spans
    return reachable & {chosen, *(span.unit for span in spans)}


def record_of(request: Visit, number: str) -> Record:
    """Return the record that the address names, where this person may see it; else 404."""
    return found(record_within(number=number, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def detail(request: Visit, number: str) -> HttpResponse:
    """Show one record with its files, revisions, acts, and what may be done with it."""
    return show(request, record_of(request, number))


def show(
    request: Visit, record: Record, *, refusal: str = "", form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    """Answer with the page of one record, and with why an act was refused."""
    files = pages.files_of(record)
    kind = kind_by_code(record.kind)
    told = {
        "record": record,
        "kind": kind,
        "people": people_of(record),
        "extra": [
            (field.label, record.fields[field.code]) for field in kind.fields if record.fields.get(field.code)
        ],
        "original": [(LABELS.get(name, name), text) for name, text in record.original.items()],
        "files": files,
        "sign": pages.SIGNS[record.state],
        "deeds": pages.deeds(record, files=len(files), person=request.actor, reach=request.reach),
        "tellings": pages.tellings(record),
        "history": pages.history(record),
        "seen": pages.seen(record),
        "refusal": refusal,
        "reason_form": form or ReasonForm(),
        "may_edit": record.author_id == request.actor.pk and record.state in ("DRAFT", "RETURNED"),
    }
    return render(request, "records/detail.html", told, status=status)


@allowed(Right.REVIEW)
def review(request: Visit) -> HttpResponse:
    """Show what waits for this person's review."""
    leaf = leaf_of(request, waiting_for(person=request.actor, units=request.reach.units(Right.REVIEW)))
    rows = [pages.row(record, person=request.actor, reach=request.reach) for record in leaf.rows]
    return render(request, "records/review.html", {"leaf": leaf, "rows": rows})


@allowed(Right.READ)
@require_POST
def keep_view(request: Visit) -> HttpResponse:
    """Keep the choice of the list under a name. POST: 303 back to the list."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        return refused(request, str(next(iter(form.errors.values()))[0]))
    try:
        remember_view(person=request.actor, name=form.cleaned_data["name"], query=form.cleaned_data["query"])
    except Refused as refusal:
        return refused(request, str(refusal))
    return see_other(f"{reverse('records:list')}?{form.cleaned_data['query']}")


@allowed(Right.READ)
@require_POST
def drop_view(request: Visit, number: int) -> HttpResponse:
    """Forget one of one's own kept choices. POST: 303 to the list."""
    forget_view(view=found(SavedView.objects.filter(pk=number, person=request.actor).first()))
    return see_other(reverse("records:list"))
