"""What may happen to a journal and its tree of units, for laws about totals: in any order, on days at the ends of months."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field

from hypothesis import strategies as st

from taizhang.foundation.journal import services as journal
from taizhang.foundation.units import services as units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import ActRefused, Level
from taizhang.kernel.posting import Posting
from taizhang.reporting import kept_totals

BOOKS = {
    "records": (
        "community_activity",
        "festival_activity",
        "lecture",
        "study_session",
        "visit",
        "publicity_item",
    ),
    "premises": ("square", "notice_board", "led_screen"),
}
TAGS = ("有佐证", "节日:春节", "节日:端午节", "节日:", "大", "中", "小")
days = st.sampled_from(
    [
        dt.date(2024, 12, 31),
        dt.date(2025, 1, 1),
        dt.date(2025, 1, 31),
        dt.date(2025, 2, 1),
        dt.date(2025, 2, 14),
        dt.date(2025, 12, 31),
        dt.date(2026, 1, 1),
    ]
)
ACTS = ("move", "merge", "split", "found")
DEEDS = ("post", "post", "post", "reverse", "seal", "count", *ACTS)
deeds = st.lists(
    st.tuples(
        st.sampled_from(DEEDS),
        st.sampled_from(sorted(BOOKS)),
        st.integers(0, 30),
        st.integers(0, 30),
        days,
        st.sets(st.sampled_from(TAGS), max_size=3),
        st.sampled_from([None, 0, 12]),
    ),
    min_size=4,
    max_size=24,
)


@dataclass
class County:
    """A county of two streets with two villages each, and what was done there so far."""

    at: dt.datetime
    units: list[Unit] = field(default_factory=list)
    acts: int = 0
    posted: int = 0
    standing: list[tuple[str, str]] = field(default_factory=list)

    def found(self, name: str, level: Level, parent: Unit | None, on: dt.date | None = None) -> Unit:
        """Found a unit."""
        unit = units.found_unit(name=name, level=level, parent=parent, on=on, by="周敏", at=self.at)
        self.units.append(unit)
        return unit


def county(at: dt.datetime) -> County:
    """Return the county."""
    place = County(at)
    top = place.found("松岭县", Level.COUNTY, None)
    for street in ("东街道", "西街道"):
        above = place.found(street, Level.STREET, top)
        for village in ("一村", "二村"):
            place.found(f"{street[0]}{village}", Level.VILLAGE, above)
    return place


def done(steps, place: County, *, key) -> None:
    """Do these deeds; an act that the rules of units refuse is left out."""
    for number, (deed, book, which, where, on, tags, people) in enumerate(steps):
        unit, other = (place.units[each % len(place.units)] for each in (where, which))
        if deed in ACTS:
            with suppress(ActRefused):
                _act(deed, unit, other, place, number, on)
                place.acts += 1
        elif deed == "seal":
            journal.seal(key=key, at=place.at)
        elif deed == "count":
            kept_totals.catch_up()
        elif deed == "reverse":
            if place.standing:
                of, source = place.standing.pop(which % len(place.standing))
                journal.reverse(book=of, sources=[source], at=place.at)
        else:
            place.posted += 1
            line = Posting(
                book=book,
                source=f"{book}:{place.posted}",
                revision=1,
                unit=unit.pk,
                on=on,
                kind=BOOKS[book][which % len(BOOKS[book])],
                tags=tuple(sorted(tags)),
                measures={} if people is None else {"people": people, "copies": people + 1},
            )
            journal.post(postings=[line], at=place.at)
            place.standing.append((book, line.source))


def _act(deed: str, unit: Unit, other: Unit, place: County, number: int, on: dt.date) -> None:
    told = {"on": on, "basis": "批复", "by": "周敏", "at": place.at}
    match deed:
        case "found":
            place.found(f"新{number}村", Level.VILLAGE, other, on)
        case "move":
            units.move_unit(unit=unit, to=other, **told)
        case "merge":
            units.merge_units(predecessors=[unit], successor=other, **told)
        case "split":
            units.split_unit(unit=unit, into=[other, place.units[number % len(place.units)]], **told)
