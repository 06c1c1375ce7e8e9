"""A document as one HTML file: the print's sheets on screen, no script, every figure a link to its source."""

from __future__ import annotations

from html import escape as escape_markup
from importlib.resources import files

from taizhang.compiler.document import Annex, Block, Chart, Document, Figure, FigureRef, Inline, Table, Text
from taizhang.render.characters import printable
from taizhang.render.chart_plan import LABEL_PT, ChartPlan, plan_chart
from taizhang.render.colophon import COPIES_LABEL, colophon_text
from taizhang.render.columns import plan_table
from taizhang.render.page import POINT_MM
from taizhang.render.setting import (
    Face,
    Line,
    addressee_text,
    annex_label,
    annex_note,
    date_text,
    lines,
    signature,
)
from taizhang.render.title import title_lines

SOURCES_ID = "figure-{}"


def html_text(*, document: Document) -> str:
    """Return a self-contained page: one style element, no script, no style attribute, nothing fetched.

    A figure links to the annex row that names it, else to its entry in 数字来源 at the page's end,
    which stands on screen and is not printed.
    """
    page = _Page(document)
    sheets = [page.main_sheet()]
    sheets += [page.annex_sheet(annex, number) for number, annex in enumerate(document.annexes, start=1)]
    sheets.append(page.sources())
    sheets_used = ("page.css", "colophon.css") if document.colophon else ("page.css",)
    style = "".join((files("taizhang.render") / name).read_text(encoding="utf-8") for name in sheets_used)
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="format-detection" content="telephone=no">'
        f"<title>{_text(''.join(title_lines(document.title)))}</title>"
        f"<style>\n{style}{''.join(page.widths)}</style></head>\n<body><main>\n{''.join(sheets)}</main></body></html>\n"
    )


def _text(text: str) -> str:
    return escape_markup(printable(text), quote=True)


class _Page:
    """The page in the making: tables are numbered for their widths, figures get one anchor each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.widths: list[str] = []
        self.anchored: set[int] = set()
        self.in_annex = False
        self.colophon = _colophon(document)

    def main_sheet(self) -> str:
        document = self.document
        addressee = addressee_text(document)
        first = f'<p class="flush">{_text(addressee)}</p>\n' if addressee else ""
        note = "".join(
            f'<p class="note{"" if label else " more"}">{_text(label + sign + name)}</p>\n'
            for label, sign, name in annex_note(document)
        )
        signer = signature(document).signer
        day = document.signed_on
        dated = f'<p class="date"><time datetime="{day}">{date_text(day)}</time></p>\n' if day else ""
        signed = f'<p class="signer">{_text(signer)}</p>\n' if signer else ""
        body = (
            f"{_title(document.title, 'h1')}{first}{self.blocks(document.blocks)}"
            f'{f"<div class=notes>{note}</div>" if note else ""}<div class="signature">\n{signed}{dated}</div>'
        )
        kind, body = self.closed("sheet", body, last=not document.annexes)
        return f'<article class="{kind}">\n{body}</article>\n'

    def annex_sheet(self, annex: Annex, number: int) -> str:
        self.in_annex = True
        label = annex_label(number=number, total=len(self.document.annexes))
        body = f'<p class="label">{label}</p>\n{_title(annex.title, "h2")}{self.blocks(annex.blocks)}'
        kind, body = self.closed("sheet annex", body, last=number == len(self.document.annexes))
        return f'<section class="{kind}">\n{body}</section>\n'

    def closed(self, kind: str, body: str, *, last: bool) -> tuple[str, str]:
        """Return a sheet's class and content; at the foot of the last sheet stands the colophon."""
        if not last or not self.colophon:
            return kind, body
        return f"{kind} closing", f"<div>{body}</div>\n{self.colophon}"

    def sources(self) -> str:
        """Return the entries of the figures that no annex row names."""
        entries = "".join(
            f'<li id="{SOURCES_ID.format(index)}"><b>{_text(figure.text)}</b> {_text(figure.label)}：'
            f"{_text(figure.meaning)}。{_text(figure.period)}，{_text(figure.unit_name)}，口径 "
            f"{_text(figure.rule)} 第 {figure.rule_version} 版，账页位置 {figure.position}，来源 {len(figure.sources)} 条。"
            f"{self.records(figure)}</li>\n"
            for index, figure in enumerate(self.document.figures)
            if index not in self.anchored
        )
        return f'<aside class="sources"><h2>数字来源</h2>\n<ol>\n{entries}</ol></aside>\n' if entries else ""

    def records(self, figure: Figure) -> str:
        if not figure.sources:
            return ""
        rows = "".join(
            f"<li>{source.on} {_text(source.number or source.source)} {_text(source.title)} {_text(source.unit_name)}</li>"
            for source in figure.sources
        )
        return f"<details><summary>来源记录</summary><ul>{rows}</ul></details>"

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        parts: list[str] = []
        for item in lines(blocks):
            if isinstance(item, Table):
                parts.append(self.table(item))
            elif isinstance(item, Chart):
                parts.append(_chart(item))
            else:
                parts.append(self.line(item))
        return "".join(parts)

    def line(self, line: Line) -> str:
        if line.level:
            depth = line.level + (2 if self.in_annex else 1)
            body = "".join(self.inlines(part, "") for _, part in line.parts)
            return f'<h{depth} class="level-{line.level}">{body}</h{depth}>\n'
        return f"<p>{''.join(self.part(face, part) for face, part in line.parts)}</p>\n"

    def part(self, face: Face, inlines: tuple[Inline, ...]) -> str:
        body = self.inlines(inlines, "")
        return body if face == "fang" else f'<span class="{face}">{body}</span>'

    def inlines(self, inlines: tuple[Inline, ...], anchor: str) -> str:
        return "".join(self.piece(piece) for piece in inlines)

    def piece(self, piece: Inline) -> str:
        if isinstance(piece, Text):
            shown = _text(piece.text)
            return f'<span class="{piece.style}">{shown}</span>' if piece.style else shown
        figure = self.document.figures[piece.index]
        missing = " missing" if figure.is_missing else ""
        return (
            f'<a class="figure{missing}" href="#{SOURCES_ID.format(piece.index)}" data-key="{_text(figure.key)}" '
            f'title="{_text(figure.label)}">{_text(figure.text)}</a>'
        )

    def table(self, table: Table) -> str:
        if not table.columns:
            return ""
        plan = plan_table(table=table, figures=self.document.figures)
        number = len(self.widths) + 1
        total = sum(plan.widths)
        self.widths.append(
            f"#t{number}{{font-size:{plan.size:g}pt}}"
            + "".join(
                f"#t{number} col:nth-child({place}){{width:{width / total:.3%}}}"
                for place, width in enumerate(plan.widths, start=1)
            )
            + "\n"
        )
        caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
        head = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.columns)
        aligns = table.align.ljust(len(table.columns), "l")
        rows = "".join(self.row(row, aligns) for row in table.rows)
        return (
            f'<table id="t{number}"{" class=whole" if plan.whole else ""}>{caption}<colgroup>'
            f"{'<col>' * len(table.columns)}</colgroup><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
        )

    def row(self, row: tuple[tuple[Inline, ...], ...], aligns: str) -> str:
        cells = "".join(
            f'<td class="{letter}">{self.inlines(cell, "")}</td>'
            for letter, cell in zip(aligns, row, strict=False)
        )
        return f"<tr{self.anchor(row)}>{cells}</tr>\n"

    def anchor(self, row: tuple[tuple[Inline, ...], ...]) -> str:
        """Return the id of the first annex row that prints a figure: the place its links lead to."""
        if not self.in_annex:
            return ""
        for cell in row:
            for piece in cell:
                if isinstance(piece, FigureRef) and piece.index not in self.anchored:
                    self.anchored.add(piece.index)
                    return f' id="{SOURCES_ID.format(piece.index)}"'
        return ""


