"""Bytes to text: which encoding an office's text file was written in."""

from __future__ import annotations

import codecs

from taizhang.kernel.refusal import Refused
from taizhang.reading.hanzi import commonness, hanzi_of

MAX_BYTES = 20 * 1024 * 1024
"""A text report of 20 MB is a mistake: 7 million Hanzi."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_TOLERATED = 0.02
_BELIEVABLE = 0.8


class NotText(Refused):
    """The bytes are no text in any encoding that offices use."""


class EmptyText(Refused):
    """There is nothing in the file."""


def decode_text(*, data: bytes, name: str) -> str:
    """Return the text of a file; bytes that make no sense become U+FFFD.

    UTF-8 and whatever a byte order mark says come first; then GB18030, Big5 and UTF-16 without a
    mark compete, and the one whose Hanzi are the most common wins.
    Raises: EmptyText, NotText.
    """
    if len(data) > MAX_BYTES:
        raise NotText(f"文件“{name}”有 {len(data) // 1024 // 1024} MB，不像一份文字材料。请确认选对了文件。")
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyText(f"文件“{name}”是空的，没有可读的文字。请确认选对了文件。")
    text = _decoded(data)
    if text is None or _is_binary(text):
        raise NotText(
            f"文件“{name}”不是文字材料，或编码无法辨认。请用记事本或 WPS 打开后另存为 UTF-8 文本或 docx。"
        )
    if not text.strip("\ufeff\ufffd \t\r\n\u3000"):
        raise EmptyText(f"文件“{name}”里没有文字。请确认选对了文件。")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _best_guess(data)
    return text if "\0" not in text else _best_guess(data)


def _best_guess(data: bytes) -> str | None:
    """Return the most believable reading, UTF-8 with a few broken bytes among them."""
    readings = [data.decode("utf-8", "replace")]
    for encoding in _GUESSES:
        if encoding.startswith("utf-16") and len(data) % 2:
            continue
        readings.append(data.decode(encoding, "replace"))
    text = max(readings, key=_belief)
    return text if _belief(text) >= _BELIEVABLE else None


def _belief(text: str) -> float:
    """Return how much the text looks like a Chinese report: 1 is certain, below 0.8 it is none."""
    hanzi = hanzi_of(text)
    damaged = text.count("\ufffd") + 3 * _controls(text)
    if damaged > max(3, _TOLERATED * len(text)) or not hanzi:
        return 0.0
    strange = sum(1 for sign in text if _is_strange(sign))
    return commonness(text) - (damaged + strange) / len(text)


def _is_strange(sign: str) -> bool:
    """Return whether reports never have it: private use, kana, Cyrillic, and what else wrong encodings give."""
    code = ord(sign)
    return 0x80 <= code < 0xB0 or 0x180 <= code < 0x2000 or 0x3041 <= code < 0x3200 or 0xA000 <= code < 0xF900


def _controls(text: str) -> int:
    return sum(1 for sign in text if sign < " " and sign not in "\t\r\n\f\v")


def _is_binary(text: str) -> bool:
    return _controls(text) > max(3, _TOLERATED * len(text))
