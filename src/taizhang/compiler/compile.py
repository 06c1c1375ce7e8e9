"""Compiling: a template and a ledger become a document. The same input gives the same document."""

from __future__ import annotations

from taizhang.compiler.annex import AnnexForm, sources_annex
from taizhang.compiler.blocks import Body, read_blocks
from taizhang.compiler.context import ReportContext
from taizhang.compiler.desk import Desk
from taizhang.compiler.document import Colophon, Document, Figure
from taizhang.compiler.findings import missing_figures, mixed_positions, open_places, passages, too_long
from taizhang.compiler.markup import clean, one_line
from taizhang.compiler.numbering import Numbering
from taizhang.compiler.sandbox import TemplateRefused, fill
from taizhang.compiler.template import Template
from taizhang.compiler.vocabulary import Vocabulary
from taizhang.compiler.words import STEPS, Budget
from taizhang.kernel.refusal import Refused


def compile_report(
    *, template: Template, context: ReportContext, steps: int = STEPS, annex: AnnexForm | None = None
) -> Document:
    """Return the report that the template tells of the context.

    `figures` are numbered f1 … in order of first appearance, what a figure was worked out from
    right after it. `findings` list every gap; a document with findings is a draft. The annex 数据来源
    leads from each figure to its records and back, in the template's form unless `annex` tells another.
    Raises:  a Refused naming the template's line; BudgetSpent after `steps` rounds and calls.
    """
    if template.of_scheme and context.scheme is None:
        raise TemplateRefused(f"“{template.label}”写的是一个责任方案，请写明是哪一个方案。")
    desk, budget = Desk(), Budget(steps)
    vocabulary = Vocabulary(context=context, needs=template.needs, desk=desk, budget=budget)
    text = fill(source=template.source, label=template.label, words=vocabulary.names(), budget=budget)
    numbering = Numbering(desk=desk)
    body = _body(template, text, numbering)
    figures = numbering.figures()
    lines = passages(blocks=body.blocks, figures=figures)
    return Document(
        title=body.title,
        subject=one_line(context.subject),
        genre=template.genre,
        addressee=one_line(context.addressee),
        blocks=body.blocks,
        signer=clean(context.signer).strip(),
        signed_on=context.signed_on,
        figures=figures,
        annexes=(sources_annex(figures, annex or template.annex, whole=numbering.whole()),)
        if figures
        else (),
        findings=(
            *missing_figures(lines=lines, figures=figures),
            *open_places(title=body.title, lines=lines),
            *vocabulary.findings,
            *body.findings,
            *mixed_positions(figures),
            *too_long(title=body.title, lines=lines, limit=template.length_limit),
        ),
        meta=meta_of(template, context, figures),
        colophon=colophon_of(context),
    )


def colophon_of(context: ReportContext) -> Colophon | None:
    """Return the colophon of a report that somebody gets a copy of."""
    copies = tuple(one_line(body).strip("。；，、 ") for body in context.copies_to if body.strip())
    return Colophon(copies, one_line(context.signer), context.signed_on) if copies else None


def _body(template: Template, text: str, numbering: Numbering) -> Body:
    try:
        return read_blocks(text=text, numbering=numbering)
    except Refused as error:
        raise TemplateRefused(f"模板“{template.label}”生成的文字排不成报告：{error}") from error


def meta_of(
    template: Template, context: ReportContext, figures: tuple[Figure, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the facts for the archives, then how the report came about."""
    positions = sorted({figure.position for figure in figures})
    return (
        *((one_line(name), one_line(value)) for name, value in context.archive),
        ("单位", one_line(context.unit.name)),
        ("期间", context.period.label),
        ("模板", f"{template.name} {template.digest}"),
        ("账本位置", "、".join(map(str, positions))),
    )
