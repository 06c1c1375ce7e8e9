"""Turning one written rule into a Rule, or telling what is wrong with it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection
from typing import Any, get_args

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.plan import (
    BOOKS,
    Aggregate,
    Count,
    Distinct,
    DistinctOf,
    Ratio,
    Rule,
    Stock,
    Sum,
    Where,
)
from taizhang.rollups.yaml_text import RawRule

MAX_DECIMALS = 6

_KEYS = (
    "code",
    "version",
    "label",
    "definition",
    "unit",
    "book",
    "where",
    "aggregate",
    "valid_from",
    "valid_until",
)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


FindPart = Callable[[RawRule, str], Rule]
"""Finds the simple rule that a ratio names."""


def read_rule(raw: RawRule, *, part: FindPart) -> Rule:
    """Return the rule. `part` is asked only for a ratio.

    Raises:  RulePackRefused, naming file, line, rule and key.
    """
    _known_keys(raw, raw.values, _KEYS, "")
    aggregate = _aggregate(raw, part)
    ratio = isinstance(aggregate, Ratio)
    if ratio and ("book" in raw.values or "where" in raw.values):
        raise raw.refused("比率（ratio）不写 book 和 where：它们写在分子、分母各自的口径里。")
    if ratio and aggregate.percent != (raw.values.get("unit") == "%"):  # type: ignore[union-attr]
        raise raw.refused("百分比的单位（unit）应为“%”，并写 percent: true；其他比率两者都不写。")
    rule = Rule(
        code=code_of(raw),
        version=version_of(raw),
        label=_text(raw, "label"),
        definition=_sentence(raw),
        unit=_text(raw, "unit"),
        aggregate=aggregate,
        book="" if ratio else _one_of(raw, "book", raw.values.get("book"), BOOKS),
        where=Where() if ratio else _where(raw),
        valid_from=_day(raw, "valid_from"),
        valid_until=_day(raw, "valid_until"),
    )
    if rule.valid_from and rule.valid_until and rule.valid_until <= rule.valid_from:
        raise raw.refused("失效日期（valid_until）应晚于生效日期（valid_from）。")
    return rule


def is_ratio(raw: RawRule) -> bool:
    """Return whether the written rule is a ratio, which is read after the rules that it names."""
    aggregate = raw.values.get("aggregate")
    return isinstance(aggregate, dict) and "ratio" in aggregate


def code_of(raw: RawRule) -> str:
    """Return the rule's code."""
    code = raw.values.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise raw.refused("代码（code）应以小写字母开头，只含小写字母、数字和下划线，不超过60个字符。")
    return code


def version_of(raw: RawRule) -> int:
    """Return the rule's version, 1 where none is written."""
    return _whole(raw, "version", raw.values.get("version", 1), 1, 9999)


def _aggregate(raw: RawRule, part: FindPart) -> Aggregate:
    told = raw.values.get("aggregate")
    if told == "count":
        return Count()
    if told == "stock":
        return Stock()
    if isinstance(told, dict):
        for name, read in (("sum", _sum), ("distinct", _distinct)):
            if name in told:
                return read(raw, told)
        if "ratio" in told:
            return _ratio(raw, told, part)
    raise raw.refused(
        "统计方式（aggregate）应为 count、stock、{sum: …}、{distinct: …} 或 {ratio: …, to: …}。"
    )


def _sum(raw: RawRule, told: dict[str, Any]) -> Sum:
    _known_keys(raw, told, ("sum", "divide_by", "decimals"), "aggregate 的 ")
    return Sum(
        measure=_one_of(raw, "sum", told["sum"], MEASURES),
        divide_by=_whole(raw, "divide_by", told.get("divide_by", 1), 1, 1_000_000),
        decimals=_whole(raw, "decimals", told.get("decimals", 0), 0, MAX_DECIMALS),
    )


def _distinct(raw: RawRule, told: dict[str, Any]) -> Distinct:
    _known_keys(raw, told, ("distinct", "prefix"), "aggregate 的 ")
    of: DistinctOf = _one_of(raw, "distinct", told["distinct"], get_args(DistinctOf))  # type: ignore[assignment]
    if (of == "tag") != ("prefix" in told):
        raise raw.refused("数标签（distinct: tag）要写标签的开头（prefix），数其他的不写。")
    return Distinct(of, _tag(raw, "prefix", told["prefix"]) if of == "tag" else "")


