"""The list of records, and one record."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.period import SAID
from taizhang.ledgers.records.models import Record, SavedView
from taizhang.ledgers.records.rules import LABELS, kind_by_code
from taizhang.ledgers.records.selectors import Choice, listed, record_within, told_content
from taizhang.web.access import Visit, allowed, found
from taizhang.web.records import pages
from taizhang.web.records.forms import ChoiceForm
from taizhang.web.records.queue import queue_of
from taizhang.web.shell.leaf import leaf_of

UNITS_OFFERED = 400
"""How many units the filter offers by name; an office with more searches by words."""


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """Show the records of a choice. GET only; the query string is the choice, so it can be kept and sent."""
    form, choice, units = choice_of(request)
    leaf = leaf_of(request, listed(units=units, choice=choice))
    kept = request.GET.copy()
    kept.pop("page", None)
    rows = [
        pages.row(record, person=request.actor, reach=request.reach, words=choice.words)
        for record in leaf.rows
    ]
    told = {
        "form": form,
        "leaf": leaf,
        "rows": rows,
        "may_submit": any(row.may_submit for row in rows),
        "may_accept": any(row.may_accept for row in rows),
        "views": SavedView.objects.filter(person=request.actor).order_by("name"),
        "query": kept.urlencode(),
        "periods": SAID,
        "narrowed": choice != Choice() or bool(form.cleaned_data.get("unit")),
    }
    return render(request, "records/list.html", told)


def choice_of(request: Visit) -> tuple[ChoiceForm, Choice, frozenset[int]]:
    """Return the form of the list, the choice that the address tells, and the units it is made in."""
    reachable = request.reach.units(Right.READ)
    offered = list(Unit.objects.filter(pk__in=reachable).order_by("code", "name")[:UNITS_OFFERED])
    form = ChoiceForm(request.GET, units=offered, today=request.today)
    choice = form.choice(author=request.actor.pk)
    chosen = form.cleaned_data.get("unit")
    if chosen is None or chosen not in reachable:
        return form, choice, reachable
    spans = stock_scope(unit=Unit.objects.get(pk=chosen), day=request.today).spans
    return form, choice, reachable & {chosen, *(span.unit for span in spans)}


def record_of(request: Visit, number: str) -> Record:
    """Return the record that the address names, where this person may see it; else 404."""
    return found(record_within(number=number, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def detail(request: Visit, number: str) -> HttpResponse:
    """Show one record with its files, revisions, acts, where it counts, and what may be done with it.

    GET only.
    """
    return show(request, record_of(request, number))


def show(
    request: Visit, record: Record, *, refusal: str = "", reason: str = "", status: int = 200
) -> HttpResponse:
    """Answer with the page of one record; with why an act was refused, and the reason typed for it."""
    reach, kind = request.reach, kind_by_code(record.kind)
    files = list(record.evidence.select_related("evidence").order_by("id"))
    revisions = list(record.revisions.select_related("author", "decided_by").order_by("number"))
    correction = pages.proposed(record, revisions)
    told = {
        "record": record,
        "kind": kind,
        "acts": told_content(record).acts,
        "extra": [
            (field.label, record.fields[field.code]) for field in kind.fields if record.fields.get(field.code)
        ],
        "original": [(LABELS.get(name, name), text) for name, text in record.original.items()],
        "files": files,
        "sign": pages.SIGNS[record.state],
        "deeds": pages.deeds(
            record, correction=correction, files=len(files), person=request.actor, reach=reach
        ),
        "correction": correction,
        "tellings": pages.tellings(revisions),
        "history": pages.history(record),
        "counted": pages.counted(
            record,
            drafts_of=reach.units(Right.REPORT) | reach.units(Right.SIGN),
            units=reach.units(Right.READ),
        ),
        "serving": pages.serving(record, reach=reach, on=request.today),
        "seen": pages.seen(record, correction),
        "refusal": refusal,
        "reason": reason,
        "queue": queue_of(request, record),
        "may_edit": record.author_id == request.actor.pk and record.state in ("DRAFT", "RETURNED"),
    }
    return render(request, "records/detail.html", told, status=status)
