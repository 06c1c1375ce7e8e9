"""Placeholders: where a number or a name was left out: 微信群***个, 若干名, XX街道, 共有—人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.kernel.quantity_grammar import MEASURE
from taizhang.reading.claims.clauses import clause_around
from taizhang.reading.hanzi import HANZI

_SOME_THINGS = "意见|规定|问题|措施|政策|决定|准则|重大|具体|规划|办法|要求|举措|方面"
_CN_DIGIT = "一二三四五六七八九〇零○"
_MARK = re.compile(
    "|".join(
        (
            r"(?<![0-9０-９])[0-9０-９]{0,12}[*＊﹡]+(?:\s?[*＊﹡]+)*",  # stars, and digits half hidden by them
            rf"若干(?!{_SOME_THINGS})",
            r"[XxＸｘ×╳]{2}(?=年)|(?<![A-Za-z0-9])[XxＸｘ×╳](?:\s?[XxＸｘ×╳])+(?![A-Za-z0-9])"
            r"|(?<![A-Za-z0-9])[XxＸｘ×╳](?=[年月日号])",
            rf"(?<![{_CN_DIGIT}0-9])[○◯](?:\s?[○◯])+(?![{_CN_DIGIT}0-9])",
            rf"(?<![A-Za-z0-9{HANZI}])[XＸ×╳](?=(?:街道|社区|镇|乡|村|县|区|市|局|办|科|中心|同志)|[{HANZI}]{{1,6}}[〔\[［]"
            r"(?:19|20)[0-9]{2})",
            r"[□■▇█]+",
            r"_{2,}|＿{2,}",
            r"某{2,}",
            rf"(?<![—0-9])—(?=\s?{MEASURE})(?!—)",
            r"(?<=[\t\n])(?:—|--?|/)(?=[\t\n]|$)|^(?:—|--?|/)(?=\t)",
            r"[（(【\[](?:待补充|待填写?|待核实|待定|此处[^（）()]{0,12})[）)】\]]",
        )
    )
)
_TITLE = re.compile("《[^《》]{0,80}》")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One gap: the `mark` as it stands, the clause around it, and the section's path."""

    mark: str
    text: str
    section: str


def placeholders_of(*, text: str, section: str) -> Iterator[Placeholder]:
    """Yield the gaps of one line from left to right. 若干 inside the title of a law is none."""
    titles = [match.span() for match in _TITLE.finditer(text)]
    for match in _MARK.finditer(text):
        if match[0] == "若干" and any(start < match.start() < end for start, end in titles):
            continue
        clause = clause_around(text=text, start=match.start(), end=match.end())
        yield Placeholder(match[0], clause, section)
