"""Keep a choice of records under a name."""

from __future__ import annotations

from taizhang.foundation.accounts.models import Person
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import SavedView

MOST = 20


class TooManyViews(Refused):
    """A person keeps more views than they can oversee."""


class ViewNameTaken(Refused):
    """The person keeps another choice under that name."""


def keep_view(*, person: Person, name: str, query: str) -> SavedView:
    """Keep a choice under a name, in place of an earlier one of that name, and return it.

    Raises:  TooManyViews.
    """
    others = SavedView.objects.filter(person=person).exclude(name=name)
    if others.count() >= MOST:
        raise TooManyViews(f"至多保存 {MOST} 个视图，请先删去不用的。")
    view, _ = SavedView.objects.update_or_create(person=person, name=name, defaults={"query": query})
    return view


def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Give a kept choice another name and return it.

    Raises:  ViewNameTaken.
    """
    if SavedView.objects.filter(person=view.person_id, name=name).exclude(pk=view.pk).exists():
        raise ViewNameTaken(f"您已有一个叫“{name}”的视图，请换个名称。")
    view.name = name
    view.save(update_fields=["name"])
    return view


def drop_view(*, view: SavedView) -> None:
    """Forget a kept choice."""
    view.delete()
