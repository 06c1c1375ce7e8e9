"""The template language cannot reach out, cannot run for ever, and says on which line it was refused."""

from __future__ import annotations

import re

import pytest

from taizhang.compiler.compile import compile_report
from taizhang.compiler.sandbox import TemplateRefused
from taizhang.kernel.refusal import Refused
from tests.compiler.office import Office, busy_office, context_of
from tests.compiler.writing import FRONT_LINES, compiled, template, whole_text

FIRST_LINE = FRONT_LINES + 2
"""The line on which the body of a trial template begins: after the front matter and the title."""

OFFICE = busy_office(2025)


def refusal(body: str) -> str:
    """Return what a clerk reads when this body is refused."""
    with pytest.raises(Refused) as refused:
        compiled(body, office=OFFICE)
    return str(refused.value)


@pytest.mark.parametrize(
    "body",
    [
        "{{ 单位.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 单位['__class__'] }}",
        "{{ 单位.unit.id }}",
        "{{ 数.function.__globals__ }}",
        "{{ 数.__call__('x') }}",
        "{{ (1).bit_length() }}",
        "{{ '{0.__class__}'.format(单位) }}",
        "{{ self }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ cycler('a') }}",
        "{% for u in 下级单位 %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for u in 下级单位 %}{{ loop.changed }}{% endfor %}",
        "{{ 数(*[1]) }}",
        "{{ 单位|upper }}",
        "{{ 单位|attr('unit') }}",
        "{{ 单位 is string }}",
        "{{ '%s' % 单位 }}",
    ],
)
def test_a_template_reaches_nothing_but_its_own_names(body: str) -> None:
    assert f"第{FIRST_LINE}行" in refusal(body)


@pytest.mark.parametrize(
    "body",
    [
        "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}",
        "{% for u in 下级单位 recursive %}{{ loop(下级单位) }}{% endfor %}",
        "{% include 'other.md' %}",
        "{% import 'other.md' as 别处 %}",
        "{% from 'other.md' import 甲 %}",
        "{% extends 'other.md' %}",
        "{% block 甲 %}{% endblock %}",
        "{% call 数('lectures') %}{% endcall %}",
        "{% filter 引号 %}甲{% endfilter %}",
        "{% set 甲 %}乙{% endset %}",
        "{% with 甲 = 1 %}{{ 甲 }}{% endwith %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ {'甲': 1} }}",
    ],
)
def test_what_could_recurse_or_hide_is_not_part_of_the_language(body: str) -> None:
    assert "模板里不能用" in refusal(body)


def test_loops_within_loops_stop_at_the_step_budget() -> None:
    months = "{% set 月 = 期间.各月 + 期间.各月 + 期间.各月 %}\n"
    body = months + "".join(f"{{% for {name} in 月 %}}\n" for name in "甲乙丙丁") + "{% endfor %}" * 4

    told = refusal(body)

    assert "超过50000步" in told
    assert re.search(r"第\d+行", told)


def test_a_loop_whose_condition_is_never_true_still_spends_steps() -> None:
    loops = "".join(f"{{% for {name} in 期间.各月 %}}" for name in "甲乙丙")
    body = (
        loops + "{% for 丁 in 期间.各月 + 期间.各月 + 期间.各月 if false %}x{% endfor %}" + "{% endfor %}" * 3
    )

    assert "步，已停止" in refusal(body)


def test_the_steps_are_those_of_one_report_and_not_shared() -> None:
    trial = template("{% for u in 下级单位 %}{{ u }}。{% endfor %}")
    context = context_of(Office([]))

    for _ in range(3):
        assert compile_report(template=trial, context=context, steps=3).title == "标题"

    with pytest.raises(Refused, match="超过2步"):
        compile_report(template=trial, context=context, steps=2)


def test_loops_are_nested_five_deep_at_most() -> None:
    body = "".join(f"{{% for {name} in 下级单位 %}}" for name in "甲乙丙丁戊己") + "{% endfor %}" * 6

    assert "最多5层" in refusal(body)


@pytest.mark.parametrize(
    "body",
    [
        "{{ '长' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{% set 甲 = '一二三四五六七八九十' %}" + "{% set 甲 = 甲 ~ 甲 %}" * 40,
        "{% set 甲 = '一二三四五六七八九十' %}" + "{% set 甲 = 甲 + 甲 %}" * 40,
        "{% set 甲 = [1, 2] %}" + "{% set 甲 = 甲 + 甲 %}" * 40,
        "{% set 甲 = [1, 2] %}" + "{% set 甲 = [甲, 甲]|连接('长') %}" * 40,
        "{{ '%0999999999d' % 1 }}",
        "{{ 99999999999999 * 99999999999999 }}",
        "{% for 甲 in 期间.各月 %}{% for 乙 in 期间.各月 %}{% for 丙 in 期间.各月 %}"
        + "字" * 400
        + "{% endfor %}{% endfor %}{% endfor %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "+".join(["1"] * 60_000) + " }}",
        "{{ " + "9" * 6000 + " }}",
        "{% if 1 %}" * 300 + "{% endif %}" * 300,
    ],
)
def test_huge_texts_lists_and_numbers_are_refused_before_they_are_made(body: str) -> None:
    assert "模板“试用模板”" in refusal(body)


