"""A template file: its front matter in Chinese, and every way to get it wrong."""

from __future__ import annotations

import pytest

from taizhang.compiler.desk import Desk
from taizhang.compiler.template import builtin_templates, load_template
from taizhang.compiler.vocabulary import FUNCTIONS, NAMES, VALUES, Vocabulary
from taizhang.compiler.words import Budget, Word
from taizhang.kernel.refusal import Refused
from tests.compiler.office import Office, context_of

BODY = "# {{ 单位 }}情况汇报\n正文。\n"


def load(front: str, body: str = BODY) -> object:
    return load_template(text=f"---\n{front}\n---\n{body}", name="trial")


def test_front_matter_is_read_with_either_colon() -> None:
    text = f"---\n名称：甲\n文种: 乙\n说明：讲 一 讲\n字数上限：3000\n需要填写：\n  问题：写 问题\n  措施: 写措施\n---\n{BODY}"

    found = load_template(text=text, name="trial")

    assert (found.name, found.label, found.genre, found.description) == ("trial", "甲", "乙", "讲 一 讲")
    assert found.length_limit == 3000
    assert found.needs == {"问题": "写 问题", "措施": "写措施"}


def test_a_template_says_how_the_sources_are_printed() -> None:
    found = load_template(text=f"---\n名称：甲\n文种：乙\n数据来源：简列\n---\n{BODY}", name="trial")

    assert found.annex == "short"


def test_a_template_saved_by_a_windows_editor_is_the_same_template() -> None:
    text = f"---\n名称：甲\n文种：乙\n---\n{BODY}"

    windows = load_template(text="\ufeff" + text.replace("\n", "\r\n"), name="trial")

    assert windows == load_template(text=text, name="trial")


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("文种：乙", "缺少“名称”"),
        ("名称：甲", "缺少“文种”"),
        ("名称：甲\n文种：乙\n作者：丙", "不认识的项“作者”"),
        ("名称：甲\n文种：乙\n字数上限：很多", "“字数上限”应是一个整数"),
        ("名称：甲\n文种：乙\n字数上限：-1", "“字数上限”应是一个整数"),
        ("名称：甲\n文种：乙\n数据来源：不要", "应写“自动”“全列”或“简列”"),
        ("名称：甲\n文种：乙\n数据来源：[全列]", "应写“自动”“全列”或“简列”"),
        ("名称：甲\n文种：乙\n需要填写：问题", "“需要填写”应一行一项"),
        ("名称：甲\n文种：[乙", "看不懂"),
        ("- 甲\n- 乙", "看不懂"),
        ("名称：甲\n文种：乙\n说明：" + "长" * 9000, "太长"),
        ("名称：&a [甲]\n文种：*a", "缺少“名称”"),
        ("名称：!!python/object/apply:os.getcwd []\n文种：乙", "看不懂"),
    ],
)
def test_wrong_front_matter_is_refused_with_the_remedy(front: str, told: str) -> None:
    with pytest.raises(Refused, match="模板“trial”") as refused:
        load(front)

    assert told in str(refused.value)


def test_a_text_without_front_matter_is_told_how_to_begin() -> None:
    with pytest.raises(Refused, match="第1行应是 ---"):
        load_template(text=BODY, name="trial")


def test_a_template_of_a_novel_s_length_is_refused() -> None:
    with pytest.raises(Refused, match="太大"):
        load("名称：甲\n文种：乙", "长" * 250_000)


def test_reserved_signs_in_the_text_are_refused_with_their_line() -> None:
    with pytest.raises(Refused, match="第6行有保留的特殊字符"):
        load("名称：甲\n文种：乙", "# 标题\n正文\ufdd0。")


def test_the_digest_changes_with_every_change_of_the_text() -> None:
    one, other = (
        load_template(text=f"---\n名称：甲\n文种：乙\n---\n{BODY}{end}", name="trial") for end in ("", "。")
    )

    assert one.digest != other.digest


def test_every_name_of_the_language_stands_behind_something() -> None:
    vocabulary = Vocabulary(context=context_of(Office([])), needs={}, desk=Desk(), budget=Budget())

    names = vocabulary.names()

    assert set(names) == NAMES == {*VALUES, *FUNCTIONS}
    assert all(isinstance(names[name], Word) for name in FUNCTIONS)


def test_four_genres_come_with_the_product() -> None:
    assert [(each.name, each.genre) for each in builtin_templates()] == [
        ("work_report", "工作情况汇报"),
        ("self_inspection", "自查报告"),
        ("experience", "经验材料"),
        ("duty_report", "责任落实情况报告"),
    ]
