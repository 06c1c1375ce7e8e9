"""Narrowing a counting rule to the lines that bear certain tags: one task of a scheme, one scheme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.refusal import Refused
from taizhang.kernel.scope import Scope
from taizhang.rollups.engines.base import Engine, Result, SourceKey
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.plan import Ratio, Rule

NARROWS: Final[Mapping[str, str]] = MappingProxyType({"scheme:": "duties", "task:": "duties"})
"""What tags a rule may be narrowed to: how the tag begins -> the book whose lines bear it."""


class NarrowingRefused(Refused):
    """A rule cannot be narrowed so."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A figure of a rule narrowed to one tag, with the sources it stands on, by day, then by source."""

    result: Result
    sources: tuple[SourceKey, ...]


NOTHING: Final = Tagged(Result(None, 0), ())
"""What no line bears."""


def narrowed(rule: Rule, *, tags: tuple[str, ...]) -> Rule:
    """Return the rule over those lines alone that bear every one of the tags; a ratio in both its parts.

    The laws stay those of the rule. Without tags it is the rule itself.
    Raises:  NarrowingRefused for tags out of order, tags that narrow nothing, and rules of another book.
    """
    if not tags:
        return rule
    if tuple(sorted(set(tags))) != tags:
        raise NarrowingRefused("取数范围里的标签要各不相同，并按顺序写。")
    for tag in tags:
        _check(rule, tag)
    aggregate = rule.aggregate
    if isinstance(aggregate, Ratio):
        both = replace(
            aggregate,
            numerator=_bearing(aggregate.numerator, tags),
            denominator=_bearing(aggregate.denominator, tags),
        )
        return replace(rule, aggregate=both, tags=tags)
    return _bearing(rule, tags)


def _bearing(part: Rule, tags: tuple[str, ...]) -> Rule:
    where = replace(part.where, all_tags=(*part.where.all_tags, *tags))
    return replace(part, where=where, tags=tags)


def _check(rule: Rule, tag: str) -> None:
    book = next((book for start, book in NARROWS.items() if tag.startswith(start) and tag != start), None)
    if book is None or tag.endswith("*") or "|" in tag:
        raise NarrowingRefused(f"口径不能按“{tag[:40]}”取数，只能按一个方案（scheme:）或一项任务（task:）。")
    if any(part.book != book for part in rule.parts):
        raise NarrowingRefused(f"口径 {rule.code}（{rule.label}）不是责任清单的口径，不能按方案或任务取数。")


def by_tag(
    engine: Engine, *, rule: Rule, prefix: str, scope: Scope, period: Period, as_of: int | None = None
) -> dict[str, Tagged]:
    """Return the rule narrowed further to each tag that begins so, from one look at the lines.

    Each answer is that of `figure` and `sources` for the rule so narrowed; a tag whose lines were all
    taken back is left out or stands on nothing.
    """
    if prefix not in NARROWS:
        raise NarrowingRefused(f"口径不能按“{prefix[:40]}”分开取数。")
    bearing: dict[str, list[Posting]] = defaultdict(list)
    for line in engine.lines(rule=rule, scope=scope, period=period, as_of=as_of):
        for tag in line.tags:
            if tag.startswith(prefix):
                bearing[tag].append(line)
    told = {}
    for tag, lines in sorted(bearing.items()):
        one = narrowed(rule, tags=tuple(sorted({*rule.tags, tag})))
        memory = MemoryEngine(lines)
        result = memory.figure(rule=one, scope=scope, period=period, as_of=as_of)
        sources = memory.sources(rule=one, scope=scope, period=period, as_of=as_of)
        told[tag] = Tagged(result, tuple(sources))
    return told
