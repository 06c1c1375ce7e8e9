"""What the rows of a table name: units of the tree, posts of them and above, places that are registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import UnitNames
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import posts_named, type_by_code
from taizhang.ledgers.premises.selectors import written_values
from taizhang.ledgers.premises.services import chains_above
from taizhang.processes.import_places.cell_values import plain
from taizhang.processes.import_places.columns import OWN
from taizhang.processes.written_units import find_written

BATCH = 500


class Named:
    """Everything that a table names, each kind looked up at once, however many rows."""

    def __init__(
        self, *, units: Collection[str], numbers: Collection[str], names: UnitNames, today: dt.date
    ) -> None:
        self._units = {text: _unit(names, text, today) for text in units}
        ids = sorted({int(each) for each in numbers if each.isdecimal() and len(each) < 12})
        self.places: dict[int, Place] = {}
        for start in range(0, len(ids), BATCH):
            rows = Place.objects.filter(pk__in=ids[start : start + BATCH]).select_related(
                "unit", "post__unit"
            )
            self.places.update({place.pk: place for place in rows})
        living = {unit.pk for unit in self._units.values() if isinstance(unit, Unit)}
        living |= {place.unit_id for place in self.places.values()}
        self.chains = chains_above(units=living, on=today)
        posts = list(posts_of_units(units={each for chain in self.chains.values() for each in chain}))
        self.posts = {post.pk: post for post in posts}
        self._called = {unit: _called(posts, chain) for unit, chain in self.chains.items()}
        there = Place.objects.filter(unit_id__in=living, until__isnull=True)
        self.taken = {
            (unit, type, name): pk
            for pk, unit, type, name in there.values_list("pk", "unit_id", "type", "name")
        }
        self.post_names = {post.pk: post.name for post in posts} | _names_of(self.places.values())
        written = written_values(self.places.values())
        self._written = {
            pk: {f"{OWN}{label}": words for label, words in told} for pk, told in written.items()
        }

    def unit(self, text: str) -> Unit | Refused:
        """Return the unit that a cell names, or why there is none."""
        return self._units[text]

    def post(self, unit: int, text: str) -> Post | None:
        """Return the open post of the unit, or the nearest above it, that goes by that name."""
        return self._called[unit].get(plain(text))

    def written(self, place: Place, field: str) -> str:
        """Return what the column of a field says of a place where it is saved as a table."""
        if field == "post":
            return f"{place.post.name}（{place.post.unit.name}）"
        return self._written[place.pk].get(field, "")


def _unit(names: UnitNames, text: str, day: dt.date) -> Unit | Refused:
    try:
        return find_written(names=names, text=text, day=day)
    except Refused as refusal:
        return refusal


def _names_of(places: Collection[Place]) -> dict[int, str]:
    """Return the names of all posts that places name, also of those that were closed."""
    ids = {place.post_id for place in places}
    for place in places:
        ids |= posts_named(type=type_by_code(place.type), fields=place.fields)
    return dict(Post.objects.filter(pk__in=ids).values_list("pk", "name"))


def _called(posts: Collection[Post], chain: tuple[int, ...]) -> dict[str, Post]:
    """Return name -> post, the nearest unit's first; each also with its unit's name."""
    called: dict[str, Post] = {}
    theirs = [post for post in posts if post.unit_id in chain]
    for post in sorted(theirs, key=lambda post: chain.index(post.unit_id)):
        called.setdefault(plain(post.name), post)
        called.setdefault(plain(f"{post.name}({post.unit.name})"), post)
    return called
