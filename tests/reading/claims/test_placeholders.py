"""Gaps are listed with their clause; words that only look like gaps are not."""

from __future__ import annotations

import pytest

from taizhang.reading.claims.placeholders import Placeholder, placeholders_of


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("微信群***个", ["***"]),
        ("***人以上有***个", ["***", "***"]),
        ("共有群众4***人", ["4***"]),
        ("十九届*中全会精神", ["*"]),
        ("**街道党工委", ["**"]),
        ("参加人员若干名", ["若干"]),
        ("XX社区与××社区、X X村", ["XX", "××", "X X"]),
        ("20××年×月×日", ["××", "×", "×"]),
        ("共有—人参加", ["—"]),
        ("某某街道", ["某某"]),
        ("联系人：____", ["____"]),
        ("□□街道", ["□□"]),
        ("○○社区", ["○○"]),
        ("参加人数（待补充）", ["（待补充）"]),
        ("月季社区\t—\t12", ["—"]),
    ],
)
def test_a_gap_is_found(text: str, marks: list[str]) -> None:
    assert [gap.mark for gap in placeholders_of(text=text, section="")] == marks


@pytest.mark.parametrize(
    "text",
    [
        "《关于加强社区治理的若干意见》",
        "印发若干措施",
        "3×5米",
        "活动——读书日",
        "30—50人",
        "二○一九年",
        "XXL号",
        "LED屏3块",
        "服务居民、美化环境",
    ],
)
def test_what_only_looks_like_a_gap_is_none(text: str) -> None:
    assert list(placeholders_of(text=text, section="")) == []


def test_a_gap_comes_with_its_clause_and_section() -> None:
    gaps = list(placeholders_of(text="街道现有微信群***个，宣传栏3个", section="一/（二）"))

    assert gaps == [Placeholder("***", "街道现有微信群***个", "一/（二）")]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("×街道办事处", "×"), ("（×文旅发〔2022〕18号）", "×"), ("联系人：某某某", "某某某")],
)
def test_a_single_cross_for_a_name_is_a_gap(text: str, mark: str) -> None:
    assert [gap.mark for gap in placeholders_of(text=text, section="")] == [mark]


@pytest.mark.parametrize("text", ["3×5米的展板", "长×宽", "X光室", "某社区"])
def test_a_cross_that_multiplies_or_names_is_none(text: str) -> None:
    assert list(placeholders_of(text=text, section="")) == []
