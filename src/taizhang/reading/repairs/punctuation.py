"""Half-width punctuation between Hanzi becomes full-width; in numbers, Latin text and addresses it stays."""

from __future__ import annotations

import re
from collections import Counter

from taizhang.reading.hanzi import HANZI
from taizhang.reading.mending import Mended, Repair

_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_NARROW_KANA = {"｡": "。", "､": "、", "｢": "「", "｣": "」", "﹐": "，", "﹑": "、", "﹔": "；", "﹕": "："}
_CHINESE = rf"{HANZI}，。；：、！？“”‘’《》〈〉（）【】〔〕「」『』…—％＊"
_BESIDE = re.compile(
    rf"(?<=[{_CHINESE}*%])\s?[,:;!?](?=\s|$|[^\s])"  # after a Hanzi or a Chinese sign
    rf"|(?<=[0-9A-Za-z\"'])[,:;!?](?=\s?[{_CHINESE}])"  # or before one
)
_STOP = re.compile(rf"(?<=[{HANZI}”’》）])\.(?=$|[“‘《（])")
_KANA = re.compile(f"[{''.join(_NARROW_KANA)}]")
_PAIR = re.compile(r"\(([^()（）]*)\)")
_HANZI_SIGN = re.compile(f"[{HANZI}]")
_QUOTED = re.compile('"([^"]*)"')
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:~,;!()+-]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.ASCII,
)


def mend_punctuation(text: str) -> Mended:
    """Return the line with Chinese punctuation. Each pair of signs is listed once, with its count."""
    counts: Counter[tuple[str, str]] = Counter()
    pieces = []
    done = 0
    for address in _ADDRESS.finditer(text):
        pieces += [_mended(text[done : address.start()], counts), address[0]]
        done = address.end()
    pieces.append(_mended(text[done:], counts))
    return Mended(
        "".join(pieces), tuple(Repair(old, new, "punctuation", count=n) for (old, new), n in counts.items())
    )


def _mended(text: str, counts: Counter[tuple[str, str]]) -> str:
    def widen(match: re.Match[str]) -> str:
        old = match[0]
        new = _NARROW_KANA.get(old) or _WIDE[old.strip()]
        counts[old, new] += 1
        return new

    def widen_pair(match: re.Match[str]) -> str:
        if not _belongs_to_chinese(text=match.string, pair=match):
            return match[0]
        counts["(", "（"] += 1
        counts[")", "）"] += 1
        return f"（{match[1]}）"

    def curl(match: re.Match[str]) -> str:
        if not _HANZI_SIGN.search(match[1]):
            return match[0]
        counts['"', "“”"] += 1
        return f"“{match[1]}”"

    for rule, widened in ((_KANA, widen), (_PAIR, widen_pair), (_BESIDE, widen), (_STOP, widen)):
        text = rule.sub(widened, text)
    # An odd number of straight quotes does not tell which belong together.
    return text if text.count('"') % 2 else _QUOTED.sub(curl, text)


def _belongs_to_chinese(*, text: str, pair: re.Match[str]) -> bool:
    """Return whether the brackets hold Hanzi, or a number or nothing right beside Hanzi."""
    inside = pair[1]
    if _HANZI_SIGN.search(inside):
        return True
    beside = text[max(0, pair.start() - 1) : pair.start()] + text[pair.end() : pair.end() + 1]
    return _HANZI_SIGN.search(beside) is not None and (not inside.strip() or not inside.strip()[0].isalpha())
