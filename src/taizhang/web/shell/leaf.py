"""One page of a long list, cut without counting the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

SIZE = 50
COUNTED = 10_000
FURTHEST = 2_000
"""The last page that can be leafed to; further back one narrows the choice."""

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """Rows of one page. `total` counts up to ten thousand; `many` says that there are more."""

    rows: Sequence[T]
    number: int
    has_next: bool
    total: int
    many: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1


def page_asked(request: HttpRequest, *, digits: int) -> int:
    """Return the number of the page that the request's `page` names, of so many digits at most; else 1."""
    told = request.GET.get("page", "1")
    return max(int(told), 1) if told.isdecimal() and len(told) <= digits else 1


def leaf_of(request: HttpRequest, rows: QuerySet[M], *, size: int = SIZE) -> Leaf[M]:
    """Return the page that the request's `page` names; anything that is no page is the first."""
    number = min(page_asked(request, digits=5), FURTHEST)
    start = (number - 1) * size
    cut = list(rows[start : start + size + 1])
    bare: QuerySet[Any] = rows.order_by().values("pk")
    # A list that ends on its first page has told its length already.
    total = len(cut) if number == 1 and len(cut) <= size else bare[: COUNTED + 1].count()
    return Leaf(cut[:size], number, len(cut) > size, min(total, COUNTED), total > COUNTED)
