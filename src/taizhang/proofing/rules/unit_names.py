"""Names of units that are nearly, but not quite, the name of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taizhang.proofing.remark import Remark

_SORTS = ("社区", "街道", "村", "镇", "乡", "区", "县")
_HANZI = "\u4e00-\u9fff"


def remarks(text: str, *, names: Sequence[str]) -> Iterator[Remark]:
    """Yield a remark where one Hanzi of a unit's name is another one, or its Hanzi are out of order.

    Only names of three Hanzi and more before and with their sort (望河社区) are looked for.
    """
    right = {name for name in names if _sort(name)}
    for name in sorted(right):
        sort = _sort(name)
        own = name.removesuffix(sort)
        if len(own) < 2:
            continue
        for match in re.finditer(rf"(?=([{_HANZI}]{{{len(own)}}}){sort})", text):
            said = match[1] + sort
            if said in right or not _nearly(match[1], own):
                continue
            start = match.start()
            yield Remark(
                "unit-name", "mend", start, start + len(said), said,
                f"没有“{said}”，是不是“{name}”？请核对单位名称。",
            )  # fmt: skip


def _nearly(said: str, own: str) -> bool:
    """Return whether one Hanzi is another one, or the same ones stand in another order (河望 for 望河)."""
    others = sum(a != b for a, b in zip(said, own, strict=True))
    return others == 1 or (others > 0 and sorted(said) == sorted(own))


def _sort(name: str) -> str:
    return next((sort for sort in _SORTS if name.endswith(sort) and len(name) > len(sort) + 1), "")
