"""An electronic screen and a reading room of the north community, with whoever answers for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.evidence.services import keep_file
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import Answer, Severity, Wrong, type_by_code
from taizhang.ledgers.premises.services import Details

TODAY = dt.date(2025, 6, 10)
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def post(office) -> Post:
    """Return the post of the north community that answers for its premises."""
    return Post.objects.create(unit=office.north, name="宣传干事", roles=["CLERK"])


@pytest.fixture
def told(office, post) -> Callable[..., Details]:
    """Return a maker of what a place says of itself: a notice group, changed as told."""

    def make(type: str = "notice_group", **changes) -> Details:
        fields = {
            "notice_group": {"platform": "微信", "band": "200—500人", "administrator": post.pk},
            "led_screen": {"area": 12, "custodian": post.pk},
            "reading_room": {"area": 80, "hours": "9:00—17:00"},
        }[type]
        return Details(
            **{
                "type": type_by_code(type),
                "name": "北桥通知群",
                "unit": office.north.pk,
                "post": post.pk,
                "fields": fields | changes.pop("fields", {}),
                **changes,
            }
        )

    return make


@pytest.fixture
def placed(office, at, told) -> Callable[..., Place]:
    """Return a maker of registered places, in use since January unless told otherwise."""

    def make(type: str = "notice_group", since: dt.date = dt.date(2025, 1, 6), **changes) -> Place:
        return services.register(
            details=told(type, **changes), since=since, by=office.clerk, today=TODAY, at=at
        )

    return make


@pytest.fixture
def room(placed) -> Place:
    """Return the reading room."""
    return placed("reading_room", name="北桥书屋")


@pytest.fixture
def photo(db, at, tmp_path, settings) -> Callable[[int], int]:
    """Return a maker of pictures, by number, as ids of evidence."""
    settings.TAIZHANG_HOME = tmp_path

    def make(number: int = 1) -> int:
        return keep_file(content=PICTURE + bytes([number]) * 40, name="照片.png", at=at).pk

    return make


@pytest.fixture
def looked_at(office, at, post) -> Callable[..., object]:
    """Return a maker of inspections in which everything is fine but the items told."""

    def make(place: Place, *wrong: str, on: dt.date = TODAY, by=None, **more):
        items = type_by_code(place.type).items
        answers = {item.code: Answer.WRONG if item.code in wrong else Answer.FINE for item in items}
        wrongs = [
            Wrong(item, "灭火器过期", Severity.SERIOUS, post.pk, on + dt.timedelta(days=7)) for item in wrong
        ]
        return services.inspect(
            place=place, answers=answers, wrongs=wrongs, on=on, by=by or office.clerk, at=at, **more
        )

    return make


def moment(day: dt.date, hour: int = 9) -> dt.datetime:
    """Return a moment on that day."""
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)
