"""Loading rule packs: the product's own in rules/, and those that an office adds."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from taizhang.rollups.plan import Rule
from taizhang.rollups.rule_reading import is_ratio, read_rule
from taizhang.rollups.rulebook import RuleBook
from taizhang.rollups.yaml_text import RawRule, RulePackRefused, raw_rules


def load_rules(*packs: Path) -> RuleBook:
    """Return the product's own rules together with those of further packs.

    Raises:  RulePackRefused.
    """
    own = [each for each in (files("taizhang.rollups") / "rules").iterdir() if each.name.endswith(".yaml")]
    texts = [(each.name, each.read_text("utf-8")) for each in sorted(own, key=lambda each: each.name)]
    for pack in packs:
        try:
            texts.append((pack.name, pack.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise RulePackRefused(
                f"读不出口径文件 {pack.name}：请确认文件存在，并以 UTF-8 编码保存。"
            ) from error
    return read_rules([raw for name, text in texts for raw in raw_rules(text, file=name)])


def read_rules(raws: Sequence[RawRule]) -> RuleBook:
    """Return the book of the written rules. A ratio may name simple rules of any pack.

    Raises:  RulePackRefused.
    """
    parts = _Parts()
    rules: dict[int, Rule] = {}
    for index in sorted(range(len(raws)), key=lambda index: is_ratio(raws[index])):
        rule = read_rule(raws[index], part=parts.find)
        _check_beside(raws[index], rule, list(rules.values()))
        rules[index] = rule
        parts.add(rule, ratio=is_ratio(raws[index]))
    return RuleBook([rules[index] for index in range(len(raws))])


class _Parts:
    """The rules read so far, by "code" and by "code@version", for ratios to name."""

    def __init__(self) -> None:
        self._simple: dict[str, list[Rule]] = {}
        self._ratios: set[str] = set()

    def add(self, rule: Rule, *, ratio: bool) -> None:
        if ratio:
            self._ratios.add(rule.code)
            return
        for name in (rule.code, f"{rule.code}@{rule.version}"):
            self._simple.setdefault(name, []).append(rule)

    def find(self, raw: RawRule, name: str) -> Rule:
        found = self._simple.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            versions = "、".join(f"{rule.code}@{rule.version}" for rule in found)
            raise raw.refused(f"口径 {name} 有几个版本，请写明用哪一个：{versions}。")
        if name in self._ratios:
            raise raw.refused(f"{name} 本身是比率，不能再作分子或分母。")
        near = difflib.get_close_matches(name, self._simple, n=1)
        raise raw.refused(f"没有可作分子、分母的口径“{name}”" + (f"，是否想写 {near[0]}？" if near else "。"))


def _check_beside(raw: RawRule, rule: Rule, others: Sequence[Rule]) -> None:
    """Refuse a rule that another one contradicts."""
    for other in others:
        if other.code != rule.code:
            if other.label == rule.label:
                raise raw.refused(f"名称“{rule.label}”已被口径 {other.code} 使用，请换一个名称。")
        elif other.version == rule.version:
            raise raw.refused(f"第{rule.version}版写了两次，请改正 version。")
        elif _overlap(rule, other):
            raise raw.refused(
                f"第{rule.version}版与第{other.version}版同时有效，请用 valid_from、valid_until 分开。"
            )


def _overlap(one: Rule, other: Rule) -> bool:
    start = max(one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    return start < min(one.valid_until or dt.date.max, other.valid_until or dt.date.max)
