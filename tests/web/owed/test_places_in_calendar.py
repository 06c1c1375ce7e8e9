"""Inspections and findings of places in the calendar and in the feed, beside the duties."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding, Inspection
from taizhang.ledgers.premises.rules import Answer, InspectionState, type_by_code
from tests.web.places import NOW, TODAY, found_wrong, placed, rectified

CALENDAR = "/duties/calendar/"
SOON, PAST = TODAY + dt.timedelta(days=3), TODAY - dt.timedelta(days=3)


def due_on(place, day: dt.date, **told) -> Inspection:
    """Return an inspection of a place that is due on a day; there is no other near."""
    place.inspections.all().update(state=InspectionState.LIFTED.value)
    one = place.inspections.order_by("due_on")[0]
    Inspection.objects.filter(pk=one.pk).update(
        opens=min(day, TODAY), due_on=day, state=InspectionState.DUE.value, **told
    )
    one.refresh_from_db()
    return one


def lines(client, day: dt.date, of: int | None = None) -> list[tuple[str, str, str]]:
    """Return mark, words and address of what stands on a day of the calendar."""
    asked = {"view": "week", "on": day.isoformat()} | ({"of": of} if of else {})
    (week,) = client.get(CALENDAR, asked).context["weeks"]
    return [
        (line.mark, line.words, line.address) for cell in week for line in cell.lines if cell.day.day == day
    ]


def events(client) -> dict[str, object]:
    """Return the events behind a new address of one's calendar by what they say."""
    page = client.post(f"{CALENDAR}subscription/").content.decode()
    address = re.search(r'value="http://testserver(/duties/calendar/[\w-]{43}\.ics)"', page)[1]
    calendar = Calendar.from_ical(Client().get(address).content)
    assert not calendar.errors
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_an_inspection_stands_on_the_day_by_which_it_is_due(cast, office) -> None:
    one = due_on(placed(office), SOON)
    line = ("○", "检查：北桥书屋", f"/premises/inspections/{one.pk}/")

    assert lines(cast.clerk, SOON) == [line]
    assert lines(cast.reviewer, SOON) == []
    assert lines(cast.reviewer, SOON, of=office.north.pk) == [line]
    assert lines(cast.reviewer, SOON, of=office.street.pk) == [line]
    assert lines(cast.reviewer, SOON, of=office.south.pk) == []
    assert cast.stranger.get(CALENDAR, {"of": office.north.pk}).status_code == 404


def test_what_is_late_and_what_is_done_bears_its_sign(cast, office) -> None:
    place = placed(office)
    one = due_on(place, PAST)
    assert [mark for mark, _, _ in lines(cast.clerk, PAST)] == ["!"]
    answers = {item.code: Answer.FINE for item in type_by_code(place.type).items}
    services.inspect(place=place, answers=answers, wrongs=[], on=TODAY, by=office.clerk, at=NOW)
    one.refresh_from_db()

    assert one.state == InspectionState.DONE.value
    assert [mark for mark, _, _ in lines(cast.clerk, PAST)] == ["△"]
    week = cast.clerk.get(CALENDAR, {"view": "day", "on": PAST.isoformat()}).content.decode()
    assert "逾期检查" in week and "到期 1 项，完成 1" in week


def test_a_finding_stands_where_it_is_to_be_put_right_until_it_is_closed(cast, office) -> None:
    finding = found_wrong(office, placed(office))
    day = finding.due_on
    address = f"/premises/findings/{finding.pk}/"
    assert lines(cast.clerk, day) == [("○", "整改：北桥书屋，门锁坏了", address)]

    finding = rectified(office, finding)
    assert [mark for mark, _, _ in lines(cast.clerk, day)] == ["◐"]
    services.close(finding=finding, text="已换", on=TODAY, by=office.reviewer, at=NOW)

    assert [mark for mark, _, _ in lines(cast.clerk, day)] == ["✓"]
    assert "按时整改" in cast.clerk.get(CALENDAR, {"view": "day", "on": day.isoformat()}).content.decode()


def test_what_is_lifted_stands_nowhere(cast, office) -> None:
    one = due_on(placed(office), SOON)
    Inspection.objects.filter(pk=one.pk).update(state=InspectionState.LIFTED.value)

    assert lines(cast.clerk, SOON) == []
    assert f"检查：{one.place.name}" not in "".join(events(cast.clerk))


def test_the_feed_tells_what_ones_posts_owe_at_places(cast, office) -> None:
    one = due_on(placed(office), SOON)
    due_on(placed(office, name="南厅"), dt.date(2020, 1, 31))
    finding = found_wrong(office, placed(office, name="讲堂"))

    told = events(cast.clerk)

    event = told[f"检查：北桥书屋（{one.label}，北桥社区）"]
    assert event["dtstart"].dt == SOON and event["status"] == "CONFIRMED"
    assert str(event["url"]) == f"http://testserver/premises/inspections/{one.pk}/"
    assert uuid.UUID(str(event["uid"]))
    assert any(words.startswith("! 检查：南厅") for words in told)
    wrong = told["整改：讲堂，门锁坏了（北桥社区）"]
    assert wrong["dtstart"].dt == finding.due_on and "问题：门锁坏了" in str(wrong["description"])
    assert not any("北桥书屋" in words for words in events(cast.reviewer))


def test_what_is_open_comes_before_what_is_done_and_the_rest_is_counted(cast, office) -> None:
    for number in range(6):
        due_on(placed(office, name=f"书屋{number}"), TODAY)
    done = Inspection.objects.get(place__name="书屋0", state=InspectionState.DUE.value)
    answers = {item.code: Answer.FINE for item in type_by_code(done.place.type).items}
    services.inspect(place=done.place, answers=answers, wrongs=[], on=TODAY, by=office.clerk, at=NOW)

    month = cast.clerk.get(CALENDAR, {"on": TODAY.isoformat()}).content.decode()
    day = cast.clerk.get(CALENDAR, {"view": "day", "on": TODAY.isoformat()}).content.decode()

    assert month.count('class="p4"') == 4 and "另有 2 项" in month
    assert day.count("data-row") == 6


@pytest.mark.parametrize("view", ["month", "week", "day"])
def test_many_places_cost_as_many_queries_as_one(cast, office, view) -> None:
    due_on(placed(office), TODAY)
    asked = {"view": view, "on": TODAY.isoformat()}
    cast.clerk.get(CALENDAR, asked)
    with CaptureQueriesContext(connection) as few:
        cast.clerk.get(CALENDAR, asked)
    for number in range(8):
        due_on(placed(office, name=f"书屋{number}"), TODAY)
        found_wrong(office, placed(office, name=f"讲堂{number}"))
    Finding.objects.update(due_on=TODAY)

    with CaptureQueriesContext(connection) as many:
        cast.clerk.get(CALENDAR, asked)

    assert len(many) == len(few)
