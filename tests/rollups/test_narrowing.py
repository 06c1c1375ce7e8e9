"""A rule narrowed to a scheme or a task is the same rule over fewer lines, and says so."""

from __future__ import annotations

import pytest

from taizhang.rollups.narrowing import NarrowingRefused, narrowed
from taizhang.rollups.packs import load_rules

RULES = load_rules()
DONE = RULES.rule(code="duties_done")


def test_without_tags_a_rule_is_itself() -> None:
    assert narrowed(DONE, tags=()) is DONE


def test_a_narrowed_rule_keeps_its_name_and_asks_for_one_tag_more() -> None:
    one = narrowed(DONE, tags=("task:3",))

    assert (one.code, one.version, one.tags) == ("duties_done", 1, ("task:3",))
    assert one.where.all_tags == (*DONE.where.all_tags, "task:3")
    assert one.where.no_tags == DONE.where.no_tags


def test_a_ratio_is_narrowed_in_both_its_parts() -> None:
    rate = narrowed(RULES.rule(code="duties_done_rate"), tags=("scheme:2", "task:3"))

    assert [part.where.all_tags for part in rate.parts] == [("scheme:2", "task:3")] * 2


@pytest.mark.parametrize(
    ("rule", "tags", "told"),
    [
        ("duties_done", ("role:LEAD",), "只能按一个方案（scheme:）或一项任务（task:）"),
        ("duties_done", ("task:",), "只能按一个方案（scheme:）或一项任务（task:）"),
        ("duties_done", ("task:*",), "只能按一个方案（scheme:）或一项任务（task:）"),
        ("duties_done", ("task:3", "scheme:2"), "按顺序写"),
        ("lectures", ("task:3",), "不是责任清单的口径，不能按方案或任务取数"),
    ],
)
def test_what_narrows_nothing_is_refused(rule: str, tags: tuple[str, ...], told: str) -> None:
    with pytest.raises(NarrowingRefused) as refusal:
        narrowed(RULES.rule(code=rule), tags=tags)

    assert told in str(refusal.value)
