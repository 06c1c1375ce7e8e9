"""One line of a list of records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.kernel.pairs import marked
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import LABELS, State, kind_by_code
from taizhang.web.records.pages.deeds import seen

SIGNS = {
    State.DRAFT.value: ("mut", "draft"),
    State.SUBMITTED.value: ("soon", "clock"),
    State.ACCEPTED.value: ("ok", "check"),
    State.RETURNED.value: ("bad", "back"),
    State.VOIDED.value: ("mut", "void"),
}
"""State -> class and icon of its sign."""

AROUND = 14
"""How many characters are shown before and after a word found in a longer text."""

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `told` is the title in pieces, with what was searched for marked; so is `elsewhere`.

    `elsewhere` is the first other text that holds the words where the title does not, under `where`.
    """

    number: str
    title: str
    told: Pieces
    where: str
    elsewhere: Pieces
    on: dt.date
    unit: str
    kind: str
    people: str
    files: int
    state: str
    label: str
    sign: str
    icon: str
    author: str
    seen: str
    may_submit: bool
    may_accept: bool


def row(record: Record, *, person: Person, reach: Reach, words: str = "") -> Row:
    """Return one line of the list; the acts shown are those its state and the person allow."""
    sign, icon = SIGNS[record.state]
    own = record.author_id == person.pk
    told = marked(record.title, words)
    where, elsewhere = ("", []) if not words or any(hit for _, hit in told) else _elsewhere(record, words)
    return Row(
        number=record.number,
        title=record.title,
        told=told,
        where=where,
        elsewhere=elsewhere,
        on=record.on,
        unit=record.unit.name,
        kind=kind_by_code(record.kind).label,
        people=record.people_text,
        files=record.files,  # type: ignore[attr-defined]
        state=record.state,
        label=State(record.state).label,
        sign=sign,
        icon=icon,
        author=record.author.name,
        seen=seen(record),
        may_submit=own and record.state in (State.DRAFT.value, State.RETURNED.value),
        may_accept=not own
        and record.state == State.SUBMITTED.value
        and reach.may(Right.REVIEW, record.unit_id),
    )


def _elsewhere(record: Record, words: str) -> tuple[str, Pieces]:
    texts = [
        ("place", record.place),
        ("host", record.host),
        ("note", record.note),
        ("tags", "、".join(record.tags)),
        ("fields", "；".join(map(str, record.fields.values()))),
    ]
    for name, text in texts:
        pieces = marked(text, words)
        if any(hit for _, hit in pieces):
            return LABELS[name], _shortened(pieces)
    return "", []


def _shortened(pieces: Pieces) -> Pieces:
    """Return the first word found with a little of what stands around it."""
    at = next(index for index, (_, hit) in enumerate(pieces) if hit)
    before = "".join(text for text, _ in pieces[:at])
    after = "".join(text for text, _ in pieces[at + 1 :])
    head = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    tail = f"{after[:AROUND]}…" if len(after) > AROUND else after
    return [piece for piece in ((head, False), pieces[at], (tail, False)) if piece[0]]
