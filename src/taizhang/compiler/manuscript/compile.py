"""Compiling a manuscript: its text as people left it, its figures from the ledger. The same input gives the same document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from taizhang.compiler.annex import sources_annex
from taizhang.compiler.blocks import settled
from taizhang.compiler.compile import colophon_of, meta_of
from taizhang.compiler.context import Ledger, ReportContext
from taizhang.compiler.desk import Chip as Answer
from taizhang.compiler.desk import Desk
from taizhang.compiler.document import Document, Figure
from taizhang.compiler.findings import open_place, passages, too_long
from taizhang.compiler.manuscript.answers import Answers
from taizhang.compiler.manuscript.findings import Found, Teller
from taizhang.compiler.manuscript.model import Chip, Line, Manuscript, TableBlock
from taizhang.compiler.manuscript.setting import Setter
from taizhang.compiler.markup import clean, one_line
from taizhang.compiler.numbering import Numbering
from taizhang.compiler.placeholders import placeholders
from taizhang.compiler.template import Template
from taizhang.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Compiled:
    """A manuscript compiled.

    `found` are the document's findings with their places in the manuscript, and notes, which stop
    nothing. `answered` is the figure of each chip that was answered, by the chip's id, `manuscript` the
    same text with its automatic chips brought up to what these print.
    """

    document: Document
    found: tuple[Found, ...]
    answered: dict[str, Figure]
    manuscript: Manuscript


def compile_manuscript(
    *,
    manuscript: Manuscript,
    template: Template,
    context: ReportContext,
    ledger_at: Callable[[int], Ledger],
) -> Compiled:
    """Return the report that a manuscript says of the ledger in `context`.

    `template` is what the report began with: it gives the genre and the length. `ledger_at` is
    asked for locked chips. A chip whose question the ledger refuses (a rule that is gone) prints "—"
    and is a finding: the rest can still be read and mended.
    """
    desk, teller = Desk(), Teller(position=context.ledger.position)
    answers = Answers(context=context, desk=desk, ledger_at=ledger_at)
    numbering = Numbering(desk=desk)
    answered: dict[str, Figure] = {}

    def answer(chip: Chip) -> Answer:
        try:
            told = answers.answer(chip)
        except Refused as refusal:
            return answers.none(chip, refusal)
        answered[chip.id] = told.figure
        return told

    setter = Setter(numbering=numbering, answer=answer, teller=teller, adds_up=context.ledger.adds_up)
    blocks = settled([each for block in manuscript.blocks for each in setter.set(block)])
    figures = numbering.figures()
    lines = passages(blocks=blocks, figures=figures)
    whole = (
        *(open_place(place="标题", shown=shown) for shown in placeholders(manuscript.title)),
        *too_long(title=manuscript.title, lines=lines, limit=template.length_limit),
    )
    found = (*teller.found, *(Found(finding) for finding in whole))
    document = Document(
        title=manuscript.title or one_line(context.subject),
        subject=one_line(context.subject),
        genre=template.genre,
        addressee=one_line(context.addressee),
        blocks=blocks,
        signer=clean(context.signer).strip(),
        signed_on=context.signed_on,
        figures=figures,
        annexes=(sources_annex(figures, template.annex, whole=numbering.whole()),) if figures else (),
        findings=tuple(dict.fromkeys(one.finding for one in found if not one.note)),
        meta=meta_of(template, context, figures),
        colophon=colophon_of(context),
    )
    return Compiled(document, found, answered, _brought_up(manuscript, answered))


def _brought_up(manuscript: Manuscript, answered: dict[str, Figure]) -> Manuscript:
    """Return the manuscript with its automatic chips printing what the ledger says."""

    def line(pieces: Line) -> Line:
        return tuple(
            replace(piece, text=answered[piece.id].text)
            if isinstance(piece, Chip) and piece.state == "auto" and piece.id in answered
            else piece
            for piece in pieces
        )

    blocks = tuple(
        replace(block, rows=tuple(tuple(line(cell) for cell in row) for row in block.rows))
        if isinstance(block, TableBlock)
        else replace(block, line=line(block.line))
        for block in manuscript.blocks
    )
    return replace(manuscript, blocks=blocks)
