"""A report edited by hand: words stay as they were left, figures follow the ledger, everything is traced."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from taizhang.compiler.compile import compile_report
from taizhang.compiler.document import Chart, Document, Paragraph, Table, plain
from taizhang.compiler.manuscript import (
    AskRefused,
    Chip,
    ManuscriptNotMade,
    ManuscriptUnreadable,
    RuleAsk,
    compile_manuscript,
    manuscript_from,
    manuscript_json,
    manuscript_of,
)
from taizhang.compiler.template import builtin_templates
from tests.compiler.office import busy_office, context_of

TEMPLATES = {template.name: template for template in builtin_templates() if not template.of_scheme}
TEXTS = {
    "存在的问题": "个别村活动偏少。",
    "下一步工作安排": "按月安排。",
    "主要做法": "坚持每月一次。",
    "工作成效": "参与面扩大。",
    "经验启示": "贵在坚持。",
}


def compiled(office, manuscript, template="work_report", at=None, **context):
    return compile_manuscript(
        manuscript=manuscript,
        template=TEMPLATES[template],
        context=context_of(office, texts=TEXTS, **context),
        ledger_at=at or (lambda position: replace(office, position=position)),
    )


def told(document: Document) -> list[str]:
    lines = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [block.caption, *(plain(cell, document.figures) for row in block.rows for cell in row)]
        elif isinstance(block, Chart):
            lines += [block.caption, *block.labels, *map(str, block.values)]
        else:
            lines.append(getattr(block, "number", "") + plain(block.inlines, document.figures))
    return lines


@pytest.fixture(scope="module")
def office():
    return busy_office(2024, 2025)


def report(office, template="work_report"):
    return compile_report(template=TEMPLATES[template], context=context_of(office, texts=TEXTS))


def first_manuscript(office, template="work_report"):
    return manuscript_of(document=report(office, template), unit=office.root.id, period=office.period.label)


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_template_wrote_comes_back_the_same_from_its_manuscript(office, template):
    document = report(office, template)
    back = compiled(office, first_manuscript(office, template), template).document

    assert told(back) == told(document)
    assert [(one.rule, one.text, one.sources) for one in back.figures] == [
        (one.rule, one.text, one.sources) for one in document.figures
    ]
    assert back.annexes == document.annexes


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_manuscript_comes_back_from_json_as_it_was(office, template):
    manuscript = first_manuscript(office, template)

    assert manuscript_from(json.loads(json.dumps(manuscript_json(manuscript)))) == manuscript


def test_the_same_manuscript_gives_the_same_document(office):
    manuscript = first_manuscript(office)

    assert compiled(office, manuscript) == compiled(office, manuscript)


def sentence(*pieces):
    return manuscript_from(
        {
            "version": 1,
            "title": "试写",
            "blocks": [
                {
                    "id": "b1",
                    "type": "paragraph",
                    "inlines": [
                        {"type": "text", "text": one, "style": ""} if isinstance(one, str) else one
                        for one in pieces
                    ],
                }
            ],
        }
    )


def chip(number=1, *, ask=None, state="auto", text="0", **more):
    return {
        "type": "figure",
        "id": f"c{number}",
        "ask": ask,
        "state": state,
        "text": text,
        "position": None,
        "typed_source": "",
        **more,
    }


HELD = {"rule": "activities_held", "unit": None, "own": False, "period": None}


def body(told):
    return "".join(
        plain(block.inlines, told.document.figures)
        for block in told.document.blocks
        if isinstance(block, Paragraph)
    )


def test_an_automatic_chip_follows_the_ledger_and_says_what_it_prints(office):
    whole = compiled(office, sentence("开展活动", chip(ask=HELD, text="1"), "场。"))
    value = office.figure(rule="activities_held", unit=None, period=None).text

    assert body(whole) == f"开展活动{value}场。"
    assert {name: figure.text for name, figure in whole.answered.items()} == {"c1": value}
    assert [one.text for one in whole.manuscript.chips()] == [value]
    assert whole.document.findings == ()


def test_a_locked_chip_stays_at_its_position_and_is_proved_there(office):
    fewer = replace(office, records=office.records[::2])
    locked = chip(ask=HELD, state="locked", text="旧", position=450)

    whole = compiled(office, sentence(locked), at=lambda position: replace(fewer, position=position))

    [figure] = whole.document.figures
    assert figure.position == 450
    assert figure.text == fewer.figure(rule="activities_held", unit=None, period=None).text
    assert "450" in str(whole.document.annexes)


def test_one_question_with_two_answers_is_found(office):
    fewer = replace(office, records=office.records[::2])
    both = sentence(chip(1, ask=HELD), "、", chip(2, ask=HELD, state="locked", position=450))

    whole = compiled(office, both, at=lambda position: replace(fewer, position=position))

    [found] = [one for one in whole.found if not one.note]
    assert "两处不一样" in found.finding.text
    assert (found.block, found.chip) == ("b1", "c2")


def test_a_typed_figure_stands_in_the_annex_with_its_source(office):
    typed = chip(state="typed", text="1,204", typed_source="区统计局2025年年报")

    whole = compiled(office, sentence("常住人口", typed, "户。"))

    [figure] = whole.document.figures
    assert (figure.text, figure.value, figure.sources) == ("1,204", "1204", ())
    assert "手填，没有台账记录。出处：区统计局2025年年报" in str(whole.document.annexes)
    assert whole.document.findings == ()


def test_a_typed_figure_without_a_source_is_refused_with_its_place():
    with pytest.raises(ManuscriptUnreadable, match="第 1 段：手填的数字“5”要写明出处"):
        sentence(chip(state="typed", text="5"))


def test_words_typed_as_a_figure_are_found(office):
    whole = compiled(office, sentence(chip(state="typed", text="许多", typed_source="估计")))

    assert "里没有数" in whole.found[0].finding.text


def test_what_is_left_open_and_what_has_nothing_behind_it_is_found_where_it_stands(office):
    nothing = {**HELD, "period": "1999年"}

    whole = compiled(office, sentence("开展***场，", chip(ask=nothing), "场。"))

    kinds = [(one.finding.kind, one.block, one.chip) for one in whole.found]
    assert kinds == [("missing-figure", "b1", "c1"), ("placeholder", "b1", None)]


def test_a_difference_that_turned_is_found(office):
    before = {**HELD, "period": "2024年"}
    records = [one for one in office.records if one.on.year == 2024 or one.on.month < 7]
    fewer = replace(office, records=records)

    def findings(*, up):
        ask = {"derive": "difference", "of": [HELD, before], "than": "上年", "up": up}
        whole = compiled(fewer, sentence("比上年变化", chip(ask=ask), "场。"))
        return [one.finding.text for one in whole.found]

    assert findings(up=False) == []
    [turned] = findings(up=True)
    assert "写的时候是增加，按现在的台账变成了减少" in turned


@pytest.mark.parametrize(
    "ask",
    [
        None,
        {},
        {"rule": 5},
        {"rule": "x", "unit": "y"},
        {"derive": "magic", "of": []},
        {"derive": "share", "of": [1]},
    ],
)
def test_a_chip_that_asks_nothing_is_refused(ask):
    with pytest.raises(AskRefused):
        sentence(chip(ask=ask))


def test_a_chip_that_nothing_answers_is_found_and_the_rest_is_compiled_all_the_same(office):
    gone = {**HELD, "rule": "no_such_rule"}

    whole = compiled(office, sentence(chip(1, ask=gone, text="386"), "、", chip(2, ask=HELD)))

    [found] = whole.found
    assert "“386”：没有口径“no_such_rule”" in found.finding.text
    assert (found.block, found.chip) == ("b1", "c1")
    assert body(whole).startswith("—、")
    assert whole.manuscript.chips()[0].text == "386"
    assert whole.document.findings == (found.finding,)


def test_a_figure_that_is_locked_is_noted_and_stops_nothing(office):
    locked = chip(ask=HELD, state="locked", text="旧", position=450)

    whole = compiled(office, sentence(locked))

    assert [(one.note, "锁定在账本第450位" in one.finding.text) for one in whole.found] == [(True, True)]
    assert whole.document.findings == ()


def test_a_festival_may_be_called_as_it_likes(office):
    ask = {"festival": "{灯}会", "of": HELD}

    whole = compiled(office, sentence("逢", chip(ask=ask), "场"))

    assert whole.document.figures[0].definition == "f2中的“{灯}会”部分"


def typed(number, text):
    return [chip(number, state="typed", text=text, typed_source="各村上报")]


@pytest.mark.parametrize(("total", "faults"), [("3", 0), ("4", 1)])
def test_typed_figures_add_up_too(office, total, faults):
    words = [[{"type": "text", "text": name, "style": ""}] for name in ("甲村", "乙村", "合计")]
    rows = [[words[0], typed(1, "1")], [words[1], typed(2, "2")], [words[2], typed(3, total)]]
    table = {
        "id": "t1",
        "type": "table",
        "caption": "上报",
        "columns": ["村", "户"],
        "align": "lr",
        "rows": rows,
    }

    whole = compiled(office, manuscript_from({"version": 1, "title": "试写", "blocks": [table]}))

    assert len(whole.found) == faults


def test_a_table_with_two_charts_is_not_cut_down_to_one(office):
    document = report(office)
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    blocks = tuple(
        each for block in document.blocks for each in ((block, block) if block is chart else (block,))
    )

    with pytest.raises(ManuscriptNotMade, match="一张表只画一张图"):
        manuscript_of(document=replace(document, blocks=blocks), unit=office.root.id, period="2025年")


def test_a_sum_that_is_none_is_found_and_an_average_is_let_alone(office):
    manuscript = first_manuscript(office)
    tables = [block for block in manuscript.blocks if getattr(block, "caption", "") == "各单位开展活动情况"]
    short = replace(tables[0], rows=tables[0].rows[1:])
    changed = replace(
        manuscript, blocks=tuple(short if block is tables[0] else block for block in manuscript.blocks)
    )

    found = [one.finding.text for one in compiled(office, changed).found if one.block == short.id]

    assert len(found) == 2
    assert all("一列各行相加为" in text for text in found)
    assert compiled(office, manuscript).found == ()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"version": 2}, "不是这一版"),
        ({"title": "长" * 201}, "标题至多 200 字"),
        ({"blocks": "x"}, "至多 2000 段"),
        ({"blocks": [{"id": "b1", "type": "poem"}]}, "第 1 段"),
        ({"blocks": [{"id": "<b>", "type": "paragraph", "inlines": []}]}, "没有编号"),
        ({"blocks": [{"id": "b1", "type": "heading", "level": 5, "inlines": []}]}, "一至四级"),
        ({"blocks": [{"id": "b1", "type": "paragraph", "inlines": []}] * 2}, "同一个编号"),
        (
            {"blocks": [{"id": "b1", "type": "table", "columns": ["甲"], "rows": [[[], []]]}]},
            "格数与表头不一样",
        ),
    ],
)
def test_what_is_no_manuscript_is_refused(change, complaint):
    with pytest.raises(ManuscriptUnreadable, match=complaint):
        manuscript_from({"version": 1, "title": "题", "blocks": [], **change})


def test_a_chip_is_a_question_and_nothing_else():
    assert Chip("c1", "5", ask=RuleAsk("visits")).ask == RuleAsk("visits")
