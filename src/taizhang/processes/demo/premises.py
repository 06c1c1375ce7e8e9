"""The places of the demo office: registered in January, inspected month by month, with something found wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.selectors import person_by, tenures_of
from taizhang.foundation.evidence.services import keep_file
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope, unit_by
from taizhang.kernel.recurrence import parse_frequency
from taizhang.ledgers.premises.models import Finding, Inspection, Place
from taizhang.ledgers.premises.rules import Answer, Severity, Wrong, type_by_code
from taizhang.ledgers.premises.selectors import due_inspections, findings_within, places_within
from taizhang.ledgers.premises.services import (
    Details,
    NewPlace,
    close,
    generate,
    horizon,
    inspect,
    rectify,
    register_all,
    set_plan,
)
from taizhang.processes.demo.days import CHINA, ONE_DAY, is_workday
from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.people import CLERKS, REVIEWER
from taizhang.processes.demo.pictures import picture
from taizhang.processes.demo.world import BY_KEY, STREET, YEARS

BEGUN = dt.date(YEARS[-1] + 1, 1, 5)
PLANS = {"culture_centre": "每季度1次", "park": "每季度1次"}
"""Type -> how often the street lets it be inspected, where that is not as usual."""

MISSED = 0.03
"""The share of inspections that nobody makes."""


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """One invented place. `named` are the fields in which the post of its unit's clerk stands."""

    unit: str
    type: str
    name: str
    address: str
    since: dt.date
    fields: dict[str, Any]
    grid: str = ""
    named: tuple[str, ...] = field(default=())


