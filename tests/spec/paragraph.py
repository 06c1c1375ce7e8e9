"""One paragraph of the book: a sentence, a rule, a small table of lines, and the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from taizhang.kernel.period import parse_period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.bulk import BulkEngine, BulkPlan
from taizhang.rollups.dated_tree import Belonging, DatedTree
from taizhang.rollups.engines.base import Engine
from taizhang.rollups.packs import read_rules
from taizhang.rollups.plan import Rule
from taizhang.rollups.yaml_text import raw_rules

MISSING = "—"
EVERYWHERE = "全部"
MEASURE_COLUMNS = {"人次": "people", "分钟": "minutes", "份数": "copies"}

Row = dict[str, str]


@dataclass(frozen=True)
class Paragraph:
    """`text` tells the law; `rule` is YAML, the last rule is asked; the rest are tables.

    lines: 序号 (journal position, — for none yet; else the row number), 来源, 修订, 单位, 日期, 类别,
           标签 (by blanks), 人次, 分钟, 份数, 加减.
    asks:  期间, 范围, 截至 (position), 得数, 来源 (in order), or 晚于 and 此后 (positions).
    units: 范围, 单位, 自, 至 (exclusive). Without it 全部 holds every unit, always.
    """

    text: str
    rule: str
    lines: str
    asks: str
    units: str = ""


Tell = Callable[[Paragraph], None]


def table(text: str) -> list[Row]:
    """Return the rows of a table written with bars, by the names in its first line."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def asked_rule(paragraph: Paragraph) -> Rule:
    """Return the rule that is asked, with what the book leaves out filled in."""
    written = yaml.safe_load(paragraph.rule)
    listed = written if isinstance(written, list) else [written]
    for number, each in enumerate(listed, start=1):
        ratio = "ratio" in each["aggregate"]
        percent = ratio and each["aggregate"].get("percent")
        each.setdefault("code", f"rule_{number}")
        each.setdefault("label", each["code"])
        each.setdefault("definition", "见正文。")
        each.setdefault("unit", "%" if percent else "个")
        if not ratio:
            each.setdefault("book", "records")
    text = yaml.safe_dump(listed, allow_unicode=True)
    return read_rules(raw_rules(text, file="spec")).rule(code=listed[-1]["code"])


def lines(paragraph: Paragraph) -> list[Posting]:
    """Return the journal of the paragraph."""
    book = asked_rule(paragraph).parts[0].book
    return [_line(row, number, book) for number, row in enumerate(table(paragraph.lines), start=1)]


def check(paragraph: Paragraph, engine: Engine) -> None:
    """Ask the engine every question of the paragraph, and compare."""
    rule = asked_rule(paragraph)
    scopes = _scopes(paragraph)
    for ask in table(paragraph.asks):
        frame = {
            "rule": rule,
            "scope": scopes[ask.get("范围", EVERYWHERE)],
            "period": parse_period(ask.get("期间", "2025年")),
        }
        if "晚于" in ask:
            later = engine.later(**frame, after=int(ask["晚于"]))  # type: ignore[arg-type]
            assert [_number(line.position) for line in later] == ask["此后"].split()
            continue
        as_of = int(ask["截至"]) if ask.get("截至") else None
        result = engine.figure(**frame, as_of=as_of)  # type: ignore[arg-type]
        keys = engine.sources(**frame, as_of=as_of)  # type: ignore[arg-type]
        assert _shown(result.value) == ask["得数"]
        assert [key.source.partition(":")[2] for key in keys] == ask["来源"].split()
        assert result.sources == len(keys)


def check_rolled_up(paragraph: Paragraph, bulk: BulkEngine) -> None:
    """Ask the values of the paragraph as those of a unit above each scope. What came later is not rolled up."""
    plan = BulkPlan.of([asked_rule(paragraph)])
    scopes = _scopes(paragraph)
    units = sorted({line.unit for line in lines(paragraph)})
    top = max(units, default=0) + 1
    for ask in table(paragraph.asks):
        if "晚于" in ask:
            continue
        spans = scopes[ask.get("范围", EVERYWHERE)].spans
        below = tuple(Belonging(span.unit, top, span.start, span.until) for span in spans)
        known = sorted({*units, *(span.unit for span in spans)})
        told = bulk.roll_up(
            plan=plan,
            tree=DatedTree((*known, top), below),
            periods=[parse_period(ask.get("期间", "2025年"))],
            as_of=int(ask["截至"]) if ask.get("截至") else None,
        )
        values = {figures.unit: figures.values[0] for figures in told}
        assert _shown(values.get(top)) == ask["得数"]


def _line(row: Row, number: int, book: str) -> Posting:
    position = row.get("序号", str(number))
    return Posting(
        book=book,
        source=f"{book}:{row.get('来源', number)}",
        revision=int(row.get("修订", 1)),
        unit=int(row.get("单位", 1)),
        on=dt.date.fromisoformat(row["日期"]),
        kind=row.get("类别", "lecture"),
        tags=tuple(sorted(row.get("标签", "").split())),
        measures={code: int(row[column]) for column, code in MEASURE_COLUMNS.items() if row.get(column)},
        weight=int(row.get("加减", 1)),
        position=None if position == MISSING else int(position),
    )


def _scopes(paragraph: Paragraph) -> dict[str, Scope]:
    units = {line.unit for line in lines(paragraph)}
    scopes = {EVERYWHERE: Scope(1, EVERYWHERE, tuple(Span(unit) for unit in sorted(units)))}
    for row in table(paragraph.units) if paragraph.units else []:
        name = row["范围"]
        span = Span(int(row["单位"]), _day(row["自"]), _day(row["至"]))
        before = scopes[name].spans if name in scopes else ()
        scopes[name] = Scope(1, name, (*before, span))
    return scopes


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _shown(value: object) -> str:
    return MISSING if value is None else str(value)


def _number(position: int | None) -> str:
    return MISSING if position is None else str(position)
