"""What holders of posts did in person, as boxes of the entry form: one row a post, one box an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.units.selectors import parent_on
from taizhang.ledgers.records.rules import ActSort, PostAct
from taizhang.web.access import Visit

PREFIX = "act_"
MOST = 24
"""Posts that are offered: those of one's own unit and of the one above it."""


@dataclass(frozen=True, slots=True)
class ActRow:
    """One post with a box for each act."""

    name: str
    boxes: tuple[forms.BoundField, ...]


def posts_offered(request: Visit) -> list[Post]:
    """Return the posts that a record of this person may tell acts of."""
    own = request.actor.unit
    if own is None:
        return []
    above = parent_on(unit=own, day=request.today)
    units = [own.pk, *([above.pk] if above else [])]
    return list(posts_of_units(units=units)[:MOST])


def act_fields(*, posts: Sequence[Post], standing: Iterable[PostAct]) -> dict[str, forms.BooleanField]:
    """Return a box for each post and act: of the posts offered, and of those that a record names already."""
    return {
        f"{PREFIX}{number}_{sort.value}": forms.BooleanField(required=False, label=f"{name}{sort.label}")
        for number, name in _named(posts, standing).items()
        for sort in ActSort
    }


def _named(posts: Sequence[Post], standing: Iterable[PostAct]) -> dict[int, str]:
    """Return the names of posts by id. What a record says of a post keeps the name it says."""
    return {post.pk: post.name for post in posts} | {act.post: act.name for act in standing}


def told_acts(
    *, told: Mapping[str, object], posts: Sequence[Post], standing: Iterable[PostAct]
) -> tuple[PostAct, ...]:
    """Return the acts whose boxes are ticked, in order."""
    return tuple(
        sorted(
            PostAct(number, sort, name)
            for number, name in _named(posts, standing).items()
            for sort in ActSort
            if told.get(f"{PREFIX}{number}_{sort.value}")
        )
    )


def act_rows(*, form: forms.Form, posts: Sequence[Post], standing: Iterable[PostAct]) -> Iterator[ActRow]:
    """Yield the boxes of a form, post by post."""
    for number, name in _named(posts, standing).items():
        yield ActRow(name, tuple(form[f"{PREFIX}{number}_{sort.value}"] for sort in ActSort))


def initial_acts(acts: Iterable[PostAct]) -> dict[str, bool]:
    """Return which boxes are ticked for these acts."""
    return {f"{PREFIX}{act.post}_{act.sort.value}": True for act in acts}
