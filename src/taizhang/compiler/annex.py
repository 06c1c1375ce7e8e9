"""数据来源: the annex that leads from every figure to its records and from every record to its figures.

Sources are listed in the order of the set of figures that they support, so that the sources of a figure
are a few runs of rows (1—37、52—60). A figure worked out from others leads to those, and they to the
records: a county's report has thousands of records, and a row of each must stay short.

The short form prints of each figure how many records it stands on and the first of them. The whole list
is no less there: in the figures of the docx, in the JSON and in the signed bundle.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from taizhang.compiler.desk import source_order
from taizhang.compiler.document import Annex, Block, Figure, FigureRef, Inline, Paragraph, Table, Text
from taizhang.kernel.source_ref import SourceRef

TITLE = "数据来源"
AnnexForm = Literal["auto", "full", "short"]
"""Whether every record is listed: "auto" lists up to MOST_LISTED, and is short beyond."""
MOST_LISTED: Final = 200
"""Some eight pages of records."""
_FIRST: Final = 3


def sources_annex(figures: tuple[Figure, ...], form: AnnexForm = "auto") -> Annex:
    """Return the annex. Every figure is in its first table; in full, every source once in its last."""
    places = _Places(figures)
    direct = _with_sources_of_their_own(figures, places)
    standing = len(set().union(*(places.of[index] for index in direct)))
    rules, ranges = _rules(figures), _ranges(figures)
    short = form == "short" or (form == "auto" and standing > MOST_LISTED)
    rows = [] if short else _supported(direct, places)
    if short:
        column, told = "来源记录", [_first_records(figure) for figure in figures]
    else:
        numbers = {place: number for number, (place, _) in enumerate(rows, start=1)}
        column = "来源序号"
        told = [runs(map(numbers.__getitem__, each)) or "无" for each in places.of]
    how = f"{_counted(figures, standing)}{_SHORT if short else _FULL}百分比保留一位小数。"
    blocks: list[Block] = [
        Paragraph((Text(how),)),
        _figures_table(figures, direct, rules, ranges, (column, told)),
    ]
    if rules:
        blocks.append(_rules_table(rules))
    if ranges:
        blocks.append(_ranges_table(ranges, figures))
    if rows:
        blocks.append(_records_table([(places.sources[place], indexes) for place, indexes in rows]))
    return Annex(TITLE, tuple(blocks))


def _first_records(figure: Figure) -> str:
    """Return how many records a figure stands on, and the numbers of the first."""
    first = "、".join([ref.number or ref.source for ref in figure.sources[:_FIRST]])
    more = "等" if len(figure.sources) > _FIRST else ""
    return f"{len(figure.sources)}条：{first}{more}" if first else "无"


class _Places:
    """The sources of all figures in the order of day, then number; `of` are the places of each figure's.

    Places are compared and put in order in a fraction of the time that the sources themselves take. Sources that are
    one share a place; dozens of figures name the very same ones, and these are known by themselves.
    """

    def __init__(self, figures: tuple[Figure, ...]) -> None:
        same: dict[int, SourceRef] = {}
        for figure in figures:
            same.update(zip(map(id, figure.sources), figure.sources, strict=True))
        known = {(source.source, source.revision): source for source in same.values()}
        self.sources = sorted(known.values(), key=source_order)
        places = {(source.source, source.revision): place for place, source in enumerate(self.sources)}
        place_of = {key: places[source.source, source.revision] for key, source in same.items()}
        self.of = [list(map(place_of.__getitem__, map(id, figure.sources))) for figure in figures]


def _with_sources_of_their_own(figures: tuple[Figure, ...], places: _Places) -> list[int]:
    """Return the indexes of the figures whose sources are not simply those of what they come from."""
    by_key = {figure.key: standing for figure, standing in zip(figures, places.of, strict=True)}
    return [
        index
        for index, (figure, standing) in enumerate(zip(figures, places.of, strict=True))
        if not figure.derived_from
        or standing != sorted(set().union(*(by_key[key] for key in figure.derived_from)))
    ]


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
    direct: Sequence[int],
    rules: dict[tuple[str, int], tuple[int, Figure]],
    ranges: dict[str, int],
    sources: tuple[str, list[str]],
) -> Table:
    """Return the table of figures; `sources` is the head and the cells of its last column.

    The position has a column only where the figures differ in it.
    """
    column, told = sources
    mixed = len({figure.position for figure in figures}) > 1
    of_their_own = frozenset(direct)
    rows = []
    for index, figure in enumerate(figures):
        rule = figure.definition if figure.derived_from else _told_rule(figure, rules, ranges)
        value = (FigureRef(index),) if figure.is_missing else (FigureRef(index), *_cell(figure.unit))
        rows.append(
            (
                _cell(figure.key),
                _cell(figure.label),
                value,
                _cell(rule),
                _cell(figure.period),
                _cell(figure.unit_name),
                *((_cell(str(figure.position)),) if mixed else ()),
                _cell(told[index] if index in of_their_own else f"同{'、'.join(figure.derived_from)}"),
            )
        )
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


def _supported(direct: Sequence[int], places: _Places) -> list[tuple[int, list[int]]]:
    """Return every place with the indexes of the figures that stand on it; those of the same figures come together."""
    supported: dict[int, list[int]] = defaultdict(list)
    for index in direct:
        for place in places.of[index]:
            supported[place].append(index)
    return sorted(supported.items(), key=lambda each: (each[1], each[0]))


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


@functools.lru_cache(maxsize=4096)
def _cell(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()
