"""Lines of a ledger that are no records: totals, notes, signatures, repeated headers, samples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.kernel.numerals import fold_width
from taizhang.reading.gate import CellValue
from taizhang.reading.ledger.columns import normal_label
from taizhang.reading.ledger.months import month_of
from taizhang.reading.ledger.wording import shown

_TOTAL = re.compile(
    r"(?:本[页月季年]|[一二三四五六七八九十0-9]+月|[一二三四]季度|[上下]半年|全年|年度)?(?:合计|小计|总计|共计|累计|汇总|总数|平均)(?:数|[:(].*)?"
    r"|以上.{0,4}(?:共|合计|总计).*|共[0-9]+(?:场|次|项|期|人|条).*"
)
_FOOTER_WORD = (
    "填报人|填表人|制表人|制表|统计人|统计员|审核人|审核|审批人|审批|复核人|复核|负责人|单位负责人|主要负责人|分管领导|"
    "主要领导|经办人|联系人|联系方式|联系电话|电话|填报时间|填报日期|填报单位|填表时间|填表日期|填表说明|填写说明|填报说明|"
    "制表时间|制表日期|说明|备注|注|附注|附|注意事项|盖章|单位盖章|签字|领导签字"
)
_FOOTER = re.compile(
    rf"(?:{_FOOTER_WORD})(?:[0-9一二三四五]?[:(].*)?|第[0-9]+页.*|共[0-9]+页.*|[(](?:此页无正文|盖章|公章).*"
)
_LONGEST_LABEL = 40
_SAMPLE = re.compile(r"(?:示例|样例|例|例如|举例|填写示例)(?:[0-9]*|[:(].*)")
_SECTION = re.compile(
    r"[(]?[一二三四五六七八九十]+[)、.].{0,40}|[^0-9]{0,20}(?:季度|[0-9]{1,2}月份?|半年)[^0-9]{0,20}"
)
_YEAR_HEAD = re.compile(r"(?:19|20)[0-9]{2}年度?(?:第?[一二三四1-4]季度|[上下]半年)?[^0-9]{0,10}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|([./-])[0-9]{1,2}\1[0-9]{1,2})")
SECTION_LINE = "小标题行"


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that was left out: the row number that Excel shows, why, what it says, and its sheet."""

    row: int
    reason: str
    text: str
    sheet: str = ""


def reason_to_skip(
    *,
    own: Sequence[CellValue],
    filled: Sequence[CellValue],
    labels: Sequence[str],
    needed: Sequence[int],
    ordinal: int | None,
    dates: Sequence[int] = (),
) -> str | None:
    """Return why a line is no record, or None when it may be one.

    `own` are the cells as they stand, `filled` with merged values, `needed` the columns of the
    required fields, `dates` those of them that are dates, `ordinal` that of 序号. A line with all
    needed fields of its own is a record.
    """
    if all(index < len(own) and own[index] != "" and shown(own[index]).strip() for index in needed):
        return _reason_of_full_line(own, labels, needed)
    said = [(index, text) for index, cell in enumerate(own) if cell != "" and (text := _plain(cell))]
    if not said:
        return "整行由上面的合并单元格占着，没有自己的内容"
    same = sum(_is_label(cell, label) for cell, label in zip(filled, labels, strict=False))
    if same >= max(2, len(said) - 1):
        return "重复的表头"
    first = said[0][1]
    if _SAMPLE.fullmatch(first):
        return "示例行"
    if any(_TOTAL.fullmatch(text) for _, text in said[:3]):
        return "合计行"
    if _FOOTER.fullmatch(first) or any(_FOOTER.fullmatch(text) and ":" in text for _, text in said[:2]):
        return "表尾的说明或签名"
    if len(said) > 1:
        return None
    index, text = said[0]
    if index == ordinal and re.fullmatch(r"[0-9.]+", text):
        return "只有序号，没有内容"
    if _spreads(filled, shown(own[index])):
        return SECTION_LINE
    alone = all(at == index or not shown(filled[at]).strip() for at in needed if at < len(filled))
    if alone and (
        month_of(text)
        or _YEAR_HEAD.fullmatch(text)
        or ((index not in needed or index in dates) and _SECTION.fullmatch(text))
    ):
        return SECTION_LINE
    return "表尾的说明或签名" if index not in needed and _DAY.fullmatch(text) else None


def _reason_of_full_line(
    own: Sequence[CellValue], labels: Sequence[str], needed: Sequence[int]
) -> str | None:
    """Weigh a line with all that a record needs: it may still be the header again, or a sample."""
    if all(_is_label(own[index], labels[index]) for index in needed):
        return "重复的表头"
    first = next(cell for cell in own if cell != "")
    return "示例行" if isinstance(first, str) and _SAMPLE.fullmatch(_plain(first)) else None


def _is_label(cell: CellValue, label: str) -> bool:
    """Tell whether a cell says its column's label, or a part of it: 参加人数 / 合计."""
    if not isinstance(cell, str) or not cell or not label or len(cell) > _LONGEST_LABEL:
        return False
    return normal_label(cell) in [normal_label(part) for part in label.split(" / ")]


def _plain(cell: CellValue) -> str:
    """Return the cell without spaces; unlike in a label, a colon says something here."""
    return re.sub(r"\s+", "", fold_width(shown(cell)))


def _spreads(filled: Sequence[CellValue], text: str) -> bool:
    """Tell whether one merged text takes most of the line."""
    return sum(shown(cell) == text for cell in filled) > max(1, len(filled) // 2)
