"""What a person who leaves a post hands over: what they began and what waits on their desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.units.selectors import stock_scope
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.selectors import open_of_posts
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import Choice, listed, waiting_for
from taizhang.ledgers.records.services import UNFINISHED
from taizhang.reporting.models import Report
from taizhang.reporting.waiting import open_reports, reports_to_sign

MOST = 500
AHEAD = dt.timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Handover:
    """The open things of a tenure: the person's own unfinished records and reports, and what waits for them.

    `waiting` are records for their review, `to_sign` reports for their signature, `owed` what the post
    has still to carry out within the next two months: it stays with the post.
    """

    own: tuple[Record, ...]
    waiting: tuple[Record, ...]
    reports: tuple[Report, ...]
    to_sign: tuple[Report, ...]
    owed: tuple[Occurrence, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.own or self.waiting or self.reports or self.to_sign or self.owed)


def handover_of(*, tenure: Tenure, on: dt.date) -> Handover:
    """Return what the holder of a post would hand over on a day, at most 500 of each."""
    units = units_of(tenure=tenure, on=on)
    rights = rights_of(roles=tenure.post.roles)
    own = listed(units=units, choice=Choice(author=tenure.person_id)).filter(state__in=UNFINISHED)
    waiting = waiting_for(person=tenure.person, units=units)[:MOST] if Right.REVIEW in rights else ()
    reports = open_reports(person=tenure.person, units=units)[:MOST] if Right.REPORT in rights else ()
    to_sign = reports_to_sign(person=tenure.person, units=units)[:MOST] if Right.SIGN in rights else ()
    owed = open_of_posts(posts=[tenure.post_id], until=on + AHEAD)[:MOST]
    return Handover(tuple(own[:MOST]), tuple(waiting), tuple(reports), tuple(to_sign), tuple(owed))


def units_of(*, tenure: Tenure, on: dt.date) -> list[int]:
    """Return the ids of the units that a post reaches on a day."""
    scope = stock_scope(unit=tenure.post.unit, day=on)
    return [tenure.post.unit_id, *(span.unit for span in scope.spans)]
