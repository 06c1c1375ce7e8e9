"""What falls due as a calendar that a calendar program reads (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import OccurrenceState
from taizhang.web.shell.due_lines import line_of

TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//taizhang//duties//ZH-CN"
ASK_AGAIN = dt.timedelta(hours=6)


def calendar_text(
    *,
    occurrences: Iterable[Occurrence],
    name: str,
    address_of: Callable[[Occurrence], str],
    on: dt.date,
    at: dt.datetime,
) -> bytes:
    """Return a calendar with one whole-day event for each occurrence, as it stands on the day `on`."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for one in occurrences:
        calendar.add_component(_event(one, address_of(one), on, at))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Occurrence, address: str, on: dt.date, at: dt.datetime) -> Event:
    duty, line = one.duty, line_of(one, on=on)
    mark = "" if line.mark == "○" else f"{line.mark} "
    told = (
        f"单位：{duty.unit.name}",
        f"期次：{one.label}",
        f"状态：{line.told}",
        f"方案：{duty.task.scheme.title}",
    )
    event = Event()
    event.add("uid", uid_of(one))
    event.add("dtstamp", at)
    event.add("dtstart", one.due_on)
    event.add("sequence", one.revision)
    event.add("summary", f"{mark}{_plain(duty.task.content)}（{one.label}，{duty.unit.name}）")
    event.add("description", "\n".join(_plain(text) for text in told))
    event.add("status", "CANCELLED" if one.state == OccurrenceState.EXCUSED.value else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    return event


def uid_of(one: Occurrence) -> str:
    """Return under which name calendar programs know an occurrence: the same for ever, no other office's."""
    return str(uuid.UUID(bytes=salted_hmac("taizhang.calendar", one.source).digest()[:16], version=4))


def _plain(text: str) -> str:
    """Return the text on one line, without the signs that a calendar may not hold."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
