"""Characters that no font here can print: told before the print shows an empty box in their place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from taizhang.kernel.gb2312 import ALL_ROWS, gb2312
from taizhang.render.fonts import Face, Fonts, Role

_SET_IN: tuple[Role, ...] = ("fang", "kai", "hei", "title")


def uncovered(*, text: str, fonts: Fonts) -> tuple[str, ...]:
    """Return the characters of the text that would print as an empty box, each once, in code order.

    What GB2312 holds is in every Chinese face; only the rest is looked up in the font files.
    """
    doubtful = sorted(set(text) - _in_every_face())
    if not doubtful:
        return ()
    everywhere = frozenset.intersection(*(_characters(fonts.faces[role]) for role in _SET_IN))
    covered = everywhere | _characters(fonts.faces["rare"]) | _characters(fonts.faces["latin"])
    return tuple(sign for sign in doubtful if ord(sign) not in covered)


@lru_cache(maxsize=1)
def _in_every_face() -> frozenset[str]:
    """Return what every Chinese face holds: ASCII, GB2312, and the signs that stand for some of its."""
    return gb2312(ALL_ROWS) | frozenset(map(chr, range(0x80))) | frozenset("—…·“”‘’ ")


def _characters(face: Face) -> frozenset[int]:
    """Return the code points of a face; none are known of a face without a file."""
    if face.file is None:
        return frozenset()
    return _characters_of_file(face.file, face.index, face.file.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _characters_of_file(file: Path, index: int, changed: int) -> frozenset[int]:
    """Return the file's code points; `changed` makes a replaced file a new one."""
    with TTFont(file, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
