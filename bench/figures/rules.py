"""The counting rules that are asked: one of each sort, none of them lighter than an office's own."""

from __future__ import annotations

from taizhang.rollups.plan import Aggregate, Count, Distinct, Ratio, Rule, Sum, Where

ACTIVITIES = ("community_activity", "festival_activity", "lecture", "youth_programme", "contest")


def _rule(code: str, label: str, unit: str, aggregate: Aggregate, where: Where | None = None) -> Rule:
    ratio = isinstance(aggregate, Ratio)
    return Rule(
        code=code,
        version=1,
        label=label,
        definition=f"{label}。",
        unit=unit,
        aggregate=aggregate,
        book="" if ratio else "records",
        where=where or Where(),
    )


_OF_ACTIVITIES = Where(kinds=ACTIVITIES)
_ACTIVITIES = _rule("count", "活动场次（计数）", "场", Count(), _OF_ACTIVITIES)
_PEOPLE = _rule("sum", "活动人次（求和）", "人次", Sum("people"), _OF_ACTIVITIES)
_COUNTED = _rule("counted", "有人数的活动", "场", Count(), Where(kinds=ACTIVITIES, carries=("people",)))
_PROVED = _rule("proved", "有佐证的记录", "条", Count(), Where(any_tags=("有佐证",)))
_ALL = _rule("all", "全部记录", "条", Count())

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        _ACTIVITIES,
        _PEOPLE,
        _rule("units", "有记录的单位（去重）", "个", Distinct("unit")),
        _rule("days", "有活动的天数（去重）", "天", Distinct("day"), _OF_ACTIVITIES),
        _rule("kinds", "记录种类（去重）", "种", Distinct("kind")),
        _rule("tags", "有活动的节日（标签去重）", "个", Distinct("tag", "节日:"), _OF_ACTIVITIES),
        _rule("mean", "场均人次（比值）", "人次", Ratio(_PEOPLE, _COUNTED)),
        _rule("share", "佐证覆盖率（比值）", "%", Ratio(_PROVED, _ALL, percent=True)),
    )
}
"""By code."""
