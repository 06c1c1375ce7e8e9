"""The units of the demo office: a street office, its communities and villages, one of them merged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Sort = Literal["街道", "社区", "村"]


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One invented unit. `weight` tells its size: 1 is a community of middle size.

    `staff` is how many work there and come to study sessions and meetings.
    """

    key: str
    name: str
    code: str
    sort: Sort
    weight: float
    staff: int

    def lives_on(self, day: dt.date) -> bool:
        """Return whether the unit is there on that day."""
        return self.key != MERGED or day < MERGED_ON

    def weight_on(self, day: dt.date) -> float:
        """Return the unit's size on that day: an heir is larger after the merger."""
        return self.weight + (MERGED_WEIGHT if self.key == HEIR and day >= MERGED_ON else 0)


COUNTY = ("清江区", "990101000000")
MERGED, HEIR, MERGED_ON = "dutou", "shiqiao", dt.date(2025, 7, 1)
MERGED_WEIGHT = 0.3
MERGER_BASIS = "清江区人民政府关于同意梧桐街道渡头村并入石桥村的批复（清政复〔2025〕17号）"
YEARS = (2024, 2025)

STREET = UnitPlan("wutong", "梧桐街道", "990101003000", "街道", weight=1.1, staff=46)
UNITS = (
    STREET,
    UnitPlan("qinghe", "青禾社区", "990101003001", "社区", weight=1.35, staff=19),
    UnitPlan("wanghe", "望河社区", "990101003002", "社区", weight=1.15, staff=17),
    UnitPlan("linjiang", "临江社区", "990101003003", "社区", weight=1.05, staff=16),
    UnitPlan("liupu", "柳浦社区", "990101003004", "社区", weight=0.95, staff=14),
    UnitPlan("beiyuan", "北园社区", "990101003005", "社区", weight=0.9, staff=15),
    UnitPlan("dongli", "东篱社区", "990101003006", "社区", weight=0.8, staff=12),
    UnitPlan("yunjing", "云井村", "990101003201", "村", weight=0.62, staff=11),
    UnitPlan("changting", "长亭村", "990101003202", "村", weight=0.58, staff=10),
    UnitPlan("shiqiao", "石桥村", "990101003203", "村", weight=0.5, staff=10),
    UnitPlan("dutou", "渡头村", "990101003204", "村", weight=0.36, staff=8),
)
BY_KEY = {unit.key: unit for unit in UNITS}
"""The codes begin with 99, which is no province: they are nobody's."""
