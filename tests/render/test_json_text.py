"""A document's JSON is one spelling, and gives the same document back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.document import (
    Annex,
    Chart,
    Colophon,
    Document,
    Figure,
    FigureRef,
    Finding,
    Heading,
    Paragraph,
    Table,
    Text,
)
from taizhang.kernel.source_ref import SourceRef
from taizhang.render.json_text import DocumentNotReadable, DocumentNotWritable, document_from_json, json_text
from tests.render.examples import document, figure, paragraph, report

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
sources = st.builds(
    SourceRef, words, st.integers(1, 9), st.integers(1, 99), dates, words, words, words, words
)
figures = st.builds(
    Figure, words, words, st.integers(1, 9), words, words, st.none() | words, words, words, words, dates, dates,
    st.integers(), words, st.integers(0), st.lists(sources, max_size=3).map(tuple), st.lists(words, max_size=2).map(tuple),
)  # fmt: skip
narrowed = st.builds(
    lambda whole, tags, only: replace(whole, tags=tuple(tags), only=only),
    figures, st.lists(words, min_size=1, max_size=2), words,
)  # fmt: skip
colophons = st.builds(Colophon, st.lists(words, max_size=2).map(tuple), words, dates)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    known = tuple(draw(st.lists(figures | narrowed, max_size=3)))
    piece = st.builds(Text, words, st.sampled_from(["", "kai", "hei"]))
    inline = piece | st.builds(FigureRef, st.integers(0, len(known) - 1)) if known else piece
    inlines = st.lists(inline, max_size=3).map(tuple)
    heading = st.builds(Heading, st.sampled_from([1, 2, 3, 4]), words, inlines, st.booleans())
    table = st.integers(1, 3).flatmap(
        lambda width: st.builds(
            Table, words, st.lists(words, min_size=width, max_size=width).map(tuple),
            st.lists(st.lists(inlines, min_size=width, max_size=width).map(tuple), max_size=3).map(tuple),
            st.just("l" * width),
        )
    )  # fmt: skip
    chart = st.lists(st.tuples(words, st.none() | words), max_size=3).map(
        lambda pairs: Chart(
            "图", "bar", tuple(label for label, _ in pairs), tuple(value for _, value in pairs), "场"
        )
    )
    blocks = st.lists(heading | st.builds(Paragraph, inlines) | table | chart, max_size=4).map(tuple)
    return Document(
        title=draw(words), subject=draw(words), genre=draw(words), addressee=draw(words), blocks=draw(blocks),
        signer=draw(words), signed_on=draw(dates), figures=known,
        annexes=tuple(draw(st.lists(st.builds(Annex, words, blocks), max_size=2))),
        findings=tuple(draw(st.lists(st.builds(Finding, st.just("other"), words, words), max_size=2))),
        meta=tuple(draw(st.lists(st.tuples(words, words), max_size=2))), colophon=draw(st.none() | colophons),
    )  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(documents())
def test_a_document_comes_back_as_it_was(one: Document) -> None:
    text = json_text(document=one)

    assert document_from_json(text) == one
    assert json_text(document=document_from_json(text)) == text


@settings(max_examples=80, deadline=None)
@given(documents())
def test_the_text_is_spelled_as_json_with_its_keys_in_order(one: Document) -> None:
    text = json_text(document=one)

    plain = json.loads(text)

    assert json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


def test_the_invented_report_comes_back_as_it_was() -> None:
    assert document_from_json(json_text(document=report())) == report()


def test_the_spelling_that_was_signed_stays_as_it_is() -> None:
    digest = hashlib.sha256(json_text(document=report()).encode()).hexdigest()

    assert digest == "7cf09be830125ff8ed543570f1667c8a0978db6f29dcb56ac60e2664030a7bcc"


def test_a_source_that_many_figures_count_is_written_once() -> None:
    assert json_text(document=report()).count('"records:1"') == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "\n",
        lambda text: text.replace('"figures":', '"figures": '),
        lambda text: text.replace("386", "387", 1).replace('"level":1', '"level":1.0'),
        lambda text: json.dumps(json.loads(text)),
        lambda text: json.dumps(
            {**json.loads(text), "extra": 1}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ),
        lambda text: text.replace('"taizhang-document-1"', '"taizhang-document-2"'),
        lambda text: "",
        lambda text: "[]",
        lambda text: "null",
        lambda text: '{"title":3}',
        lambda text: "[" * 100_000,
    ],
)
def test_anything_else_is_refused_in_chinese(change: object) -> None:
    assert callable(change)

    with pytest.raises(DocumentNotReadable, match="报告文件"):
        document_from_json(change(json_text(document=report())))


def test_a_figure_that_is_not_there_is_refused() -> None:
    text = json_text(document=document(paragraph(0), figures=(figure("a", "1"),)))

    with pytest.raises(DocumentNotReadable):
        document_from_json(text.replace('"inlines":[0]', '"inlines":[1]'))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(DocumentNotWritable, match="无法保存"):
        json_text(document=document(paragraph("\ud800")))
