"""The units that the cells of a task name, each in its role: lead, responsible, supporting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from taizhang.kernel.numerals import fold_width

Role = Literal["lead", "responsible", "supporting"]

_BETWEEN = re.compile(r"[、，,;；\n/]+")
_MARKED = re.compile(
    r"[(\[](?P<role>牵头|主责|主办|责任|承办|落实|配合|协办|协助|参与)(?:单位|部门|科室)?[)\]]"
)
_HEADED = re.compile(r"^(?P<role>牵头|主责|责任|配合|协办|协助|参与)(?:单位|部门|科室)?:")
_ROLES: dict[str, Role] = {
    "牵头": "lead", "主责": "lead", "主办": "lead", "责任": "responsible", "承办": "responsible", "落实": "responsible",
    "配合": "supporting", "协办": "supporting", "协助": "supporting", "参与": "supporting",
}  # fmt: skip


def role_of(text: str) -> Role | None:
    """Return the role that a cell of 承担方式 says, None for what is no role."""
    plain = re.sub(r"\s|单位$|部门$|科室$", "", fold_width(text))
    return _ROLES.get(plain)


@dataclass(slots=True)
class UnitsOfTask:
    """The units of one task, gathered cell by cell. `leads` has more than one where a table says so."""

    leads: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)

    def add(self, text: str, role: Role) -> None:
        """Add the units of a cell; a role in brackets behind a name or before a colon goes before `role`."""
        said = role
        for name in named_units(text):
            if head := _HEADED.match(name):
                said = _ROLES[head["role"]]
                name = name[head.end() :]
            mark = _MARKED.search(name)
            own = _ROLES[mark["role"]] if mark else said
            name = _MARKED.sub("", name)
            kept = {"lead": self.leads, "responsible": self.responsible, "supporting": self.supporting}[own]
            if name and name not in kept:
                kept.append(name)

    def first_leads(self) -> None:
        """Make the first responsible unit the lead where none is told."""
        if not self.leads and self.responsible:
            self.leads.append(self.responsible.pop(0))

    def doubled(self) -> list[str]:
        """Return the units that are named in two roles."""
        named: Iterable[str] = (*self.leads, *self.responsible, *self.supporting)
        seen: set[str] = set()
        return [name for name in named if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def posts_in(text: str) -> list[str]:
    """Return the posts that a cell names, each once: 书记、主任."""
    named = re.split(r"[、，,;；\s/]+", fold_width(text).rstrip("。."))
    return list(dict.fromkeys(name for name in named if name))


def named_units(text: str) -> list[str]:
    """Return the units that a cell names, one after another, without spaces."""
    plain = re.sub(r"[^\S\n]", "", fold_width(text)).rstrip("。.")
    return [name for name in _BETWEEN.split(plain) if name]
