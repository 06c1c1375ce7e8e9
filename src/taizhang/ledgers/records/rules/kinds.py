"""Kinds of records, read from the YAML pack beside the book."""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from taizhang.kernel.numerals import fold_width
from taizhang.kernel.refusal import Refused

_BRACKET = re.compile(r"[(][^()]*[)]$")
_SEVERAL = re.compile(r"[、,，/;；和及与+()]")
PACK = Path(__file__).parent.parent / "kinds" / "base.yaml"


class UnknownKind(Refused):
    """No kind of record goes by that name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a kind has beside the common ones."""

    code: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work. `aliases` maps other names to the tag that they add ("" for none)."""

    code: str
    label: str
    unit: str
    aliases: dict[str, str]
    words: tuple[str, ...]
    evidence_required: int
    evidence_ceiling: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class KindMatch:
    """A kind found by a name, with the tag that this name adds."""

    kind: Kind
    tag: str = ""
    note: str = ""


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of the pack, in its order."""
    pack = yaml.safe_load(PACK.read_text("utf-8"))
    return tuple(_kind(entry) for entry in pack["kinds"])


def _kind(entry: dict[str, Any]) -> Kind:
    aliases = {entry["label"]: ""}
    for alias in entry["aliases"]:
        name, _, tag = alias.partition(" > ")
        aliases[name.strip()] = tag.strip()
    return Kind(
        code=entry["code"],
        label=entry["label"],
        unit=entry["unit"],
        aliases=aliases,
        words=tuple(entry["words"]),
        evidence_required=entry["evidence"]["required"],
        evidence_ceiling=entry["evidence"]["ceiling"],
        fields=tuple(Field(**field) for field in entry["fields"]),
    )


@functools.cache
def _by_name() -> dict[str, KindMatch]:
    return {name: KindMatch(kind, tag) for kind in kinds() for name, tag in kind.aliases.items()}


def kind_by_code(code: str) -> Kind:
    """Return the kind with that code.

    Raises:  UnknownKind.
    """
    for kind in kinds():
        if kind.code == code:
            return kind
    raise UnknownKind(f"没有“{code}”这种记录。")


def match_kind(*, name: str, title: str, heading: str = "") -> KindMatch:
    """Return the kind that a ledger's cell names; from the title's words where the cell is empty,
    and from the ledger's own `heading` where the title tells nothing.

    A longer name belongs to the kind that it ends in (健康讲座 to 讲座), and the note says so.
    Raises:  UnknownKind for a name that no kind has, with near names, or when nothing tells the kind.
    """
    name = _plain(name)
    if not name:
        return _by_title(title, heading)
    for written in dict.fromkeys((name, _BRACKET.sub("", name), name.removesuffix("类"))):
        found = _by_name().get(written) or _by_name().get(written.removesuffix("活动"))
        if found is not None:
            return found
    ends_in = max((known for known in _by_name() if name.endswith(known)), key=len, default="")
    if ends_in and not _SEVERAL.search(name):
        found = _by_name()[ends_in]
        return KindMatch(found.kind, found.tag, note=f"“{name}”认作“{found.kind.label}”")
    near = difflib.get_close_matches(name, _by_name(), n=3, cutoff=0.4)
    hint = f"是不是“{'”“'.join(near)}”？" if near else f"可用的有：{'、'.join(k.label for k in kinds())}。"
    raise UnknownKind(f"没有“{name}”这种活动类型。{hint}")


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", fold_width(name))


def _by_title(title: str, heading: str) -> KindMatch:
    for text, where in ((title, "名称"), (heading, "台账标题")):
        found = {
            kind.code: kind for kind in kinds() if any(word in text for word in (*kind.words, kind.label))
        }
        ending = [kind for kind in found.values() if text.endswith((kind.label, *kind.words))]
        if len(found) == 1 or len(ending) == 1:
            # Of several kinds in one name the last word is the thing itself: 亲子运动会 is a 运动会.
            kind = next(iter(found.values())) if len(found) == 1 else ending[0]
            return KindMatch(kind, note=f"活动类型按{where}认作“{kind.label}”")
        if found:
            told = "、".join(f"“{kind.label}”" for kind in found.values())
            raise UnknownKind(f"没有写活动类型，按{where}可能是{told}，不能确定，请补上。")
    raise UnknownKind("没有写活动类型，从名称也不能确定，请补上。")
