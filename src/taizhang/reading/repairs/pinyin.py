"""Pinyin notes: 態(tài) becomes 態, F(xiàn) becomes 現, and what is unsure is left and told.

Sites that turn Simplified text into Traditional leave a note after each character whose second
GBK byte lies in ASCII. Sometimes the first byte is lost with it: 現 is AC 46, and 46 is F. The
lost character is the only one of GBK that ends in this byte and has this reading.

A note is removed only when each syllable is a reading of its character. A note without tone marks
(安(an)) is removed only where the same text has notes with them: alone it may be the author's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.reading.hanzi import HANZI, is_hanzi
from taizhang.reading.mending import Doubt, Mended, Repair, around
from taizhang.reading.readings import is_reading, is_toned, lost_characters, plain_syllable

_LETTERS = "A-Za-züÜɡɑāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêĀÁǍÀĒÉĚÈŌÓǑÒ\u0300-\u030c"
_LONGEST = 60
_NOTE = re.compile(
    rf"[(（\[［〔【]\s{{0,3}}([{_LETTERS}][{_LETTERS} '’·\u3000]{{0,{_LONGEST}}})[)）\]］〕】]"
)
_SYLLABLE = re.compile(rf"[{_LETTERS}]+")
_MAY_STAND_BEFORE = re.compile(rf"[{HANZI}，。；：、！？“”‘’《》（）…—,;:!?)\s]")


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a note belongs to: how it stands in the text, and how it must be."""

    found: str
    became: str


def has_toned_note(text: str) -> bool:
    """Return whether the text has at least one note that can only be pinyin."""
    return any(is_toned(note[1]) for note in _NOTE.finditer(text))


def mend_pinyin(*, text: str, notes_are_usual: bool) -> Mended:
    """Return the line without its pinyin notes and with its lost characters.

    `notes_are_usual`: the text has notes with tone marks, so that one without is a note as well.
    """
    pieces: list[str] = []
    repairs: list[Repair] = []
    doubts: list[Doubt] = []
    done = 0
    for note in _NOTE.finditer(text):
        syllables = _SYLLABLE.findall(note[1])
        before = text[done : note.start()]
        toned = any(map(is_toned, syllables))
        owner = _owner(before, syllables) if toned or notes_are_usual else None
        if owner is None:
            if toned:
                doubts.append(
                    Doubt(around(text=text, start=note.start(), end=note.end()), _reason(before, syllables))
                )
            continue
        is_lost = owner.found != owner.became
        if is_lost:
            doubts += _doubts_of_the_sign_before(
                before, owner, around(text=text, start=note.start(), end=note.end())
            )
        repairs.append(Repair(owner.found + note[0], owner.became, "lost-character" if is_lost else "pinyin"))
        pieces.append(before.removesuffix(owner.found) + owner.became)
        done = note.end()
    return Mended("".join(pieces) + text[done:], tuple(repairs), tuple(doubts))


def _owner(before: str, syllables: list[str]) -> _Owner | None:
    """Return what the note belongs to; None when that is unsure."""
    own = before[-len(syllables) :]
    if len(own) == len(syllables) and all(
        is_reading(sign=sign, syllable=syllable) for sign, syllable in zip(own, syllables, strict=True)
    ):
        return _Owner(own, own)
    if len(syllables) != 1 or not before or not is_toned(syllables[0]):
        return None
    if len(before) > 1 and not _MAY_STAND_BEFORE.match(before[-2]):
        return None
    candidates = lost_characters(trail=before[-1], syllable=syllables[0])
    return _Owner(before[-1], candidates[0]) if len(candidates) == 1 else None


def _doubts_of_the_sign_before(before: str, owner: _Owner, shown: str) -> tuple[Doubt, ...]:
    """Return a doubt when the sign before a lost character may be made of its first byte.

    "。現" is A1A3 AC46. Without A1 it reads A3AC 46, which is "，F": the comma never was one.
    """
    neighbour = {",": "，"}.get(before[-2:-1], before[-2:-1])
    neighbour_bytes = neighbour.encode("gbk", "ignore")
    if len(neighbour_bytes) != 2 or neighbour_bytes[1] != owner.became.encode("gbk")[0]:
        return ()
    if neighbour == "，":
        return (Doubt(shown, "丢字处前面的“，”原来可能是“。”，请对照原件核对。"),)
    return (Doubt(shown, f"丢字处前面的“{neighbour}”也可能有误，请对照原件核对。"),)


def _reason(before: str, syllables: list[str]) -> str:
    note = " ".join(map(plain_syllable, syllables))
    if not before or is_hanzi(before[-1]) or len(syllables) > 1:
        return f"拼音“{note}”不是前面的字的读音，可能丢了字，请对照原件核对。"
    candidates = lost_characters(trail=before[-1], syllable=syllables[0])
    if candidates:
        return f"“{before[-1]}”处丢了一个字，读音“{note}”，可能是：{'、'.join(candidates)}。请对照原件核对。"
    return f"“{before[-1]}”处可能丢了一个字，读音“{note}”，无法确定是哪个字。请对照原件核对。"
