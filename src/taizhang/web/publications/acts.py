"""Acts on one item: send to review, pass, return, tell what went out, withdraw, hand over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.services import keep_upload
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import Code, State
from taizhang.ledgers.publication.selectors import content_of
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.publications.forms import ReasonForm, SubmitForm
from taizhang.web.publications.showing import hand_over_form, item_of, item_page, publish_form


@allowed(Right.WRITE)
@require_POST
def submit(request: Visit, pk: int) -> HttpResponse:
    """Send an item that one has in hand to review. POST: 303 to the item; 422 with why not."""
    item = item_of(request, pk)
    request.reach.check(Right.WRITE, item.unit_id)
    form = SubmitForm(request.POST, auto_id="submit_%s")
    deed = partial(services.submit_item, item=item, on=request.today)
    return _do(request, item, "submit", form, deed)


@allowed(Right.READ)
@require_POST
def let_pass(request: Visit, pk: int) -> HttpResponse:
    """Pass the stage whose turn it is. POST: 303 to the item; 422 with why not, also where it changed meanwhile."""
    item = item_of(request, pk)
    form = forms.Form(request.POST)
    return _decide(request, item, "pass", form, services.pass_stage)


@allowed(Right.READ)
@require_POST
def send_back(request: Visit, pk: int) -> HttpResponse:
    """Return the item from the stage whose turn it is, with a reason. POST: 303 to the item; 422 with why not."""
    item = item_of(request, pk)
    form = ReasonForm(request.POST, auto_id="return_%s")
    return _decide(request, item, "return", form, services.return_item)


@allowed(Right.WRITE)
@require_POST
def publish(request: Visit, pk: int) -> HttpResponse:
    """Tell that the item went out, or was corrected. POST: 303 to the item; 422 with why not."""
    item = item_of(request, pk)
    request.reach.check(Right.WRITE, item.unit_id)
    correcting = item.releases.exists() and item.state != State.PUBLISHED.value
    form = publish_form(item, content_of(item), correcting, request.POST, request.FILES)

    def deed(**told: object) -> object:
        photo = told.pop("photo")
        kept = None
        if photo is not None:
            kept = keep_upload(content=photo.read(), name=photo.name or "", at=request.now)  # type: ignore[attr-defined]
        told.setdefault("reason", "")
        return services.publish_item(item=item, today=request.today, photo=kept, **told)  # type: ignore[arg-type]

    return _do(request, item, "publish", form, deed)


@allowed(Right.WRITE)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Tell that what went out was taken off the channels. POST: 303 to the item; 422 with why not."""
    item = item_of(request, pk)
    request.reach.check(Right.WRITE, item.unit_id)
    form = ReasonForm(request.POST, auto_id="withdraw_%s")
    return _do(request, item, "withdraw", form, partial(services.withdraw_item, item=item, on=request.today))


@allowed(Right.READ)
@require_POST
def hand_over(request: Visit, pk: int) -> HttpResponse:
    """Let somebody else go on with the item. POST: 303 to the item; 422 with why not."""
    item = item_of(request, pk)
    form = hand_over_form(request, item, request.POST)

    def deed(*, to: int, **told: object) -> object:
        return services.hand_over_item(item=item, to=Person.objects.get(pk=to), on=request.today, **told)  # type: ignore[arg-type]

    return _do(request, item, "hand_over", form, deed)


def _decide(
    request: Visit, item: Item, name: str, form: forms.Form, service: Callable[..., object]
) -> HttpResponse:
    code, seen = request.POST.get("code", ""), request.POST.get("seen", "")
    if code not in set(Code):
        return item_page(request, item, refusal="没有这个环节，请刷新页面再办。", status=422)
    return _do(
        request, item, name, form, partial(service, item=item, code=Code(code), digest=seen, on=request.today)
    )


def _do(request: Visit, item: Item, name: str, form: forms.Form, deed: Callable[..., object]) -> HttpResponse:
    """Do it and lead to the item, or show the form again where it stood on the page, under `name`."""
    if not form.is_valid():
        return item_page(request, item, status=422, faulty={name: form})
    try:
        with transaction.atomic():
            deed(**form.cleaned_data, by=request.actor, at=request.now)
    except Refused as refusal:
        item.refresh_from_db()
        return item_page(request, item, refusal=str(refusal), status=422, faulty={name: form})
    return see_other(reverse("publications:item", args=[item.pk]))
