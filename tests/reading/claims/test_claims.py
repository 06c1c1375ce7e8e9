"""Numbers that count something are claims, with unit, relation and what is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.reading.claims.claims import Claim, claims_of


def _claims(text: str) -> list[Claim]:
    return list(claims_of(text=text, section="一"))


@pytest.mark.parametrize(
    ("text", "value", "unit", "counted"),
    [
        ("进行了集中学习17次", 17, "次", "集中学习"),
        ("召开集中学习17次", 17, "次", "集中学习"),
        ("开展形式多样的主题活动21次", 21, "次", "主题活动"),
        ("群众文化活动中心有16处", 16, "处", "群众文化活动中心"),
        ("LED屏有3块", 3, "块", "LED屏"),
        ("学习讲堂有6处", 6, "处", "学习讲堂"),
        ("开展12场讲座", 12, "场", "讲座"),
        ("召开了三次专题会议", 3, "次", "专题会议"),
        ("建立五支志愿服务队", 5, "支", "志愿服务队"),
        ("召开了一次动员会", 1, "次", "动员会"),
        ("开展志愿服务35次", 35, "次", "志愿服务"),
        ("累计服务群众1.2万人次", 12000, "人次", "群众"),
        ("组织党员200名参加", 200, "名", "党员"),
        ("宣传栏（含电子屏）12个", 12, "个", "宣传栏"),
        ("发放宣传折页、手册等3000份", 3000, "份", "宣传折页、手册"),
        ("评选“最美家庭”12户", 12, "户", "“最美家庭”"),
        ("张贴《居民公约》200份", 200, "份", "《居民公约》"),
        ("张贴居民公约12条", 12, "条", "居民公约"),
        ("举办“书香梧桐”读书活动8期", 8, "期", "读书活动"),
        ("全街道共组织文艺演出十二场", 12, "场", "文艺演出"),
        ("参加人数达到300人", 300, "人", "参加人数"),
        ("示范点两个，", 2, "个", "示范点"),
        ("先后有8名同志获得表彰", 8, "名", "同志"),
        ("其中女性15人", 15, "人", "女性"),
        ("发放慰问金800元", 800, "元", "慰问金"),
        ("面积3500平方米", 3500, "平方米", "面积"),
        ("培训志愿者120人次", 120, "人次", "志愿者"),
        ("志愿者培训12期", 12, "期", "志愿者培训"),
        ("共有党员120，", 120, "", "党员"),
        ("每月至少集中学习1次", 1, "次", "集中学习"),
    ],
)
def test_a_claim_says_what_is_counted(text: str, value: int, unit: str, counted: str) -> None:
    [claim] = _claims(text)

    assert (claim.value, claim.unit, claim.counted) == (value, unit, counted)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "relation", "unit"),
    [
        ("发放宣传资料3000余份", 3000, 3000, None, "over", "份"),
        ("近百人参加", 100, None, 100, "nearly", "人"),
        ("开展活动三十余场", 30, 30, None, "over", "场"),
        ("五六十人参加", None, 50, 60, "range", "人"),
        ("约120人参加", 120, None, None, "about", "人"),
        ("每场30-50人", None, 30, 50, "range", "人"),
        ("参加居民达３００人", 300, 300, 300, "exact", "人"),
        ("覆盖率达95%", 95, 95, 95, "exact", "%"),
        ("满意率达到百分之九十八", 98, 98, 98, "exact", "%"),
        ("办结率98.4%", Decimal("98.4"), Decimal("98.4"), Decimal("98.4"), "exact", "%"),
    ],
)
def test_a_claim_keeps_how_exactly_it_was_meant(
    text: str, value: object, low: object, high: object, relation: str, unit: str
) -> None:
    [claim] = _claims(text)

    assert (claim.value, claim.low, claim.high, claim.relation, claim.unit) == (
        value,
        low,
        high,
        relation,
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2019年3月5日召开会议",
        "第三季度召开第5次会议",
        "学习十九大精神",
        "十九届*中全会",
        "明确第一责任，一是抓学习",
        "落实“一岗双责”，用好“两学一做”这个载体",
        "打好三大攻坚战",
        "改革开放四十年",
        "拨打12345热线",
        "群众4***人",
        "宣传栏***个",
        "形成三级网格，增强四个意识",
        "第一时间上报",
        "每一块阵地",
        "60岁以上老人",
        "《关于加强社区治理的10条意见》",
        "建党98周年",
        "电话：6123456",
        "上午9:30开会",
        "梧街发〔2019〕12号",
        "一个载体",
        "全国两会",
    ],
)
def test_what_counts_nothing_is_no_claim(text: str) -> None:
    assert _claims(text) == []


def test_several_claims_of_a_sentence_do_not_take_each_others_names() -> None:
    claims = _claims("街道辖6个社区3个村，共召开会议12次、参会人员300余人次。")

    assert [(claim.value, claim.unit, claim.counted) for claim in claims] == [
        (6, "个", "社区"),
        (3, "个", "村"),
        (12, "次", "会议"),
        (300, "人次", "参会人员"),
    ]


def test_two_numbers_side_by_side_count_the_same() -> None:
    claims = _claims("接待来访居民45批次120人次")

    assert [(claim.unit, claim.counted) for claim in claims] == [("批次", "来访居民"), ("人次", "来访居民")]


def test_a_claim_comes_with_its_clause_and_section() -> None:
    [claim] = _claims("今年以来，街道认真落实，共开展读书日活动21次，居民满意。")

    assert (claim.text, claim.section) == ("共开展读书日活动21次", "一")


def test_a_claim_behind_the_sign_of_a_heading_is_found() -> None:
    assert [claim.value for claim in claims_of(text="1.开展活动12次", section="1", start=2)] == [12]


@pytest.mark.parametrize(
    ("text", "relation", "counted"),
    [
        ("每个社区至少配备1名管理员", "over", "管理员"), ("每季度至少开展1次集中培训", "over", "集中培训"),
        ("每人至多参加2项比赛", "nearly", "比赛"),
    ],
)  # fmt: skip
def test_a_bound_before_the_verb_belongs_to_the_number(text: str, relation: str, counted: str) -> None:
    [claim] = claims_of(text=text, section="")

    assert (claim.relation, claim.counted) == (relation, counted)


def test_a_comparison_is_no_part_of_the_name() -> None:
    [claim] = claims_of(text="文化志愿者比上年增加320人", section="")

    assert claim.counted == "文化志愿者"
