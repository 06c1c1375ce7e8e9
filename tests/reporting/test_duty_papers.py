"""Lists of duties as official papers: every duty once, the layout that of every report."""

from __future__ import annotations

import datetime as dt
import io

import pdfplumber
import pytest
from docx import Document as WordDocument

from taizhang.compiler.document import Paragraph, Table, plain
from taizhang.foundation.accounts.services import add_post
from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties.models import Duty
from taizhang.ledgers.duties.rules import Role
from taizhang.ledgers.duties.services import appoint
from taizhang.reporting.duty_papers import UnknownPost, paper_file, post_by, post_paper, scheme_paper
from taizhang.reporting.fonts import font_folders
from tests.duties.conftest import handed_down, task
from tests.render.printed import printed_pages

__all__ = ["handed_down"]
DAY = dt.date(2025, 3, 1)
HANGING = 5.7


@pytest.fixture
def post(office):
    """Return the clerk's post of the north community."""
    return add_post(unit=office.north, name="宣传员", roles=["CLERK"])


@pytest.fixture
def scheme(office, handed_down, post, at):
    """Return a scheme of three tasks; the post carries out two of them."""
    made = handed_down(
        task("1.2", (office.north, Role.LEAD), (office.south, Role.RESPONSIBLE), basis="省条例第九条"),
        task("1.10", (office.north, Role.RESPONSIBLE), frequency=stored(Every("quarter", 2))),
        task("2", (office.south, Role.LEAD)),
    )
    for duty in Duty.objects.filter(unit=office.north):
        appoint(duty=duty, post=post, first=None, direct=None, by=office.reviewer, at=at)
    return made


def cells(paper) -> list[list[str]]:
    """Return the cells of the paper's table."""
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    return [[plain(cell, ()) for cell in row] for row in table.rows]


def test_the_list_of_a_post_holds_each_of_its_duties(scheme, post) -> None:
    paper = post_paper(post=post, on=DAY)

    assert (paper.title, paper.signer, paper.signed_on) == ("北桥社区宣传员责任清单", "北桥社区", DAY)
    assert cells(paper) == [
        ["1", "第1.2项工作", "每月1次", "牵头单位，承办", "省条例第九条"],
        ["2", "第1.10项工作", "每季度2次", "责任单位，承办", "无依据"],
    ]
    [lead] = [block for block in paper.blocks if isinstance(block, Paragraph)]
    assert plain(lead.inlines, ()).startswith("北桥社区宣传员的责任共2项，来自《2025年任务分解表》")


def test_a_post_without_duties_says_so(post) -> None:
    [lead] = post_paper(post=post, on=DAY).blocks

    assert plain(lead.inlines, ()) == "北桥社区宣传员现在没有责任。"


def test_the_tasks_of_a_scheme_stand_in_the_order_of_their_numbers(scheme) -> None:
    paper = scheme_paper(scheme=scheme, on=DAY)

    assert [row[:4] for row in cells(paper)] == [
        ["1.2", "第1.2项工作", "北桥社区", "南浦村"],
        ["1.10", "第1.10项工作", "—", "北桥社区"],
        ["2", "第2项工作", "南浦村", "—"],
    ]


def test_both_forms_hold_the_same_text_in_the_official_layout(scheme) -> None:
    paper = scheme_paper(scheme=scheme, on=DAY)
    folders = font_folders()

    word = WordDocument(io.BytesIO(paper_file(paper=paper, form="docx", font_folders=folders)))
    pdf = paper_file(paper=paper, form="pdf", font_folders=folders)

    [table] = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == cells(paper)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        text = "".join((page.extract_text() or "") for page in opened.pages)
    assert "2025年任务分解表" in text and "2025年3月1日" in text
    pages = printed_pages(pdf)
    lines = [line for page in pages for line in page.lines]
    # One mark of punctuation may hang over the core's edge; no character of a word does.
    assert all(line.left >= 27.5 and line.right <= 184.5 + HANGING for line in lines)
    assert {sign.size for line in lines for sign in line.signs} <= {22.0, 16.0, 14.0, 12.0, 10.5, 9.0}
    assert [sign.size for sign in lines[0].signs] == [22.0] * len("2025年任务分解表")


def test_a_post_is_found_by_its_name_and_others_are_told(post, office) -> None:
    assert post_by(text="宣传员", unit=office.north) == post
    with pytest.raises(UnknownPost, match="北桥社区没有岗位“书记”。现有：宣传员。"):
        post_by(text="书记", unit=office.north)
