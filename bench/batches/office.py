"""Made-up work of a city: streets with their villages, and the records that each of them wrote down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from bench.batches.sizes import LINES_EACH, VILLAGES
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.quantity import Quantity
from taizhang.ledgers.records.rules import Content

CITY = 1
EVIDENCED = "有佐证"

FIRST_DAY, DAYS = dt.date(2024, 1, 1), 731
_KINDS = (
    *["community_activity"] * 6, *["study_session"] * 3, *["meeting"] * 2, *["publicity_item"] * 3, "visit", "lecture",
    "festival_activity", "youth_programme", "training", "briefing", "contest",
)  # fmt: skip
_TITLES = (
    "河岸清洁志愿行动", "读书分享会", "写春联送祝福", "广场舞交流", "健康知识讲座", "邻里节", "图书漂流", "手工课堂",
)  # fmt: skip
_FESTIVALS = ("春节", "元宵节", "清明节", "端午节", "中秋节", "重阳节")
_PLACES = ("文化广场", "图书室", "活动中心", "小学礼堂")


def load_units(*, streets: int) -> list[list[int]]:
    """Write the city, its streets and their villages; return each street with its villages."""
    units = [Unit(pk=CITY, name="松岭市", level="CITY")]
    belongings, told = [], []
    for street in range(streets):
        own = CITY + 1 + street * (VILLAGES + 1)
        below = range(own + 1, own + 1 + VILLAGES)
        units.append(Unit(pk=own, name=f"第{street + 1}街道", level="STREET"))
        units += [Unit(pk=village, name=f"第{village}村", level="VILLAGE") for village in below]
        belongings.append(Affiliation(unit_id=own, parent_id=CITY))
        belongings += [Affiliation(unit_id=village, parent_id=own) for village in below]
        told.append([own, *below])
    Unit.objects.bulk_create(units, batch_size=500)
    Affiliation.objects.bulk_create(belongings, batch_size=500)
    return told


def contents(*, streets: list[list[int]]) -> Iterator[Content]:
    """Yield the records in the order in which they were written down."""
    dice = Random(9704)
    size = LINES_EACH * len(streets)
    for number in range(size):
        street = dice.choice(streets)
        unit = dice.choice(street[1:]) if dice.random() < 0.9 else street[0]
        yield _content(unit, FIRST_DAY + dt.timedelta(days=number * DAYS // size), dice)


def _content(unit: int, day: dt.date, dice: Random) -> Content:
    kind = dice.choice(_KINDS)
    festival = dice.choice(_FESTIVALS) if kind == "festival_activity" else ""
    people = dice.randint(8, 400)
    known = kind != "publicity_item" and dice.random() < 0.9
    number = Decimal(people)
    return Content(
        unit=unit,
        kind=kind,
        title=f"{festival}{dice.choice(_TITLES)}",
        on=day,
        until=day,
        place=dice.choice(_PLACES),
        people=Quantity(number, number, number, "exact", "人", f"{people}人") if known else None,
        minutes=dice.choice((60, 90, 120, None)),
        copies=dice.randint(50, 900) if kind == "publicity_item" else None,
        tags=tuple(
            sorted(
                {dice.choice(("文体活动", "志愿服务", "便民服务")), EVIDENCED} if dice.random() < 0.8 else ()
            )
        ),
    )
