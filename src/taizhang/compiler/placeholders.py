"""Finding what was left to be filled in: ***, XX, ××, 若干, X年, 【】, （待填）, #REF!."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_LETTER: Final = "[A-Za-z0-9]"
_MEASURES: Final = "年月日号个场次人名项条期届处份元万户街乡镇村社县区市省"
_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕张孔曹严魏陶姜谢潘葛范彭鲁韦苗俞袁柳鲍唐薛雷贺罗毕郝邬傅顾孟黄萧尹姚邵汪毛戴宋庞熊"
    "纪祝董梁杜阮贾郭刁钟徐邱骆蔡樊胡霍虞柯卢莫丁邓洪崔龚邢裴陆翁侯刘"
)
"""Surnames that end no other word: 张**, 李某某 and 王×× are names masked on purpose."""
_SLOTS: Final = "名称|姓名|时间|地点|日期|单位|人数|数字|数量|数据|金额|照片|图片|电话|内容|标题|主题|地址"
_OPENING, _CLOSING = r"[【\[［〔（(]", r"[】\]］〕）)]"
_SIGNS: Final = "[*＊XxＸｘ×✕N○〇◯□某若_＿?？ \u3000【［〔（(待此{}%#T[]"
_FOLLOWING_DIGITS: Final = "XxＸｘ×"
_BEGINS: Final = f"{_SIGNS}|00|[0-9]+[{_FOLLOWING_DIGITS}]"
"""What a place left open begins with. Looked at first: most signs of a report are none of these."""
_SURE_BEGINS: Final = (re.compile(_SIGNS), re.compile("00+"))
"""The same where no letter follows digits: each of the two is found many times sooner than both by one expression."""
_LEFT_OPEN: Final = re.compile(
    f"(?={_BEGINS})(?:"
    + "|".join(
        (
            # 138****3456, 苏E·***12 and 张** were masked on purpose.
            rf"(?<![A-Za-z0-9*＊·{_SURNAMES}])[*＊]{{2,}}(?![*＊0-9])|(?<=[0-9])[*＊]{{2,}}(?![*＊0-9])",
            rf"(?<![A-Za-z0-9*＊)）])[*＊](?=[{_MEASURES}]|平方|公里|[亩批篇支件])",
            rf"(?<!{_LETTER})(?<![{_SURNAMES}XxＸｘ×✕])[XxＸｘ×✕]{{2,}}(?![A-Za-z])",
            rf"(?<![A-Za-z])[XxＸｘ×✕]{{1,4}}(?=[{_MEASURES}])",
            r"[0-9]+[XxＸｘ×]+[0-9]*(?=年)",
            r"(?<![A-Za-z0-9第])N(?=[场次户人名个](?!方))",
            rf"(?<![0-9.,，])(?<![0-9]\s)0{{2,}}(?=[{_MEASURES}册])",
            r"[○〇◯□]{2,}",
            rf"(?<![{_SURNAMES}])某某|某(?=[年月])|(?<=月)某(?=日)",
            r"若干(?!年[前后来以])",
            r"[_＿]{2,}",
            r"[?？]{2,}",
            r"(?<=年)[ \u3000]+月(?:[ \u3000]+日)?|(?<=月)[ \u3000]+日",
            rf"{_OPENING}[ \u3000]*{_CLOSING}",
            rf"{_OPENING}(?:[^】\]］）)]{{0,10}})(?:待|此处|请|需)(?:填|补|定|核|录|插|附|放)[^】\]］）)]{{0,10}}{_CLOSING}",
            rf"[\[［][^\[\]［］]{{0,6}}(?:{_SLOTS})[\]］](?!\()|(?<=[在于为由将到和与请是对向])【[^【】]{{0,6}}(?:{_SLOTS})】",
            r"[【\[［](?:插入|填写|填入|补充)[^】\]］]{0,10}[】\]］](?!\()",
            r"(?:待|此处)(?:填写|填|补充|填入|核实|插入)",
            r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{\{|\}\}|\{%|%\}",
            r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)",
            r"\bTODO\b|\bTBD\b",
        )
    )
    + ")"
)
_BOOK_TITLE: Final = re.compile(r"《[^《》]*》")
_AROUND: Final = 8
_BETWEEN: Final = "\ufdd5"


def placeholders(text: str) -> tuple[str, ...]:
    """Return each place left open, with a few characters around it."""
    return tuple(_with_context(text, start, end) for start, end in open_spans(text))


def any_open(texts: Iterable[str]) -> bool:
    """Return whether a place may be left open in one of the texts: one look at all of them is far cheaper than one at each.

    Between them stands a sign that belongs to no place, so that none is overlooked where two texts meet.
    """
    text = _BETWEEN.join(texts)
    if any(letter in text for letter in _FOLLOWING_DIGITS):
        return _LEFT_OPEN.search(text) is not None
    return any(
        _LEFT_OPEN.match(text, found.start()) for begins in _SURE_BEGINS for found in begins.finditer(text)
    )


def open_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each place left open stands. 若干 within 《》 is a title's own."""
    titles = [match.span() for match in _BOOK_TITLE.finditer(text)]
    for match in _LEFT_OPEN.finditer(text):
        within = any(start < match.start() < end for start, end in titles)
        if not (within and match.group() == "若干"):
            yield match.span()


def _with_context(text: str, first: int, last: int) -> str:
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
