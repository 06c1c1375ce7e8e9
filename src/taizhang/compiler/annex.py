"""数据来源: the annex that leads from every figure to its records and from every record to its figures.

Sources are listed in the order of the set of figures that they support, so that the sources of a figure
are a few runs of rows (1—37、52—60). A figure worked out from others leads to those, and they to the
records: a county's report has thousands of records, and a row of each must stay short.

The short form prints of each figure how many records it stands on and the first of them. The whole list
is no less there: in the figures of the docx, in the JSON and in the signed bundle.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

from taizhang.compiler.desk import source_order, united
from taizhang.compiler.document import Annex, Block, Figure, FigureRef, Inline, Paragraph, Table, Text
from taizhang.kernel.source_ref import SourceRef

TITLE = "数据来源"
AnnexForm = Literal["auto", "full", "short"]
"""Whether every record is listed: "auto" lists up to MOST_LISTED, and is short beyond."""
MOST_LISTED: Final = 200
"""Some eight pages of records."""
_FIRST: Final = 3


def sources_annex(
    figures: tuple[Figure, ...], form: AnnexForm = "auto", *, whole: Collection[str] = ()
) -> Annex:
    """Return the annex. Every figure is in its first table; in full, every source once in its last.

    `whole` are the keys of figures that are known to stand on all the sources of those they were worked out from.
    """
    direct = _with_sources_of_their_own(figures, whole)
    known = _known([figures[index] for index in direct])
    standing = len({(ref.source, ref.revision) for ref in known.values()})
    rules, ranges = _rules(figures), _ranges(figures)
    records: Sequence[tuple[SourceRef, list[int]]] = ()
    if form == "short" or (form == "auto" and standing > MOST_LISTED):
        how, column = _SHORT, "来源记录"
        told = {index: _first_records(figures[index]) for index in direct}
    else:
        how, column = _FULL, "来源序号"
        records, numbers = _supported(known, figures, direct)
        told = {index: runs([numbers[id(ref)] for ref in figures[index].sources]) or "无" for index in direct}
    blocks: list[Block] = [
        Paragraph((Text(f"{_counted(figures, standing)}{how}百分比保留一位小数。"),)),
        _figures_table(figures, rules, ranges, (column, told)),
    ]
    if rules:
        blocks.append(_rules_table(rules))
    if ranges:
        blocks.append(_ranges_table(ranges, figures))
    if records:
        blocks.append(_records_table(records))
    return Annex(TITLE, tuple(blocks))


def _first_records(figure: Figure) -> str:
    """Return how many records a figure stands on, and the numbers of the first."""
    first = "、".join([ref.number or ref.source for ref in figure.sources[:_FIRST]])
    more = "等" if len(figure.sources) > _FIRST else ""
    return f"{len(figure.sources)}条：{first}{more}" if first else "无"


def _with_sources_of_their_own(figures: tuple[Figure, ...], whole: Collection[str]) -> list[int]:
    """Return the indexes of the figures whose sources are not simply those of what they come from."""
    by_key = {figure.key: figure for figure in figures}
    return [
        index
        for index, figure in enumerate(figures)
        if not figure.derived_from
        or (
            figure.key not in whole
            and figure.sources != united(tuple(by_key[key].sources for key in figure.derived_from))
        )
    ]


def _known(figures: Sequence[Figure]) -> dict[int, SourceRef]:
    """Return the sources by themselves: dozens of figures name the very same ones, some even the same tuple of them."""
    known: dict[int, SourceRef] = {}
    for sources in {id(figure.sources): figure.sources for figure in figures}.values():
        known.update(zip(map(id, sources), sources, strict=True))
    return known


def _counted(figures: tuple[Figure, ...], sources: int) -> str:
    positions = sorted({figure.position for figure in figures})
    return (
        f"本报告共有数字{len(figures)}个，依据台账记录{sources}条，"
        f"取数时的账本位置为{'、'.join(map(str, positions))}。"
    )


_FULL = (
    "由数字查记录：在“报告数字”表中查到“来源序号”，再到“来源记录”表中查对应的行；"
    "由其他数字算得的，先查所列的数字。由记录查数字：看“来源记录”表的“支撑数字”。"
)
_SHORT = (
    f"“来源记录”一栏写明依据的记录条数和按日期最早的{_FIRST}条的编号；由其他数字算得的，查所列的数字。"
    "全部记录保存在本报告的电子文件和签发的文件包里，可在系统中由任一数字逐条查到。"
)


def _figures_table(
    figures: tuple[Figure, ...],
    rules: dict[tuple[str, int], tuple[int, Figure]],
    ranges: dict[str, int],
    sources: tuple[str, dict[int, str]],
) -> Table:
    """Return the table of figures; `sources` is the head of its last column and its cells by figure, but for those that
    stand on what others stand on.

    The position has a column only where the figures differ in it.
    """
    column, told = sources
    mixed = len({figure.position for figure in figures}) > 1
    rows = []
    for index, figure in enumerate(figures):
        rule = figure.definition if figure.derived_from else _told_rule(figure, rules, ranges)
        value = (_ref(index),) if figure.is_missing else (_ref(index), *_cell(figure.unit))
        behind = told[index] if index in told else f"同{'、'.join(figure.derived_from)}"
        cells = (
            _cell(figure.key),
            _cell(figure.label),
            value,
            _cell(rule),
            _cell(figure.period),
            _cell(figure.unit_name),
        )
        rows.append((*cells, *((_cell(str(figure.position)),) if mixed else ()), _cell(behind)))
    position = ("账本位置",) if mixed else ()
    columns = ("编号", "名称", "数值", "口径", "期间", "统计单位", *position, column)
    return Table("报告数字", columns, tuple(rows), "llr" + "l" * (len(columns) - 3))


def _rules(figures: tuple[Figure, ...]) -> dict[tuple[str, int], tuple[int, Figure]]:
    """Return each rule and version with its number and a figure that tells it."""
    rules: dict[tuple[str, int], tuple[int, Figure]] = {}
    for figure in figures:
        if not figure.derived_from:
            rules.setdefault((figure.rule, figure.rule_version), (len(rules) + 1, figure))
    return rules


def _ranges(figures: tuple[Figure, ...]) -> dict[str, int]:
    """Return what rules were narrowed to, in words, each with its number."""
    said = dict.fromkeys(figure.only for figure in figures if figure.tags and not figure.derived_from)
    return {only: number for number, only in enumerate(said, start=1)}


def _told_rule(
    figure: Figure, rules: dict[tuple[str, int], tuple[int, Figure]], ranges: dict[str, int]
) -> str:
    number = str(rules[figure.rule, figure.rule_version][0])
    return f"{number}，范围{ranges[figure.only]}" if figure.tags else number


def _ranges_table(ranges: dict[str, int], figures: tuple[Figure, ...]) -> Table:
    tags = {figure.only: "、".join(figure.tags) for figure in figures}
    rows = tuple((_cell(str(number)), _cell(only), _cell(tags[only])) for only, number in ranges.items())
    return Table("取数范围", ("范围", "只计", "标签"), rows, "lll")


def _rules_table(rules: dict[tuple[str, int], tuple[int, Figure]]) -> Table:
    rows = tuple(
        (_cell(str(number)), _cell(code), _cell(str(version)), _cell(figure.definition))
        for (code, version), (number, figure) in rules.items()
    )
    return Table("统计口径", ("口径", "代码", "版本", "含义"), rows, "llcl")


def _records_table(rows: Sequence[tuple[SourceRef, list[int]]]) -> Table:
    cells = tuple(
        (
            _cell(str(number)),
            _cell(ref.number or ref.source),
            _cell(ref.on.isoformat()),
            _cell(ref.unit_name),
            _cell(ref.title),
            _cell(runs((index + 1 for index in indexes), prefix="f")),
        )
        for number, (ref, indexes) in enumerate(rows, start=1)
    )
    return Table("来源记录", ("序号", "记录编号", "日期", "单位", "名称", "支撑数字"), cells, "llllll")


def _supported(
    known: dict[int, SourceRef], figures: tuple[Figure, ...], direct: Sequence[int]
) -> tuple[list[tuple[SourceRef, list[int]]], dict[int, int]]:
    """Return every source with the indexes of the figures that count it, and the number of its row.

    Those that the same figures count stand together.
    """
    supported: dict[tuple[str, int], tuple[SourceRef, list[int]]] = {}
    counting = {
        key: supported.setdefault((ref.source, ref.revision), (ref, []))[1] for key, ref in known.items()
    }
    for index in direct:
        for ref in figures[index].sources:
            counting[id(ref)].append(index)
    rows = sorted(supported.values(), key=lambda each: (each[1], source_order(each[0])))
    numbers = {(ref.source, ref.revision): number for number, (ref, _) in enumerate(rows, start=1)}
    return rows, {key: numbers[ref.source, ref.revision] for key, ref in known.items()}


def runs(numbers: Iterable[int], *, prefix: str = "") -> str:
    """Return numbers as runs: 1, 2, 3, 7 -> 1—3、7. Two in a row are no run."""
    ordered = sorted(set(numbers))
    told: list[str] = []
    start = 0
    for at in range(1, len(ordered) + 1):
        if at < len(ordered) and ordered[at] == ordered[at - 1] + 1:
            continue
        first, last = ordered[start], ordered[at - 1]
        between = "—" if last - first > 1 else "、"
        told.append(f"{prefix}{first}" if first == last else f"{prefix}{first}{between}{prefix}{last}")
        start = at
    return "、".join(told)


_ref = functools.lru_cache(maxsize=4096)(FigureRef)


@functools.lru_cache(maxsize=4096)
def _cell(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()
