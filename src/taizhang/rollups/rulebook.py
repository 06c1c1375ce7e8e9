"""The book of counting rules: every rule in every version, found by code or by label."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Sequence

from taizhang.kernel.refusal import Refused
from taizhang.rollups.plan import Rule


class UnknownRule(Refused):
    """No rule has this name, or none of its versions is in force on that day."""


class RuleBook:
    """Rules in the order of their packs. Codes and versions are unique, and labels too."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._versions: dict[str, list[Rule]] = {}
        for rule in rules:
            self._versions.setdefault(rule.code, []).append(rule)
        for versions in self._versions.values():
            versions.sort(key=lambda rule: rule.version)
        self._codes = {rule.label: rule.code for rule in rules}

    def rules(self) -> tuple[Rule, ...]:
        """Return the newest version of every rule, in the order of the packs."""
        return tuple(versions[-1] for versions in self._versions.values())

    def versions(self, code: str) -> tuple[Rule, ...]:
        """Return every version of a rule, the oldest first.

        Raises:  UnknownRule, proposing names that are near.
        """
        found = self._versions.get(code) or self._versions.get(self._codes.get(code, ""))
        if found is None:
            raise UnknownRule(f"没有口径“{code[:60]}”。{self._near(code)}")
        return tuple(found)

    def rule(self, *, code: str, on: dt.date | None = None, version: int | None = None) -> Rule:
        """Return the rule of that code or label: that version, or the one in force on that day.

        With neither it is the newest version. For a period, `on` is its last day.
        Raises:  UnknownRule.
        """
        versions = self.versions(code)
        fitting = [
            rule
            for rule in versions
            if (version is None or rule.version == version) and (on is None or rule.valid_on(on))
        ]
        if fitting:
            return fitting[-1]
        told = "；".join(_validity(rule) for rule in versions)
        if version is not None:
            raise UnknownRule(f"口径 {versions[0].code} 没有可用的第{version}版。现有：{told}。")
        raise UnknownRule(
            f"口径 {versions[0].code}（{versions[0].label}）在{on}没有有效的版本。现有：{told}。"
        )

    def unknown_kinds(self, *, book: str, known: Collection[str]) -> list[tuple[Rule, str]]:
        """Return each rule of a book with a kind that the book does not know: it would count nothing."""
        return [
            (rule, kind)
            for versions in self._versions.values()
            for rule in versions
            for kind in rule.where.kinds
            if rule.book == book and kind not in known
        ]

    def _near(self, name: str) -> str:
        names = [*self._versions, *self._codes]
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
        near += [label for label in self._codes if name and name in label and label not in near]
        told = [
            f"{each}（{self.versions(each)[-1].label}）" if each in self._versions else each for each in near
        ]
        return f"是否想用：{'、'.join(told[:3])}？" if told else "请用 figures list 查看全部口径。"


def _validity(rule: Rule) -> str:
    start = f"自{rule.valid_from}起" if rule.valid_from else ""
    until = f"至{rule.valid_until - dt.timedelta(days=1)}止" if rule.valid_until else ""
    return f"第{rule.version}版{start}{until or ('' if start else '一直有效')}"
