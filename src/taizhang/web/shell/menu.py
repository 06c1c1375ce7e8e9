"""The menu: only what stands, and only what this person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import get_script_prefix, reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: str
    icon: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of the menu under one heading."""

    heading: str
    entries: tuple[Entry, ...]


_PLAN = (
    (
        "日常",
        (
            ("首页", "home", "home:home", Right.READ),
            ("台账记录", "records", "records:list", Right.READ),
            ("待我审核", "review", "records:review", Right.REVIEW),
            ("责任方案", "duties", "duties:schemes", Right.READ),
            ("阵地", "place", "premises:list", Right.READ),
            ("Excel 导入", "excel", "imports:list", Right.WRITE),
            ("待上传", "send", "entry:outbox", Right.WRITE),
            ("我的责任", "clock", "owed:mine", Right.READ),
            ("日历", "calendar", "home:calendar", Right.READ),
        ),
    ),
    (
        "报送",
        (
            ("信息发布", "publish", "publications:list", Right.READ),
            ("工作报告", "report", "reports:list", Right.READ),
            ("汇总图表", "figures", "figures:list", Right.READ),
        ),
    ),
    (
        "管理",
        (
            ("单位", "units", "units:tree", Right.READ),
            ("岗位与人员", "people", "people:list", Right.MANAGE),
        ),
    ),
)
"""Heading -> label, icon, name of the address, right that opens it."""
_BENEATH = {
    "duties:schemes": ("duties/",),
    "owed:mine": ("duties/posts/", "duties/occurrences/", "duties/calendar/"),
}
"""Name of the address -> where else its entry is the current one: pages that no entry leads to itself."""


def menu(*, reach: Reach, path: str) -> tuple[Section, ...]:
    """Return the menu for somebody with that reach who stands on the page `path`."""
    addresses = {name: reverse(name) for _, entries in _PLAN for _, _, name, _ in entries}
    lit = [(address, name) for name, address in addresses.items()]
    lit += [(get_script_prefix() + part, name) for name, parts in _BENEATH.items() for part in parts]
    standing_on = [(len(address), name) for address, name in lit if _under(path, address)]
    _, current = max(standing_on, default=(0, ""))
    sections = []
    for heading, entries in _PLAN:
        open_to = tuple(
            Entry(label, icon, addresses[name], name == current)
            for label, icon, name, right in entries
            if reach.holds(right)
        )
        if open_to:
            sections.append(Section(heading, open_to))
    return tuple(sections)


def _under(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
