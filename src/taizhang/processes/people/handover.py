"""What a person who leaves a post hands over: what they began and what waits on their desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.units.selectors import stock_scope
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.selectors import open_of_posts
from taizhang.ledgers.premises.models import Finding, Inspection, Place
from taizhang.ledgers.premises.selectors import (
    open_findings_of_posts,
    open_inspections_of_posts,
    places_of_posts,
)
from taizhang.ledgers.publication.models import Item, ItemStage
from taizhang.ledgers.publication.selectors import stages_of_posts, unfinished_of
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import Choice, listed, waiting_for
from taizhang.ledgers.records.services import UNFINISHED
from taizhang.reporting.models import Report
from taizhang.reporting.waiting import open_reports, reports_to_sign

MOST = 500
AHEAD = dt.timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Handover:
    """The open things of a tenure: the person's own unfinished records and reports, the items in their hands, and what waits for them.

    `waiting` are records for their review, `to_sign` reports for their signature, `stages` items on which the
    post is to decide. What follows stays with the post: `owed` is what it has still to carry out within the
    next two months, `places` are those for which it answers, with the `inspections` that are open there, and
    the `findings` that are not closed.
    """

    own: tuple[Record, ...]
    waiting: tuple[Record, ...]
    reports: tuple[Report, ...]
    to_sign: tuple[Report, ...]
    items: tuple[Item, ...] = ()
    stages: tuple[ItemStage, ...] = ()
    owed: tuple[Occurrence, ...] = ()
    places: tuple[Place, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def empty(self) -> bool:
        begun = self.own or self.waiting or self.reports or self.to_sign or self.items or self.stages
        return not (begun or self.owed or self.places or self.inspections or self.findings)


def handover_of(*, tenure: Tenure, on: dt.date) -> Handover:
    """Return what the holder of a post would hand over on a day, at most 500 of each."""
    units = units_of(tenure=tenure, on=on)
    rights = rights_of(roles=tenure.post.roles)
    own = listed(units=units, choice=Choice(author=tenure.person_id)).filter(state__in=UNFINISHED)
    waiting = waiting_for(person=tenure.person, units=units)[:MOST] if Right.REVIEW in rights else ()
    reports = open_reports(person=tenure.person, units=units)[:MOST] if Right.REPORT in rights else ()
    to_sign = reports_to_sign(person=tenure.person, units=units)[:MOST] if Right.SIGN in rights else ()
    post = [tenure.post_id]
    return Handover(
        own=tuple(own[:MOST]),
        waiting=tuple(waiting),
        reports=tuple(reports),
        to_sign=tuple(to_sign),
        items=tuple(unfinished_of(person=tenure.person, units=units)[:MOST]),
        stages=tuple(stages_of_posts(posts=post)[:MOST]),
        owed=tuple(open_of_posts(posts=post, until=on + AHEAD)[:MOST]),
        places=tuple(places_of_posts(posts=post)[:MOST]),
        inspections=tuple(open_inspections_of_posts(posts=post, on=on)[:MOST]),
        findings=tuple(open_findings_of_posts(posts=post)[:MOST]),
    )


def units_of(*, tenure: Tenure, on: dt.date) -> list[int]:
    """Return the ids of the units that a post reaches on a day."""
    scope = stock_scope(unit=tenure.post.unit, day=on)
    return [tenure.post.unit_id, *(span.unit for span in scope.spans)]
