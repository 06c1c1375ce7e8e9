"""What falls due as a calendar that a calendar program reads (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import OccurrenceState
from taizhang.ledgers.premises.rules import DueAtPlace
from taizhang.web.owed.day_lines import DayLine, duty_days, place_days
from taizhang.web.shell.due_lines import line_of

TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//taizhang//duties//ZH-CN"
ASK_AGAIN = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole-day event: the source in the journal that names it, how it stands, and what else is told of it."""

    source: str
    line: DayLine
    revision: int
    told: tuple[str, ...]
    excused: bool = False


def duty_entry(one: Occurrence, *, on: dt.date) -> Entry:
    """Return an occurrence of a duty as it stands on a day."""
    (line,) = duty_days([line_of(one, on=on)])
    told = (f"期次：{one.label}", f"状态：{line.told}", f"方案：{one.duty.task.scheme.title}")
    return Entry(one.source, line, one.revision, told, one.state == OccurrenceState.EXCUSED.value)


def place_entry(one: DueAtPlace, *, on: dt.date) -> Entry:
    """Return an inspection or a finding as it stands on a day."""
    (line,) = place_days([one], on=on)
    named = (f"期次：{one.text}",) if one.check else (f"问题：{one.text}",)
    return Entry(one.source, line, one.revision, (*named, f"状态：{line.told}"))


def calendar_text(*, entries: Iterable[Entry], name: str, host: str, at: dt.datetime) -> bytes:
    """Return a calendar with one event for each entry. `host` ("https://office") begins their addresses."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for one in entries:
        calendar.add_component(_event(one, host, at))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Entry, host: str, at: dt.datetime) -> Event:
    line = one.line
    mark = "" if line.mark == "○" else f"{line.mark} "
    whose = "，".join(text for text in (line.label, line.unit) if text)
    event = Event()
    event.add("uid", uid_of(one.source))
    event.add("dtstamp", at)
    event.add("dtstart", line.due)
    event.add("sequence", one.revision)
    event.add("summary", f"{mark}{_plain(line.words)}（{whose}）")
    event.add("description", "\n".join(_plain(text) for text in (f"单位：{line.unit}", *one.told)))
    event.add("status", "CANCELLED" if one.excused else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{host}{line.address}")
    return event


def uid_of(source: str) -> str:
    """Return under which name calendar programs know what has this source: the same for ever, no other office's."""
    return str(uuid.UUID(bytes=salted_hmac("taizhang.calendar", source).digest()[:16], version=4))


def _plain(text: str) -> str:
    """Return the text on one line, without the signs that a calendar may not hold."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
