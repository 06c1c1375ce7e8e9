"""Whatever a browser may send: it is a manuscript or is refused in words; a manuscript always compiles and prints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from taizhang.compiler.manuscript import compile_manuscript, manuscript_from, manuscript_json
from taizhang.compiler.template import builtin_templates
from taizhang.kernel.refusal import Refused
from taizhang.render.docx import docx_bytes
from taizhang.render.html import html_text
from taizhang.render.json_text import document_from_json, json_text
from tests.compiler.office import Office, busy_records, context_of

OFFICE = Office(busy_records(2024, 2025)[::7])
TEMPLATE = builtin_templates()[0]

words = st.text("开展活动12{}|*#-\n\u3000\ufdd0—“”（）<&", max_size=12)
rules = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(
            ("activities_held", "people_per_activity", "evidence_coverage", "no_such_rule")
        ),
        "unit": st.sampled_from((None, 1, 2, 4, 99)),
        "own": st.booleans(),
        "period": st.sampled_from((None, "2024年", "2025年3月", "2025年13月")),
    }
)
asks = st.recursive(
    st.one_of(
        rules,
        st.builds(lambda number: {"record": f"records:{number}"}, st.integers(0, 400)),
        st.builds(lambda name, of: {"festival": name or "节", "of": of}, words, rules),
    ),
    lambda inner: st.builds(
        lambda kind, one, two, up: {"derive": kind, "of": [one, two], "than": "上年", "up": up},
        st.sampled_from(("difference", "growth", "share")),
        inner,
        inner,
        st.booleans(),
    ),
    max_leaves=4,
)
chips = st.one_of(
    st.builds(lambda ask, text: {"ask": ask, "state": "auto", "text": text}, asks, words),
    st.builds(lambda ask: {"ask": ask, "state": "locked", "text": "9", "position": 450}, asks),
    st.builds(lambda text: {"state": "typed", "text": f"1{text}", "typed_source": "年鉴"}, words),
)
texts = st.builds(
    lambda text, style: {"type": "text", "text": text, "style": style}, words, st.sampled_from(("", "kai"))
)
lines = st.lists(st.one_of(texts, chips), max_size=4)
headings = st.builds(
    lambda level, run_in, line: {"type": "heading", "level": level, "run_in": run_in, "inlines": line},
    st.integers(1, 4),
    st.booleans(),
    lines,
)
paragraphs = st.builds(lambda line: {"type": "paragraph", "inlines": line}, lines)


@st.composite
def tables(draw: Any) -> dict[str, Any]:
    """Return a table, now and then with a row of sums and a chart."""
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(lines, min_size=width, max_size=width), max_size=3))
    if rows and draw(st.booleans()):
        rows[-1][0] = [{"type": "text", "text": "合计", "style": ""}]
    chart = (
        {"kind": "bar", "column": width - 1, "caption": "图"} if width > 1 and draw(st.booleans()) else None
    )
    columns = draw(st.lists(words, min_size=width, max_size=width))
    return {
        "type": "table",
        "caption": draw(words),
        "columns": columns,
        "align": "l" * width,
        "rows": rows,
        "chart": chart,
    }


@st.composite
def manuscripts(draw: Any) -> dict[str, Any]:
    """Return a manuscript as a browser may send it."""
    blocks = draw(st.lists(st.one_of(headings, paragraphs, tables()), max_size=5))
    for number, block in enumerate(blocks):
        block["id"] = f"b{number}"
    chips = [piece for block in blocks for line in _lines(block) for piece in line if "state" in piece]
    for number, chip in enumerate(chips):
        chip |= {"type": "figure", "id": f"c{number}"}
    return {"version": 1, "title": draw(words), "blocks": blocks}


def _lines(block: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [cell for row in block["rows"] for cell in row] if block["type"] == "table" else [block["inlines"]]


@settings(max_examples=150, deadline=None)
@given(told=manuscripts())
@example(told={"version": 1, "title": "1\n\ufdd0", "blocks": []})
def test_every_manuscript_comes_back_compiles_and_prints(told: dict[str, Any]) -> None:
    # One drawn list may stand in two places: what a browser sends has every chip once.
    manuscript = manuscript_from(_apart(json.loads(json.dumps(told))))
    assert manuscript_from(json.loads(json.dumps(manuscript_json(manuscript)))) == manuscript

    one, two = (_compiled(manuscript) for _ in range(2))

    text = json_text(document=one.document)
    assert text == json_text(document=two.document)
    assert document_from_json(text) == one.document
    assert docx_bytes(document=one.document, profile="word")[:2] == b"PK"
    assert html_text(document=one.document)
    refused = {found.chip for found in one.found if found.chip}
    assert {chip.id for chip in manuscript.chips()} <= set(one.answered) | refused


def _apart(told: dict[str, Any]) -> dict[str, Any]:
    number = 0
    for block in told["blocks"]:
        for line in _lines(block):
            for piece in line:
                if piece.get("type") == "figure":
                    piece["id"] = f"c{(number := number + 1)}"
    return told


def _compiled(manuscript: Any) -> Any:
    return compile_manuscript(
        manuscript=manuscript,
        template=TEMPLATE,
        context=context_of(OFFICE),
        ledger_at=lambda position: replace(OFFICE, position=position),
    )


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(("version", "title", "blocks", "id", "type", "inlines", "rows", "ask")), inner
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(
    told=st.one_of(
        anything, st.builds(lambda blocks: {"version": 1, "title": "", "blocks": blocks}, anything)
    )
)
def test_what_is_no_manuscript_is_refused_in_words(told: object) -> None:
    try:
        manuscript_from(told)
    except Refused as refusal:
        assert str(refusal)