PLACES = (
    PlacePlan("wutong", "notice_board", "街道政务公开栏", "梧桐路1号院内", dt.date(2019, 4, 2), {"size": "6平方米以上", "material": "不锈钢"}),
    PlacePlan("wutong", "led_screen", "梧桐文化广场大屏", "梧桐路与滨河路口", dt.date(2021, 9, 18), {"area": 18, "controller": "本地控制", "network": "政务外网"}, named=("custodian",)),
    PlacePlan("wutong", "official_account", "梧桐街道发布", "", dt.date(2018, 3, 1), {"platform": "微信公众号", "administrators": 2, "two_factor": True, "password_changed": "2026-01-04"}, named=("recovery",)),
    PlacePlan("wutong", "square", "梧桐文化广场", "梧桐路与滨河路口", dt.date(2016, 10, 1), {"area": 3200, "hours": "全天"}),
    PlacePlan("wutong", "culture_centre", "街道综合文化站", "梧桐路3号", dt.date(2015, 6, 12), {"area": 1450, "hours": "9:00—20:30，周一闭馆"}),
    PlacePlan("qinghe", "reading_room", "青禾书院", "青禾苑12号楼一层", dt.date(2020, 4, 23), {"area": 160, "hours": "9:00—18:00"}, "第一网格"),
    PlacePlan("qinghe", "notice_board", "青禾苑东门宣传栏", "青禾苑东门", dt.date(2022, 3, 5), {"size": "2—6平方米"}, "第一网格"),
    PlacePlan("qinghe", "official_account", "青禾之声", "", dt.date(2020, 5, 20), {"platform": "微信公众号", "administrators": 2, "two_factor": True}, named=("recovery",)),
    PlacePlan("wanghe", "notice_board", "望河一村宣传栏", "望河一村北门", dt.date(2021, 7, 1), {"size": "2—6平方米"}, "第二网格"),
    PlacePlan("wanghe", "park", "望河公园", "河滨路沿线", dt.date(2017, 5, 1), {"area": 8600, "hours": "6:00—22:00"}, "第三网格"),
    PlacePlan("wanghe", "notice_group", "望河一村通知群", "", dt.date(2022, 9, 1), {"platform": "微信", "band": "200—500人"}, "第二网格", ("administrator",)),
    PlacePlan("yunjing", "reading_room", "云井村农家书屋", "云井村村部二楼", dt.date(2014, 11, 8), {"area": 72, "hours": "8:30—17:00"}),
    PlacePlan("yunjing", "culture_centre", "云井村文化礼堂", "云井村村部东侧", dt.date(2019, 12, 30), {"area": 420, "hours": "有活动时开放"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Something found wrong at a place: `back` days ago, put right and re-checked so many days later, None for not yet."""

    place: str
    item: str
    what: str
    severity: Severity
    back: int
    put_right: str = ""
    after: int | None = None
    closed_after: int | None = None


CASES = (
    Case("青禾书院", "fire", "二楼一只灭火器压力不足，指针在红区", Severity.SERIOUS, 34, "已换新，旧的交回消防器材点", 4, 6),
    Case("梧桐文化广场大屏", "locked", "控制箱的锁坏了，用铁丝拧着", Severity.SERIOUS, 8, "换了新锁，钥匙由保管岗位收着", 6),
    Case("街道政务公开栏", "expired", "两张上个月的活动海报没有揭下", Severity.MINOR, 3),
)  # fmt: skip


def look_after_places(*, today: dt.date) -> None:
    """Register the places once, and inspect what fell due before `today`; the cases happen in the first go."""
    street = unit_by(text=STREET.code)
    units = [unit_by(text=BY_KEY[key].code).pk for key in dict.fromkeys(plan.unit for plan in PLACES)]
    fresh = not places_within(units=units).exists()
    if fresh:
        _begin(street)
    generate(until=horizon(today), at=_at(today - ONE_DAY), units=units)
    for day, one in sorted(_planned(units, today), key=lambda each: (each[0], each[1].pk)):
        _inspect(one.place, on=day)
    if fresh and not findings_within(units=units).exists():
        for case in CASES:
            _happen(case, Place.objects.get(name=case.place), today)


def _begin(street: Unit) -> None:
    """Set the street's plans, then register the places with the posts of their units' clerks."""
    by, at = person_by(text=REVIEWER[0]), _at(BEGUN)
    below = sorted(span.unit for span in stock_scope(unit=street, day=BEGUN).spans)
    for type, often in PLANS.items():
        frequency = parse_frequency(often, None)
        set_plan(unit=street, below=below, type=type, frequency=frequency, by=by, today=BEGUN, at=at)
    for key in dict.fromkeys(plan.unit for plan in PLACES):
        plans = [plan for plan in PLACES if plan.unit == key]
        clerk = person_by(text=CLERKS[key][0])
        unit, post = unit_by(text=BY_KEY[key].code), _post(clerk)
        places = [NewPlace(_details(plan, unit, post), plan.since) for plan in plans]
        register_all(places=places, by=clerk, today=BEGUN, at=at)


def _details(plan: PlacePlan, unit: Unit, post: Post) -> Details:
    return Details(
        type=type_by_code(plan.type),
        name=plan.name,
        unit=unit.pk,
        post=post.pk,
        address=plan.address,
        grid=plan.grid,
        fields=plan.fields | dict.fromkeys(plan.named, post.pk),
    )


def _planned(units: list[int], today: dt.date) -> Iterator[tuple[dt.date, Inspection]]:
    """Return what is due and made before today, each on a workday of its own time; a few are missed."""
    for one in due_inspections(units=units, on=today - ONE_DAY):
        dice = Dice("inspection", one.place.name, one.label)
        missed = dice.chance(MISSED)
        length = (one.due_on - one.opens).days + 1
        days = [day for day in (one.opens + ONE_DAY * at for at in range(length)) if is_workday(day)]
        day = days[dice.between(0, len(days) - 1)] if days else one.due_on
        if not missed and day < today:
            yield day, one


def _inspect(place: Place, *, on: dt.date, wrong: Wrong | None = None) -> None:
    items = type_by_code(place.type).items
    answers = {item.code: Answer.FINE for item in items}
    if wrong is not None:
        answers[wrong.item] = Answer.WRONG
    wrongs = [wrong] if wrong is not None else []
    inspect(place=place, answers=answers, wrongs=wrongs, on=on, by=_clerk(place), at=_at(on))


def _happen(case: Case, place: Place, today: dt.date) -> None:
    """Find it, put it right, close it: as far as the case goes."""
    on = today - ONE_DAY * case.back
    due_on = on + ONE_DAY * case.severity.days
    wrong = Wrong(case.item, case.what, case.severity, place.post_id, due_on, (_photo(place, on, "前"),))
    _inspect(place, on=on, wrong=wrong)
    finding = Finding.objects.get(place=place, item=case.item)
    if case.after is None:
        return
    done = on + ONE_DAY * case.after
    photos = [_photo(place, done, "后")]
    finding = rectify(
        finding=finding, text=case.put_right, photos=photos, on=done, by=_clerk(place), at=_at(done)
    )
    if case.closed_after is None:
        return
    closed = on + ONE_DAY * case.closed_after
    by = person_by(text=REVIEWER[0])
    close(finding=finding, text="现场看过，已经换好", on=closed, by=by, at=_at(closed))


def _photo(place: Place, on: dt.date, when: str) -> int:
    """Keep a drawn picture of the place before or after, and return its id."""
    content = picture(kind="publicity", on=on, place=place.name, festival="", seed=f"{place.name}/{when}")
    return keep_file(content=content, name=f"整改{when}.png", at=_at(on)).pk


def _clerk(place: Place) -> Person:
    key = next(plan.unit for plan in PLACES if plan.name == place.name)
    return person_by(text=CLERKS[key][0])


def _post(person: Person) -> Post:
    return tenures_of(person=person, on=BEGUN)[0].post


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10, 30), CHINA)
