"""Rule packs: what may be written, and what the writer is told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.rollups.packs import load_rules, read_rules
from taizhang.rollups.plan import Count, Distinct, Ratio, Rule, Stock, Sum, Where
from taizhang.rollups.rulebook import RuleBook
from taizhang.rollups.yaml_text import RulePackRefused, raw_rules

GOOD = """
- code: lectures
  label: 举办讲座
  definition: 统计期内举办的讲座场次。
  unit: 场
  book: records
  where: {kinds: [lecture]}
  aggregate: count
"""

WRONG = [
    ("- code: [", "第1行不是有效的 YAML"),
    ("一句话", "不是口径清单"),
    ("", "不是口径清单"),
    ("rules: {code: x}", "不是口径清单"),
    ("- 讲座", "第1行不是一条口径"),
    (GOOD.replace("lectures", "讲座"), "代码（code）应以小写字母开头"),
    (GOOD.replace("code: lectures", "code: 7"), "代码（code）应以小写字母开头"),
    (GOOD + "  lable: 讲座\n", "不认识 lable，是否想写 label？"),
    (GOOD + "  unit: 次\n", "第9行“unit”写了两次"),
    (GOOD.replace("  label: 举办讲座\n", ""), "缺少 label"),
    (GOOD.replace("  unit: 场\n", ""), "缺少 unit"),
    (GOOD.replace("场次。", "场次"), "以“。”结尾"),
    (
        GOOD.replace("book: records", "book: record"),
        "写的是“record”，只能是 records、duties、premises、inspections、publication，是否想写 records",
    ),
    (
        GOOD.replace("  book: records\n", ""),
        "book 没有写对，只能是 records、duties、premises、inspections、publication",
    ),
    (GOOD.replace("count", "cuont"), "统计方式（aggregate）应为"),
    (GOOD.replace("count", "{sum: poeple}"), "是否想写 people？"),
    (GOOD.replace("count", "{sum: people, decimals: 9}"), "decimals 应为0至6之间的整数"),
    (GOOD.replace("count", "{sum: people, divide_by: 0}"), "divide_by 应为1至1000000之间的整数"),
    (GOOD.replace("count", "{sum: people, per: 2}"), "不认识 aggregate 的 per"),
    (GOOD.replace("count", "{distinct: people}"), "只能是 unit、day、kind、source、tag"),
    (GOOD.replace("count", "{distinct: tag}"), "要写标签的开头"),
    (GOOD.replace("count", "{distinct: day, prefix: x}"), "要写标签的开头"),
    (GOOD.replace("count", "{distinct: tag, prefix: 'a|b'}"), "也不能含"),
    (GOOD.replace("[lecture]", "lecture"), "where 的 kinds 应为非空的文字列表"),
    (GOOD.replace("[lecture]", "[]"), "where 的 kinds 应为非空的文字列表"),
    (GOOD.replace("[lecture]", "[lecture, lecture]"), "where 的 kinds 里有重复"),
    (GOOD.replace("kinds: [lecture]", "tags: {some: [x]}"), "不认识 where 的 tags 的 some"),
    (GOOD.replace("kinds: [lecture]", "tags: [x]"), "tags 应写成"),
    (GOOD.replace("{kinds: [lecture]}", "lecture"), "筛选条件（where）应写成"),
    (GOOD.replace("kinds: [lecture]", "carries: [minute]"), "是否想写 minutes？"),
    (GOOD + "  version: 0\n", "version 应为1至9999之间的整数"),
    (GOOD + "  version: true\n", "version 应为1至9999之间的整数"),
    (GOOD + "  valid_from: 今年\n", "valid_from 应为日期"),
    (GOOD + "  valid_from: 2025-01-01\n  valid_until: 2025-01-01\n", "应晚于生效日期"),
    (GOOD + GOOD, "第1版写了两次"),
    (GOOD + GOOD.replace("lectures", "talks"), "名称“举办讲座”已被口径 lectures 使用"),
    (GOOD + GOOD + "  version: 2\n", "第2版与第1版同时有效"),
]


def book(text: str) -> RuleBook:
    return read_rules(raw_rules(text, file="office.yaml"))


def ratio(aggregate: str, *, unit: str = "'%'", more: str = "") -> str:
    """Return a pack with one simple rule and a ratio."""
    return f"{GOOD}- {{code: share, label: 占比, definition: 占比。, unit: {unit}, aggregate: {aggregate}{more}}}\n"


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_a_wrong_pack_is_refused_with_the_place_and_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RulePackRefused, match=reason) as refusal:
        book(text)

    assert str(refusal.value).startswith("口径文件 office.yaml")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ratio("{ratio: lectures}", unit="场"), "比率应写成"),
        (ratio("{ratio: lecture, to: lectures, percent: true}"), "“lecture”，是否想写 lectures？"),
        (ratio("{ratio: share, to: lectures, percent: true}"), "没有可作分子、分母的口径“share”"),
        (ratio("{ratio: lectures, to: lectures}"), "百分比的单位"),
        (ratio("{ratio: lectures, to: lectures, percent: true}", unit="场"), "百分比的单位"),
        (ratio("{ratio: lectures, to: lectures, percent: 1}"), "percent 应为 true 或 false|百分比的单位"),
        (
            ratio("{ratio: lectures, to: lectures, percent: true}", more=", book: records"),
            "不写 book 和 where",
        ),
    ],
)
def test_a_wrong_ratio_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RulePackRefused, match=reason):
        book(text)


def test_a_ratio_of_a_ratio_is_refused() -> None:
    text = ratio("{ratio: lectures, to: lectures, percent: true}") + (
        "- {code: more, label: 再比, definition: 再比。, unit: 倍, aggregate: {ratio: share, to: lectures}}\n"
    )

    with pytest.raises(RulePackRefused, match="share 本身是比率"):
        book(text)


def test_a_refusal_tells_the_line_on_which_the_rule_begins() -> None:
    text = GOOD + GOOD.replace("lectures", "visits").replace("举办讲座", "走访").replace("count", "counts")

    with pytest.raises(RulePackRefused, match="第10行，口径 visits"):
        book(text)


def test_nested_aliases_are_refused_without_unfolding_them() -> None:
    bomb = "\n".join(
        ["- &a0 [x, x, x, x, x, x, x, x, x]"]
        + [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    )
    text = f"anchors:\n{bomb}\nrules:\n- {{code: x, book: *a29}}\n".replace("\n- &", "\n  - &")

    with pytest.raises(RulePackRefused):
        book(text)


def test_a_rule_is_read_as_it_was_written() -> None:
    rule = book(GOOD + "  version: 3\n").rule(code="lectures")

    assert rule == Rule(
        "lectures",
        3,
        "举办讲座",
        "统计期内举办的讲座场次。",
        "场",
        Count(),
        "records",
        Where(kinds=("lecture",)),
    )


@pytest.mark.parametrize(
    ("written", "aggregate"),
    [
        ("count", Count()),
        ("stock", Stock()),
        ("{sum: people}", Sum("people")),
        ("{sum: minutes, divide_by: 60, decimals: 1}", Sum("minutes", 60, 1)),
        ("{distinct: unit}", Distinct("unit")),
        ("{distinct: tag, prefix: '节日:'}", Distinct("tag", "节日:")),
    ],
)
def test_every_way_of_counting_can_be_written(written: str, aggregate: object) -> None:
    assert book(GOOD.replace("count", written)).rule(code="lectures").aggregate == aggregate


def test_conditions_are_read_as_they_were_written() -> None:
    text = GOOD.replace(
        "[lecture]",
        "[lecture], tags: {any: [a], all: [b, 'c*'], none: [d]}, carries: [people], lacks: [copies]",
    )

    assert book(text).rule(code="lectures").where == Where(
        ("lecture",), ("a",), ("b", "c*"), ("d",), ("people",), ("copies",)
    )


def test_a_ratio_may_stand_before_its_parts() -> None:
    text = ratio("{ratio: lectures, to: lectures, percent: true, decimals: 2}")
    simple, share = text[: len(GOOD)], text[len(GOOD) :]

    rules = book(share + simple)

    lectures = rules.rule(code="lectures")
    assert rules.rule(code="share").aggregate == Ratio(lectures, lectures, True, 2)
    assert [rule.code for rule in rules.rules()] == ["share", "lectures"]


def test_a_ratio_names_the_version_where_there_are_several() -> None:
    two = (
        GOOD
        + "  valid_until: 2025-01-01\n"
        + GOOD.replace("count", "{sum: people}")
        + "  version: 2\n  valid_from: 2025-01-01\n"
    )
    share = (
        "- {{code: share, label: 比, definition: 比。, unit: 倍, aggregate: {{ratio: lectures@2, to: {}}}}}\n"
    )

    rule = book(two + share.format("lectures@1")).rule(code="share")

    assert [(part.version, part.aggregate) for part in rule.parts] == [(2, Sum("people")), (1, Count())]
    with pytest.raises(RulePackRefused, match="lectures@1、lectures@2"):
        book(two + share.format("lectures"))


def test_an_office_adds_a_pack_of_its_own(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text(GOOD.replace("lectures", "evening_talks").replace("举办讲座", "夜间讲座"), "utf-8")

    rules = load_rules(pack)

    assert rules.rule(code="夜间讲座").code == "evening_talks"
    assert rules.rule(code="lectures").label == "举办讲座"


def test_a_pack_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gbk.yaml").write_bytes("口径".encode("gbk"))

    for name in ("gbk.yaml", "absent.yaml"):
        with pytest.raises(RulePackRefused, match=f"读不出口径文件 {name}"):
            load_rules(tmp_path / name)
