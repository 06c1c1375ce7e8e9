"""Punctuation of a Chinese text: half-width signs, doubled signs, pairs left open, signs after numbers.

Source:  GB/T 15834-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.proofing.patterns import Row, remarks_by
from taizhang.proofing.remark import Remark

_SOURCE = "GB/T 15834-2011"
_HANZI = "\u3400-\u9fff"
_RULES: tuple[Row, ...] = (
    (
        "mark-half-width", "mend", "5.1",
        re.compile(rf"(?<=[{_HANZI}）》”])[,;:?!](?=[{_HANZI}（《“\s0-9]|$)|(?<=[{_HANZI}])\.(?=[{_HANZI}（《“]|$)|\"(?=[{_HANZI}])|(?<=[{_HANZI}，。！？；])\""),
        "中文里用了半角标点，请改成全角的。",
    ),
    (
        "mark-half-width-bracket", "mend", "5.1",
        re.compile(rf"\([^()（）\n]*[{_HANZI}][^()（）\n]*\)"),
        "中文里的括号要用全角（）。",
    ),
    (
        "mark-doubled", "mend", "4",
        re.compile(r"[，、；：]{2,}|[，、；：][。！？]|[！？][，、；：]|[。，、；：][，、；：]|(?<!。)。{2}(?!。)|、(?=[，。；：！？]|\s*$)"),
        "标点重复了，请删去多余的。",
    ),
    (
        "mark-ellipsis", "mend", "4.11",
        re.compile(r"。{3,}|\.{3,}|(?<!…)…(?!…)"),
        "省略号用六个点“……”。",
    ),
    (
        "mark-ellipsis-and-so-on", "mend", "4.11",
        re.compile(r"……\s*等等?|等等?\s*……"),
        "“……”和“等”意思重复，只用一个。",
    ),
    (
        "mark-after-ordinal", "mend", "A.5",
        re.compile(r"(?:第[一二三四五六七八九十]|首先|其次|再次|最后)、(?![一二三四五六七八九十])|[（(][一二三四五六七八九十]{1,3}[）)][、，.．]|(?m:^\s*[0-9]{1,2}、)"),
        "次序语后面的标点不对：“第一”后用逗号，“（一）”后不加标点，“1”后用下脚点“．”。",
    ),
    (
        "mark-between-titles", "note", "4.5.3.5",
        re.compile(r"(?<=》)、(?=《)|(?<=”)、(?=“)"),
        "书名号之间、引号之间通常不用顿号。",
    ),
    (
        "mark-about-numbers", "mend", "4.5.3",
        re.compile(r"(?<![一二三四五六七八九十])(?:一、两|两、三|二、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九)(?=[个名人天年月次场位十百千万])"),
        "相邻两个数字连用表示约数时，中间不用顿号。",
    ),
)  # fmt: skip
_PAIRS = {"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each sign that stands otherwise than the standard has it."""
    yield from remarks_by(_RULES, text=text, standard=_SOURCE)
    place = 0
    for line in text.split("\n"):
        yield from _unpaired(line, place)
        place += len(line) + 1


def _unpaired(line: str, place: int) -> Iterator[Remark]:
    """Yield a remark for each bracket or quote of a line that has no partner in it."""
    waiting: list[tuple[str, int]] = []
    lonely: list[tuple[str, int]] = []
    for index, sign in enumerate(line):
        if sign in _PAIRS:
            waiting.append((sign, index))
        elif sign in _CLOSING:
            if waiting and waiting[-1][0] == _CLOSING[sign]:
                waiting.pop()
            else:
                lonely.append((sign, index))
    for sign, index in [*lonely, *waiting]:
        partner = _PAIRS.get(sign) or _CLOSING[sign]
        start = place + index
        yield Remark(
            "mark-without-partner", "mend", start, start + 1, sign,
            f"“{sign}”没有配对的“{partner}”，请补上或删去。", f"{_SOURCE} 4.8—4.9",
        )  # fmt: skip
