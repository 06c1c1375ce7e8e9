"""Pinyin: whether a syllable is a reading of a character, and what lost characters may have been."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

from taizhang.reading.hanzi import all_gb2312, is_hanzi, simplified

_LEAD_BYTES = range(0x81, 0xFF)
_ASCII_TRAIL_BYTES = (*range(0x40, 0x7F),)
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]")
_TONE_MARKS = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def plain_syllable(text: str) -> str:
    """Return a syllable as the dictionaries write it: composed, lower case, with a plain g."""
    return unicodedata.normalize("NFC", text).replace("ɡ", "g").replace("ɑ", "a").lower()


def is_toned(syllable: str) -> bool:
    """Return whether the syllable carries a tone mark."""
    return _TONED.search(plain_syllable(syllable)) is not None


@cache
def _readings(sign: str) -> frozenset[str]:
    """Return every reading of the character and of its Simplified form."""
    found: set[str] = set()
    for form in {sign, simplified(sign)}:
        found.update(pinyin(form, style=Style.TONE, heteronym=True)[0])
    return frozenset(found)


@cache
def _toneless_readings(sign: str) -> frozenset[str]:
    return frozenset(without_tone(reading) for reading in _readings(sign))


def without_tone(syllable: str) -> str:
    """Return the syllable without its tone mark; the two dots of ü stay."""
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_MARKS))


def is_reading(*, sign: str, syllable: str) -> bool:
    """Return whether the syllable is a reading of the Hanzi, in its Traditional or Simplified form.

    A syllable with a tone mark must have the right tone; one without may be any tone.
    """
    if not is_hanzi(sign):
        return False
    plain = plain_syllable(syllable)
    if is_toned(plain):
        return plain in _readings(sign)
    return plain.replace("v", "ü") in _toneless_readings(sign)


@cache
def _lost_characters() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return GBK's characters by (second byte as ASCII, reading), narrowed to those a site makes."""
    index: dict[tuple[str, str], set[str]] = {}
    for lead in _LEAD_BYTES:
        for trail in _ASCII_TRAIL_BYTES:
            sign = bytes((lead, trail)).decode("gbk", "ignore")
            if len(sign) != 1:
                continue
            for reading in PINYIN_DICT.get(ord(sign), "").split(","):
                index.setdefault((chr(trail), reading), set()).add(sign)
    return {key: _traditional_first(signs) for key, signs in index.items()}


def _traditional_first(signs: set[str]) -> tuple[str, ...]:
    """Return only the characters whose Simplified form is another, ordinary one, if any is.

    The damage comes from sites which turned Simplified text into Traditional: what they made has
    a Simplified form, and a report is written with those of GB/T 2312.
    """
    known = all_gb2312()
    made = sorted(sign for sign in signs if simplified(sign) != sign and simplified(sign) in known)
    return tuple(made or sorted(signs))


def lost_characters(*, trail: str, syllable: str) -> tuple[str, ...]:
    """Return the characters whose GBK bytes end in that ASCII sign and which read as the syllable."""
    return _lost_characters().get((trail, plain_syllable(syllable)), ())
