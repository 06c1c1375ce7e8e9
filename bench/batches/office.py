"""Made-up work of a city: streets with their villages, and the records that each of them wrote down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

from django.db import transaction

from bench.batches.sizes import CITY, LINES_EACH, VILLAGES
from taizhang.foundation.bulk import insert_rows
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.quantity import Quantity
from taizhang.ledgers.records.rules import Content

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


def load_units(*, streets: int) -> list[range]:
    """Write the city, its streets and their villages; return each street with its villages."""
    told = [
        range(CITY + 1 + street * (VILLAGES + 1), CITY + 1 + (street + 1) * (VILLAGES + 1))
        for street in range(streets)
    ]
    units = [(CITY, "松岭市", "CITY")]
    belongings = []
    for number, street in enumerate(told, 1):
        own, *villages = street
        units.append((own, f"第{number}街道", "STREET"))
        units += [(village, f"第{village}村", "VILLAGE") for village in villages]
        belongings.append((own, CITY))
        belongings += [(village, own) for village in villages]
    with transaction.atomic():
        insert_rows(Unit, columns=("id", "name", "level"), rows=units)
        insert_rows(Affiliation, columns=("unit_id", "parent_id"), rows=belongings)
    return told


def contents(*, streets: Sequence[range]) -> Iterator[Content]:
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
