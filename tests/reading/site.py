"""The damage that a script-changing web site does, done again on purpose."""

from __future__ import annotations

from opencc import OpenCC
from pypinyin import Style, pinyin

_TO_TRADITIONAL = OpenCC("s2tw")


def has_ascii_trail(sign: str) -> bool:
    """Return whether the second GBK byte of the character is an ASCII sign."""
    data = sign.encode("gbk", "ignore")
    return len(data) == 2 and data[1] < 0x7F


def note_of(sign: str) -> str:
    """Return the note such sites leave after a character."""
    return f"({pinyin(sign, style=Style.TONE)[0][0]})"


def damaged(text: str) -> str:
    """Return Simplified text as the site shows it: Traditional, with notes, and ASCII punctuation."""
    shown = "".join(
        sign + note_of(sign) if has_ascii_trail(sign) else sign for sign in _TO_TRADITIONAL.convert(text)
    )
    return shown.translate(str.maketrans("，：；（）", ",:;()"))


def with_lost_byte(sign: str) -> str:
    """Return what the site shows of a character whose first byte it lost: F(xiàn) for 現."""
    return chr(sign.encode("gbk")[1]) + note_of(sign)
