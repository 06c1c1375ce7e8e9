"""How a unit is called: full name, name with its organ, short name. Pure text, no database.

A ledger writes 望河社区, 望河社区居委会, 望河居委会 or just 望河 for the same unit. Three keys of growing
tolerance tell them apart: the name as written, the name without its organ (望河社区), the stem (望河).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.kernel.refusal import Refused

NAME_LENGTH = 100

_ORGANS = {
    "街道": "街道办事处 街道党工委 街道办 街道",
    "镇": "镇人民政府 镇政府 镇党委 镇",
    "乡": "乡人民政府 乡政府 乡党委 乡",
    "社区": "社区居民委员会 社区居委会 社区居委 社区党支部 社区党总支 社区党委 居民委员会 居委会 居委 社区",
    "村": "村村民委员会 村民委员会 村村委会 村委会 村委 村党支部 村党总支 行政村 村",
    "网格": "网格",
    "办": "工作办公室 办公室 办",
    "县": "县人民政府 县政府 县",
    "区": "区人民政府 区政府 区",
    "旗": "旗人民政府 旗政府 旗",
    "市": "市人民政府 市政府 市",
    "省": "省人民政府 省政府 省",
}
"""How the organs of one kind of unit are written at the end of its name."""

_KIND_OF_ENDING = sorted(
    ((ending, kind) for kind, endings in _ORGANS.items() for ending in endings.split()),
    key=lambda pair: -len(pair[0]),
)

OWN_OFFICE = re.compile(
    r"(?:本|街道|镇|乡|县|区|市|局)?(?:机关|本级|机关本级|本级机关|办事处|办|政府|人民政府|党工委|党委)|本单位|本街道|本镇|本乡|街道|本部"
)
"""What a ledger writes for the unit itself, not for a part of it."""

PATH_MARK = re.compile(r"[/>\\→]+")
"""What clerks write between a unit and its sub-unit, when they write anything."""


class NameNotUsable(Refused):
    """The name is empty, too long or holds characters that no name has."""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """The three keys of one written name; `kind` is 社区, 村, 街道 … or "" where no ending tells."""

    written: str
    plain: str
    stem: str
    kind: str


def clean_name(text: str) -> str:
    """Return the name in one form: full-width letters narrowed, spaces and invisible characters gone."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(char for char in normal if not char.isspace() and unicodedata.category(char) != "Cf")


def check_name(text: str) -> str:
    """Return the clean name.

    Raises:  NameNotUsable.
    """
    name = clean_name(text)
    if not name:
        raise NameNotUsable("单位名称是空的，请填写名称。")
    if len(name) > NAME_LENGTH:
        raise NameNotUsable(f"单位名称“{name[:20]}…”有{len(name)}个字，最多{NAME_LENGTH}个字，请改短。")
    # Characters for private use stay: rare characters of place names are often written so.
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        raise NameNotUsable(f"单位名称“{name}”里有无法显示的字符，请重新填写。")
    return name


def name_keys(text: str) -> NameKeys:
    """Return the keys under which a written name is kept and looked up."""
    name = clean_name(text)
    for ending, kind in _KIND_OF_ENDING:
        if name.endswith(ending) and len(name) > len(ending):
            stem = name[: -len(ending)]
            return NameKeys(written=name, plain=stem + kind, stem=stem, kind=kind)
    return NameKeys(written=name, plain=name, stem=name, kind="")


def same_plain_name(keys: NameKeys) -> list[str]:
    """Return every spelling of the same name with another organ: 望河社区, 望河居委会 …"""
    if not keys.kind:
        return [keys.written]
    return [keys.stem + ending for ending in _ORGANS[keys.kind].split()]


def same_stem_names(keys: NameKeys) -> list[str]:
    """Return every spelling with the same stem: 望河, 望河街道, 望河社区, 望河村 …"""
    return [keys.stem, *(keys.stem + ending for ending, _ in _KIND_OF_ENDING)]


def is_own_office(text: str) -> bool:
    """Return whether the text means the unit itself: 街道机关, 本级, 办事处 …"""
    return OWN_OFFICE.fullmatch(clean_name(text)) is not None


def name_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which 第2网格 stands before 第10网格."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
        for part in re.split(r"([0-9]+)", name)
        if part
    )


def sibling_order(code: str, name: str) -> tuple[bool, str, tuple[tuple[int, int, str], ...]]:
    """Return the sort key of units beside each other: by code, those without a code after, by name."""
    return (code == "", code, name_order(name))


def path_tells(left: str, above: Sequence[str]) -> bool:
    """Return whether `left` is made of names of the units above, from the top: 滨江区梧桐街道.

    Names may be left out, never in another order. `above` runs from the top down.
    """
    rest = left
    for name in above:
        for called in (name, name_keys(name).stem):
            if len(called) > 1 and rest.startswith(called):
                rest = rest[len(called) :]
                break
    return not rest


def splits(name: str) -> list[tuple[str, str]]:
    """Return the ways to read a name as a path and a unit: 梧桐街道 + 望河社区, the longest path last."""
    if PATH_MARK.search(name):
        *path, last = PATH_MARK.split(name)
        return [("".join(path), last)] if last else []
    return [
        (name[:at], name[at:]) for at in range(2, len(name) - 1) if name[at - 1] in "省市州盟区县旗道镇乡村"
    ]