def test_an_unknown_rule_is_refused_with_its_line_and_near_names() -> None:
    told = refusal("第一段。\n\n{{ 数('activites_held') }}场")

    assert f"第{FIRST_LINE + 2}行" in told
    assert "activities_held" in told


def test_an_unknown_name_is_refused_with_its_line_and_near_names_before_anything_runs() -> None:
    with pytest.raises(TemplateRefused) as refused:
        template("第一段。\n{{ 上年同时 }}")

    assert str(refused.value) == (
        f"模板“试用模板”有误：第{FIRST_LINE + 1}行：没有“上年同时”这个名字，是不是“上年同期”。"
    )


def test_an_unknown_part_is_refused_with_the_parts_that_there_are() -> None:
    assert refusal("{{ 单位.名子 }}") == (
        f"模板“试用模板”第{FIRST_LINE}行：“单位”没有“名子”这一项，是不是“名称”？"
    )


def test_a_function_used_wrongly_shows_how_it_is_written() -> None:
    assert refusal("{{ 数('lectures', 期限=上期) }}") == (
        f"模板“试用模板”第{FIRST_LINE}行：“数”的写法不对，应写作 数(口径、期=…、单位=…、只计=…)。"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{{ 数('lectures', 期='2024') }}", "“期”只能是"),
        ("{{ 数('lectures', 单位='青禾') }}", "“单位”只能是"),
        ("{{ 数('lectures', 只计='方案') }}", "“只计”只能是"),
        ("{{ 数(5) }}", "口径要写成引号里的代码"),
        ("{{ 活动('lectures', 取=0) }}", "“取”要在1至500之间"),
        ("{{ 活动('lectures', 按='大小') }}", "“按”只能是"),
        ("{{ 占(1, 2) }}", "“占”要两个报告数字"),
        ("{{ 文('没有声明') }}", "可用的有：问题"),
        ("{{ 下级单位 }}", "请用循环，或用“|顿号”连接"),
        ("{{ none }}", "没有可以印出的内容"),
        ("{{ 1 / 0 }}", "除数为零"),
        ("{{ 下级单位[9] }}", "没有第10项"),
        ("{{ 数('lectures') + 1 }}", "不能在模板里加减乘除"),
        ("{{ -数('lectures') }}", "不能在模板里加减乘除"),
        ("{{ '甲' ~ 下级单位 }}", "请先用“|顿号”连接"),
        ("{% for 甲 in '一二三' %}{% endfor %}", "for 后面要是一串内容"),
        ("{% if 甲 %}{% endif %}{% if false %}{% set 甲 = 1 %}{% endif %}", "“甲”在这里没有值"),
        ("{% set 单位 = 1 %}", "是固定的名字"),
        ("{% for loop in 下级单位 %}{% endfor %}", "是固定的名字"),
        ("{% for u in 下级单位 %}", "没有写完"),
        ("{% if 1 %}甲{% endfor %}", "不成对"),
        ("{% 如果 %}", "不认识这个标记"),
        ("{{ 单位. }}", "看不懂"),
        (r"{{ '﷐' }}".replace("﷐", r"\ufdd0"), "保留的特殊字符"),
    ],
)
def test_each_mistake_is_told_in_chinese_with_its_line(body: str, told: str) -> None:
    shown = refusal(body)

    assert told in shown
    assert f"第{FIRST_LINE}行" in shown
    assert not re.search(r"[a-z]{4,} [a-z]{2,}", shown)


def test_a_line_is_told_as_the_file_has_it_front_matter_counted() -> None:
    body = "一\n\n二\n\n{% if true %}\n三\n{{ 数('lectures') / 2 }}\n{% endif %}"

    assert f"第{FIRST_LINE + 6}行" in refusal(body)


def test_what_is_allowed_works() -> None:
    body = (
        "{% set 名 = [] %}{% for u in 下级单位 if u.级别 == '村社区' %}"
        "{{ loop.index }}{{ u }}{{ '、' if not loop.last else '。' }}{% endfor %}\n\n"
        "{{ 下级单位|前(2)|顿号 }}等{{ 下级单位|项数 }}个，{{ (1 + 2) * 3 - 4 // 2 }}，{{ '甲' + '乙' ~ 7 }}。"
    ).replace("{% set 名 = [] %}", "{% set 数目 = [] %}")

    text = whole_text(compiled(body))

    assert text == "标题\n1青禾社区、2望河社区、3石桥村。\n青禾社区、望河社区等3个，7，甲乙7。"
