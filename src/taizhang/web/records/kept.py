"""Choices of the list kept under a name."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import SavedView
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import refused, see_other
from taizhang.web.records.forms import ViewForm


@allowed(Right.READ)
@require_POST
def keep(request: Visit) -> HttpResponse:
    """Keep the choice of the list under a name. POST: 303 back to the list; 422 with the reason."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        return refused(request, form.reason())
    told = form.cleaned_data
    view = services.keep_view(person=request.actor, name=told["name"], query=told["query"])
    return see_other(_address(view))


@allowed(Right.READ)
@require_POST
def rename(request: Visit, number: int) -> HttpResponse:
    """Give one of one's own kept choices another name. POST: 303 to the list; 422 with the reason."""
    view = _own(request, number)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return refused(request, form.reason())
    return see_other(_address(services.rename_view(view=view, name=form.cleaned_data["name"])))


@allowed(Right.READ)
@require_POST
def drop(request: Visit, number: int) -> HttpResponse:
    """Forget one of one's own kept choices. POST: 303 to the list."""
    services.drop_view(view=_own(request, number))
    return see_other(reverse("records:list"))


def _own(request: Visit, number: int) -> SavedView:
    return found(SavedView.objects.filter(pk=number, person=request.actor).first())


def _address(view: SavedView) -> str:
    return f"{reverse('records:list')}?{view.query}"
