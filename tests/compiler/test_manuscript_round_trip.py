"""The law of the manuscript: a document turned into one and compiled again is the same document."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.manuscript import (
    compile_manuscript,
    manuscript_from,
    manuscript_json,
    manuscript_of,
)
from taizhang.compiler.template import builtin_templates
from taizhang.kernel.period import parse_period
from taizhang.render.json_text import json_text
from tests.compiler.office import QINGHE, Office, busy_office, busy_records, context_of

TEMPLATES = {template.name: template for template in builtin_templates() if not template.of_scheme}
PERIODS = ("2025", "2025-03", "2025Q3", "2025H1", "2025年1至9月", "农历2025年", "2025-03-05..2025-08-01")
EACH = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)


def both(template, office, **context):
    """Return the template's document as JSON values, and that of its manuscript, compiled twice."""
    told = context_of(
        office, texts=dict.fromkeys(template.needs, "写明的第一条。\n写明的第二条。"), **context
    )
    first = compile_report(template=template, context=told)
    manuscript = manuscript_of(document=first, unit=told.unit.id, period=told.period.label)
    stored = manuscript_from(json.loads(json.dumps(manuscript_json(manuscript))))
    again, once_more = (
        compile_manuscript(
            manuscript=stored, template=template, context=told, ledger_at=lambda position: office
        )
        for _ in range(2)
    )
    assert again.manuscript == stored
    assert json_text(document=again.document) == json_text(document=once_more.document)
    return shown(first), shown(again.document)


def shown(document):
    """Return the document without what stops it: where a passage is still to be written, only a template says."""
    told = json.loads(json_text(document=document))
    return {name: value for name, value in told.items() if name != "findings"}


@EACH
@pytest.mark.parametrize("period", PERIODS)
def test_every_kind_of_period_comes_back_the_same(template, period):
    first, again = both(template, busy_office(2024, 2025), period=parse_period(period))

    assert again == first


@EACH
def test_a_unit_without_units_below_comes_back_the_same(template):
    records = [each for each in busy_records(2024, 2025) if each.unit == QINGHE]

    first, again = both(template, Office(records, below=(), root=QINGHE), unit=QINGHE)

    assert again == first


@settings(max_examples=20, deadline=None)
@given(
    name=st.sampled_from(sorted(TEMPLATES)),
    kept=st.sets(st.integers(0, 2 * 12 * 11 * 4 - 1), max_size=40),
    period=st.sampled_from(PERIODS),
)
def test_whatever_the_ledger_holds_comes_back_the_same(name, kept, period):
    everything = busy_records(2024, 2025)
    office = Office([everything[index] for index in sorted(kept)])

    first, again = both(TEMPLATES[name], office, period=parse_period(period))

    assert again == first
