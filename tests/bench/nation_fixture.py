"""A small country of the same shape as the real one."""

from __future__ import annotations

from bench.nation.divisions import Division


def small_country(*, streets: int = 6, villages: int = 400) -> list[Division]:
    """Return a nation of one county with a few streets of many villages, in preorder."""
    found = [
        Division(1, None, "NATION", "全国"),
        Division(2, 1, "PROVINCE", "甲省"),
        Division(3, 2, "CITY", "乙市"),
        Division(4, 3, "COUNTY", "丙县"),
    ]
    for street in range(streets):
        above = len(found) + 1
        found.append(Division(above, 4, "STREET", f"第{street + 1}街道"))
        found.extend(
            Division(above + 1 + number, above, "VILLAGE", f"第{number + 1}村") for number in range(villages)
        )
    return found
