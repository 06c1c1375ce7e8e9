"""What a person who leaves a post hands over: what they began and what waits on their desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.units.selectors import stock_scope
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import Choice, listed, waiting_for

MOST = 500


@dataclass(frozen=True, slots=True)
class Handover:
    """The open things of a tenure: the person's own unfinished records, and what waits for their review."""

    own: tuple[Record, ...]
    waiting: tuple[Record, ...]

    @property
    def empty(self) -> bool:
        return not self.own and not self.waiting


def handover_of(*, tenure: Tenure, on: dt.date) -> Handover:
    """Return what the holder of a post would hand over on a day, at most 500 of each."""
    scope = stock_scope(unit=tenure.post.unit, day=on)
    units = [tenure.post.unit_id, *(span.unit for span in scope.spans)]
    unfinished = [State.DRAFT.value, State.RETURNED.value, State.SUBMITTED.value]
    own = listed(units=units, choice=Choice(author=tenure.person_id)).filter(state__in=unfinished)
    reviews = Right.REVIEW in rights_of(roles=tenure.post.roles)
    waiting = waiting_for(person=tenure.person, units=units)[:MOST] if reviews else ()
    return Handover(tuple(own[:MOST]), tuple(waiting))
