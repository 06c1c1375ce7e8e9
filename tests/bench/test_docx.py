"""What the docx bench compares: the same report, written in two ways."""

from __future__ import annotations

import pytest
from bench.docx_bench import TextsDiffer, check_same_text
from bench.docx_template import FilledTemplate, values_of
from bench.docx_text import main_part, printed_lines
from bench.report import FIGURES, office_of, report

from taizhang.compiler.document import Paragraph, Table, plain
from taizhang.render.docx import docx_bytes, figures_in_docx


@pytest.fixture(scope="module")
def template() -> FilledTemplate:
    """Return the template, built from the first report."""
    return FilledTemplate(model=report(0), office=office_of(0))


def test_the_report_has_forty_figures_and_two_tables() -> None:
    document = report(1)

    assert len(document.figures) == FIGURES == 40
    assert [len(block.rows) for block in document.blocks if isinstance(block, Table)] == [7, 8]


def test_every_figure_stands_on_records_of_its_own_number() -> None:
    document = report(1, sources_each=50)

    assert {len(set(figure.sources)) for figure in document.figures} == {50}


def test_no_paragraph_of_another_office_is_the_same() -> None:
    one, other = (
        {plain(block.inlines, document.figures) for block in document.blocks if isinstance(block, Paragraph)}
        for document in (report(1), report(2))
    )

    assert one.isdisjoint(other)


@pytest.mark.parametrize("number", [0, 1, 11, 140])
def test_both_ways_print_the_same_text(template: FilledTemplate, number: int) -> None:
    document = report(number)

    ours = docx_bytes(document=document)
    theirs = template.docx_bytes(values_of(document=document, office=office_of(number)))

    assert printed_lines(ours) == printed_lines(theirs)
    check_same_text(ours=ours, theirs=theirs)


def test_the_printed_text_is_that_of_the_report() -> None:
    document = report(4)

    told = printed_lines(docx_bytes(document=document))

    assert told[0] == document.title
    assert told[1] == f"{document.addressee}："
    assert plain(document.blocks[0].inlines, document.figures) == told[2]
    assert told[-2:] == [document.signer, "2025年12月26日"]


def test_different_texts_are_not_compared(template: FilledTemplate) -> None:
    ours = docx_bytes(document=report(1))
    theirs = template.docx_bytes(values_of(document=report(2), office=office_of(2)))

    with pytest.raises(TextsDiffer, match=office_of(2)):
        check_same_text(ours=ours, theirs=theirs)


def test_our_docx_carries_every_figure_with_its_sources() -> None:
    carried = figures_in_docx(data=docx_bytes(document=report(3)))

    assert [len(figure["sources"]) for figure in carried] == [3] * FIGURES


def test_the_floor_deflates_the_main_part_alone() -> None:
    main = main_part(docx_bytes(document=report(3)))

    assert main.startswith(b"<?xml")
    assert main.rstrip().endswith(b"</w:document>")
