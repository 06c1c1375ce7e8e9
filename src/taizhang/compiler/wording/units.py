"""How units below are named together: 社区（村）, 镇（街道）, 下级单位."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDINGS = (
    ("社区", ("社区", "居委会", "社区居民委员会", "居民委员会")),
    ("村", ("村", "村委会", "村民委员会", "嘎查")),
    ("街道", ("街道", "街道办事处", "街道办")),
    ("镇", ("镇",)),
    ("乡", ("乡", "苏木")),
    ("区", ("区",)),
    ("县", ("县", "旗")),
    ("市", ("市",)),
    ("网格", ("网格",)),
)
_LONGEST_FIRST = sorted(
    ((ending, kind) for kind, endings in _ENDINGS for ending in endings), key=lambda each: -len(each[0])
)


def collective_name(names: Sequence[str]) -> str:
    """Return one word for the units: 社区（村） for communities and villages, the commoner first."""
    counts: dict[str, int] = {}
    for name in names:
        kind = _kind(name)
        counts[kind] = counts.get(kind, 0) + 1
    if not counts or "" in counts or len(counts) > 3:
        return "下级单位"
    order = [kind for kind, _ in _ENDINGS]
    first, *rest = sorted(counts, key=lambda kind: (-counts[kind], order.index(kind)))
    return f"{first}（{'、'.join(rest)}）" if rest else first


def _kind(name: str) -> str:
    """Return the kind with the longest ending that the name has, "" for none: 东篱社区 is no 区.

    What stands in brackets after a name (a merger within the period) is no part of it.
    """
    if name.endswith("）"):
        name = re.sub(r"（[^（）]*）$", "", name)
    return next((kind for ending, kind in _LONGEST_FIRST if name.endswith(ending)), "")
