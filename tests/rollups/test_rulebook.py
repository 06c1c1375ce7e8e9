"""Finding a rule: by code, by label, by version, by day."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Count, Rule, Where
from taizhang.rollups.rulebook import RuleBook, UnknownRule

OLD = Rule("talks", 1, "讲座", "旧。", "场", Count(), "records", Where(), None, dt.date(2025, 1, 1))
NEW = Rule(
    "talks", 2, "讲座", "新。", "场", Count(), "records", Where(("lecture",)), dt.date(2025, 3, 1), None
)
BOOK = RuleBook([NEW, OLD])


def test_a_rule_is_found_in_the_version_in_force_on_the_day() -> None:
    assert BOOK.rule(code="talks", on=dt.date(2024, 12, 31)) == OLD
    assert BOOK.rule(code="talks", on=dt.date(2025, 3, 1)) == NEW


def test_a_rule_is_found_by_its_version_and_the_newest_without_one() -> None:
    assert BOOK.rule(code="talks", version=1) == OLD
    assert BOOK.rule(code="talks") == NEW
    assert BOOK.versions("讲座") == (OLD, NEW)


def test_a_day_without_a_version_is_refused_with_the_versions_there_are() -> None:
    with pytest.raises(
        UnknownRule, match="在2025-02-01没有有效的版本。现有：第1版至2024-12-31止；第2版自2025-03-01起。"
    ):
        BOOK.rule(code="talks", on=dt.date(2025, 2, 1))


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownRule, match="没有可用的第3版"):
        BOOK.rule(code="talks", version=3)


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("lecture", "lectures（举办讲座）"),
        ("节日", "节日活动"),
        ("举行讲座", "举办讲座"),
        ("???", "figures list"),
    ],
)
def test_an_unknown_rule_is_refused_with_names_that_are_near(name: str, proposal: str) -> None:
    with pytest.raises(UnknownRule, match="没有口径") as refusal:
        load_rules().rule(code=name)

    assert proposal in str(refusal.value)


def test_kinds_that_the_book_does_not_know_are_found() -> None:
    assert BOOK.unknown_kinds(book="records", known={"visit"}) == [(NEW, "lecture")]
    assert BOOK.unknown_kinds(book="records", known={"lecture"}) == []
    assert BOOK.unknown_kinds(book="premises", known=()) == []
