"""Which units a person reaches with which right, by the posts held on a day."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.accounts.selectors.posts import tenures_of
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.refusal import Refused


class OutOfReach(Refused):
    """The person holds no post that would let them do this for this unit."""


class Reach:
    """What one person may do on one day. Asks the database once for the posts, once per post's subtree.

    The subtree of a post's unit is that of the day, with the closed units that were merged into it:
    what a merged village recorded stays with those who carry on its work. With `post` it is what
    that post alone gives.
    """

    def __init__(self, *, person: Person, on: dt.date, post: Post | None = None) -> None:
        self.person = person
        self.on = on
        self._post = post
        self._held: tuple[Post, ...] | None = None
        self._rights: dict[Unit, frozenset[Right]] | None = None
        self._below: dict[int, frozenset[int]] = {}

    def posts(self) -> tuple[Post, ...]:
        """Return the posts that give this reach, the first taken up first."""
        if self._held is None:
            held = (tenure.post for tenure in tenures_of(person=self.person, on=self.on))
            self._held = tuple(post for post in held if self._post is None or post.pk == self._post.pk)
        return self._held

    def holds(self, right: Right) -> bool:
        """Return whether the person has that right anywhere."""
        return any(right in rights for rights in self._by_unit().values())

    def roots(self, right: Right) -> tuple[Unit, ...]:
        """Return the units of the posts that give the right, in the order they were taken up."""
        return tuple(unit for unit, rights in self._by_unit().items() if right in rights)

    def units(self, right: Right) -> frozenset[int]:
        """Return the ids of all units for which the person has the right."""
        return frozenset().union(*(self._subtree(unit) for unit in self.roots(right)))

    def may(self, right: Right, unit: int) -> bool:
        """Return whether the person has the right for that unit."""
        return any(unit in self._subtree(root) for root in self.roots(right))

    def check(self, right: Right, unit: int) -> None:
        """Refuse what the person may not do for that unit.

        Raises:  OutOfReach.
        """
        if not self.may(right, unit):
            raise OutOfReach(f"您的岗位没有在这个单位“{right.label}”的权限，请联系管理员。")

    def _by_unit(self) -> dict[Unit, frozenset[Right]]:
        if self._rights is None:
            self._rights = {}
            for post in self.posts():
                rights = rights_of(roles=post.roles)
                self._rights[post.unit] = self._rights.get(post.unit, frozenset()) | rights
        return self._rights

    def _subtree(self, unit: Unit) -> frozenset[int]:
        if unit.pk not in self._below:
            spans = stock_scope(unit=unit, day=self.on).spans
            self._below[unit.pk] = frozenset({unit.pk, *(span.unit for span in spans)})
        return self._below[unit.pk]


def reach_of(*, person: Person, on: dt.date, post: Post | None = None) -> Reach:
    """Return what a person may do on a day, by all posts they hold, or by one."""
    return Reach(person=person, on=on, post=post)