def _title(title: str, tag: str) -> str:
    shown = title_lines(title)
    return f'<{tag} class="title lines-{min(len(shown), 5)}">{"<br>".join(map(_text, shown))}</{tag}>\n'


def _colophon(document: Document) -> str:
    if document.colophon is None:
        return ""
    text = colophon_text(document.colophon)
    copies = f'<p class="copies">{COPIES_LABEL}{_text(text.copies)}</p>\n' if text.copies else ""
    return (
        f'<div class="colophon-page"><div class="colophon">\n{copies}<p class="issued"><span>{_text(text.issuer)}</span>'
        f'<time datetime="{document.colophon.issued_on}">{text.issued}</time></p>\n</div></div>'
    )


def _chart(chart: Chart) -> str:
    plan = plan_chart(chart)
    caption = f"<figcaption>{_text(chart.caption)}</figcaption>" if chart.caption else ""
    return f"<figure>{_drawing(plan, chart)}{caption}</figure>\n"


def _drawing(plan: ChartPlan, chart: Chart) -> str:
    said = "，".join(
        f"{label} {'—' if value is None else value}"
        for label, value in zip(chart.labels, chart.values, strict=True)
    )
    rules = "".join(
        f'<line class="{rule.kind}" x1="{rule.x1}" y1="{rule.y1}" x2="{rule.x2}" y2="{rule.y2}"/>'
        for rule in plan.rules
    )
    bars = "".join(f'<rect x="{b.x}" y="{b.y}" width="{b.width}" height="{b.height}"/>' for b in plan.bars)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="0.6"/>' for x, y in plan.dots)
    down = round(LABEL_PT * POINT_MM * 0.36, 3)
    words = "".join(
        f'<text x="{word.x}" y="{round(word.y + down, 3)}" text-anchor="{word.anchor}">{_text(word.text)}</text>'
        for word in plan.words
    )
    return (
        f'<svg role="img" viewBox="0 0 {plan.width} {plan.height:g}" width="{plan.width}mm" height="{plan.height:g}mm">'
        f"<title>{_text(chart.caption)}：{_text(said)}</title>{rules}{bars}{dots}{words}</svg>"
    )
