"""What a person may do, told by the roles of the posts they hold. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from taizhang.kernel.refusal import Refused


class UnknownRole(Refused):
    """A post has no role, or one that does not exist."""


class Right(enum.StrEnum):
    """One sort of act, within the subtree of a post's unit."""

    READ = "READ"
    WRITE = "WRITE"
    REVIEW = "REVIEW"
    REPORT = "REPORT"
    SIGN = "SIGN"
    MANAGE = "MANAGE"

    @property
    def label(self) -> str:
        return _RIGHT_LABELS[self]


_RIGHT_LABELS = {
    Right.READ: "查看",
    Right.WRITE: "填报记录",
    Right.REVIEW: "审核记录",
    Right.REPORT: "编写报告",
    Right.SIGN: "签发报告",
    Right.MANAGE: "管理单位和人员",
}


class Role(enum.StrEnum):
    """What a post is there for."""

    CLERK = "CLERK"
    REVIEWER = "REVIEWER"
    LEADER = "LEADER"
    VIEWER = "VIEWER"
    MANAGER = "MANAGER"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.CLERK: "填报",
    Role.REVIEWER: "审核",
    Role.LEADER: "签发",
    Role.VIEWER: "查看",
    Role.MANAGER: "管理",
}

_RIGHTS = {
    Role.CLERK: frozenset({Right.READ, Right.WRITE, Right.REPORT}),
    Role.REVIEWER: frozenset({Right.READ, Right.WRITE, Right.REVIEW}),
    Role.LEADER: frozenset({Right.READ, Right.REVIEW, Right.SIGN}),
    Role.VIEWER: frozenset({Right.READ}),
    Role.MANAGER: frozenset({Right.READ, Right.MANAGE}),
}


def rights_of(*, roles: Iterable[str]) -> frozenset[Right]:
    """Return every right that these roles give together."""
    return frozenset(right for role in roles for right in _RIGHTS[Role(role)])


def check_roles(*, roles: Iterable[str]) -> list[str]:
    """Return the roles, each once, in the order of the list of roles.

    Raises:  UnknownRole when there is none, or one that does not exist.
    """
    wanted = set(roles)
    if not wanted:
        raise UnknownRole("请至少选一项职责（填报、审核、签发、查看或管理）。")
    unknown = wanted - {role.value for role in Role}
    if unknown:
        raise UnknownRole(f"没有“{sorted(unknown)[0]}”这项职责。")
    return [role.value for role in Role if role.value in wanted]