def _ratio(raw: RawRule, told: dict[str, Any], part: FindPart) -> Ratio:
    _known_keys(raw, told, ("ratio", "to", "percent", "decimals"), "aggregate 的 ")
    names = [told["ratio"], told.get("to")]
    if not all(isinstance(name, str) for name in names):
        raise raw.refused("比率应写成 {ratio: 分子口径, to: 分母口径}。")
    percent = told.get("percent", False)
    if not isinstance(percent, bool):
        raise raw.refused("percent 应为 true 或 false。")
    decimals = _whole(raw, "decimals", told.get("decimals", 1), 0, MAX_DECIMALS)
    return Ratio(part(raw, str(names[0])), part(raw, str(names[1])), percent, decimals)


def _where(raw: RawRule) -> Where:
    told = raw.values.get("where", {})
    if not isinstance(told, dict):
        raise raw.refused("筛选条件（where）应写成 {kinds: […], tags: {…}, carries: […], lacks: […]}。")
    _known_keys(raw, told, ("kinds", "tags", "carries", "lacks"), "where 的 ")
    tags = told.get("tags", {})
    if not isinstance(tags, dict):
        raise raw.refused("where 的 tags 应写成 {any: […], all: […], none: […]}。")
    _known_keys(raw, tags, ("any", "all", "none"), "where 的 tags 的 ")
    measures = {
        key: tuple(_one_of(raw, f"where 的 {key}", measure, MEASURES) for measure in _texts(raw, key, told))
        for key in ("carries", "lacks")
    }
    return Where(
        kinds=_texts(raw, "kinds", told),
        any_tags=_tags(raw, "any", tags),
        all_tags=_tags(raw, "all", tags),
        no_tags=_tags(raw, "none", tags),
        carries=measures["carries"],
        lacks=measures["lacks"],
    )


def _tags(raw: RawRule, key: str, told: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_tag(raw, f"tags 的 {key}", tag) for tag in _texts(raw, key, told))


def _tag(raw: RawRule, place: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or "|" in value:
        raise raw.refused(f"{place} 应为标签文字，不能为空，也不能含“|”。")
    return value


def _texts(raw: RawRule, key: str, told: dict[str, Any]) -> tuple[str, ...]:
    """Return a list of texts. An empty list is refused: it would match everything, or nothing."""
    if key not in told:
        return ()
    values = told[key]
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v for v in values):
        raise raw.refused(f"where 的 {key} 应为非空的文字列表，例如 [lecture, visit]。")
    if len(set(values)) != len(values):
        raise raw.refused(f"where 的 {key} 里有重复。")
    return tuple(values)


def _text(raw: RawRule, key: str) -> str:
    value = raw.values.get(key)
    if not isinstance(value, str) or not value.strip() or "\n" in value.strip():
        raise raw.refused(f"缺少 {key}：应为一行文字。")
    return value.strip()


def _sentence(raw: RawRule) -> str:
    sentence = _text(raw, "definition")
    if not sentence.endswith("。"):
        raise raw.refused("定义（definition）应为一句完整的话，以“。”结尾，说明统计什么。")
    return sentence


def _day(raw: RawRule, key: str) -> dt.date | None:
    value = raw.values.get(key)
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise raw.refused(f"{key} 应为日期，例如 2025-01-01。")


def _whole(raw: RawRule, key: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise raw.refused(f"{key} 应为{least}至{most}之间的整数。")
    return value


def _one_of(raw: RawRule, place: str, value: Any, known: Collection[str]) -> str:
    if isinstance(value, str) and value in known:
        return value
    # What is no text is not shown: nested YAML aliases can unfold without end.
    shown = value[:60] if isinstance(value, str) else ""
    near = difflib.get_close_matches(shown, known, n=1)
    raise raw.refused(
        f"{place} "
        + (f"写的是“{shown}”，" if shown else "没有写对，")
        + f"只能是 {'、'.join(known)}"
        + (f"，是否想写 {near[0]}？" if near else "。")
    )


def _known_keys(raw: RawRule, told: dict[str, Any], known: Collection[str], place: str) -> None:
    for key in told:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = f"，是否想写 {near[0]}？" if near else f"；可以写的有：{'、'.join(known)}。"
            raise raw.refused(f"不认识 {place}{key}{hint}")
