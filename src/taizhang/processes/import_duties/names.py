"""The units and posts that a breakdown table names: one by one, or all communities at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import people_of_units, posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import UnitNames, UnknownUnit, bodies_of_offices, tree_on, unit_names
from taizhang.kernel.numerals import fold_width
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.rules import stands_for
from taizhang.processes.written_units import find_written

_ALL = re.compile(r"(?:各|全体|所有)(?P<what>.+)")
_EVERYBODY = (
    "单位",
    "部门",
    "科室",
    "有关单位",
    "相关单位",
    "成员单位",
    "责任单位",
    "有关部门",
    "相关部门",
    "站所",
    "办公室",
)
_BOTH = ("村(社区)", "社区(村)", "村社区", "社区村", "村居", "村(居)", "村、社区")
_ENDINGS = {"社区": ("社区", "居委会", "居民委员会"), "村": ("村", "村委会", "村民委员会")}


class NotInTheTree(Refused):
    """A word for several units names none, or one that nobody can tell; a post is not there."""


@dataclass(slots=True)
class TableNames:
    """Finds the units below `root` and their posts as they are on `day`.

    `people` are names of people, `bodies` office -> the unit it is part of, `unknown` the names that
    were asked for and are not in the tree, in their order.
    """

    root: Unit
    day: dt.date
    names: UnitNames
    posts: dict[str, list[Post]]
    people: frozenset[str]
    bodies: Mapping[int, int]
    unknown: dict[str, None] = field(default_factory=dict)
    _known: dict[str, tuple[Unit, ...]] = field(default_factory=dict)

    @classmethod
    def below(cls, *, root: Unit, day: dt.date) -> TableNames:
        """Return the names of a unit and all below it."""
        units = [node.id for node in tree_on(day=day, root=root)]
        posts: dict[str, list[Post]] = {}
        for post in posts_of_units(units=units):
            posts.setdefault(_plain(post.name), []).append(post)
        people = frozenset(_plain(person.name) for person in people_of_units(units=units))
        bodies = bodies_of_offices(units=units, day=day)
        return cls(root, day, unit_names(root=root), posts, people, bodies)

    def units(self, text: str) -> tuple[Unit, ...]:
        """Return the unit of that name; all that 各社区 or 各村（社区） means, in the tree's order.

        Raises:  NotInTheTree; UnknownUnit, AmbiguousUnit, UnitNotThen.
        """
        found = self._known.get(text)
        if found is None:
            group = _ALL.fullmatch(_plain(text))
            found = self._group(text, group["what"]) if group else (self._one(text),)
            self._known[text] = found
        return found

    def posts_called(self, text: str) -> list[Post]:
        """Return the posts of that name, one in each unit that has it; of 望河社区书记 the one.

        Raises:  NotInTheTree.
        """
        name = _plain(text)
        found = self.posts.get(name) or [
            post
            for called, posts in self.posts.items()
            for post in posts
            if name.endswith(called) and name == _plain(post.unit.name) + called
        ]
        if found:
            return found
        if name in self.people:
            raise NotInTheTree(f"“{text}”是姓名；责任落在岗位上，换人不换岗，请写岗位。")
        raise NotInTheTree(
            f"没有岗位“{text}”；责任落在岗位上，不写姓名，请写岗位；单位里还没有这个岗位的，先在“单位与人员”里设岗。"
        )

    def stand_for(self, post: Post, units: Mapping[int, str]) -> list[int]:
        """Return those of the units, ids with their names, for which a post can stand."""
        return stands_for(name=post.name, unit=post.unit_id, units=units, bodies=self.bodies)

    def _one(self, text: str) -> Unit:
        return find_written(names=self.names, text=text, day=self.day)

    def _group(self, text: str, what: str) -> tuple[Unit, ...]:
        if what in _EVERYBODY:
            raise NotInTheTree(
                f"“{text}”没有写明是哪些单位，请写出单位名称，或写“各社区”“各村”“各村（社区）”“各内设机构”。"
            )
        tree = tree_on(day=self.day, root=self.root)
        if what == Level.OFFICE.label:
            return self._named_so(text, [node.id for node in tree if node.id in self.bodies])
        endings = (
            tuple(end for ends in _ENDINGS.values() for end in ends)
            if what in _BOTH
            else _ENDINGS.get(what, ())
        )
        nodes = [node for node in tree if node.level == Level.VILLAGE.value]
        return self._named_so(
            text, [node.id for node in nodes if node.name.endswith(endings)] if endings else []
        )

    def _named_so(self, text: str, found: list[int]) -> tuple[Unit, ...]:
        if not found:
            raise NotInTheTree(f"{self.root.name}下面没有“{text}”所指的单位，请写出单位名称。")
        units = Unit.objects.in_bulk(found)
        return tuple(units[each] for each in found)


def fault_of_unit(names: TableNames, text: str) -> str:
    """Return why a unit cannot be taken, "" where it can; a name that the tree does not know is noted."""
    try:
        names.units(text)
    except UnknownUnit as refusal:
        names.unknown[text] = None
        return str(refusal)
    except Refused as refusal:
        return str(refusal)
    return ""


def fault_of_post(names: TableNames, text: str) -> str:
    """Return why a post cannot be taken, "" where it can."""
    try:
        names.posts_called(text)
    except Refused as refusal:
        return str(refusal)
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold_width(text))
