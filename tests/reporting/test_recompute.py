"""Whatever people do with records, in any order: every engine gives what the records themselves add up to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.period import parse_period
from taizhang.kernel.posting import MEASURES, Posting
from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import content_of
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.rules import rule_in
from taizhang.rollups.engines.base import Result
from taizhang.rollups.engines.memory import MemoryEngine

PERIOD = parse_period("2025")
RULES = ("records_total", "visits", "visit_people", "active_units", "publicity_items", "publicity_copies")
days = st.sampled_from([dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 6, 5), dt.date(2026, 1, 1)])
heads = st.sampled_from(["", "5人", "约40人", "二百余人", "五六十人"])
kinds = st.sampled_from(["visit", "publicity_item"])
steps = st.lists(
    st.tuples(
        st.sampled_from(["accept", "correct", "void", "return", "seal"]),
        st.integers(0, 7),
        st.booleans(),
        days,
        heads,
        kinds,
        st.sampled_from([None, 0, 30]),
    ),
    min_size=1,
    max_size=14,
)


def recomputed(rule: str, units: set[int]) -> Decimal | None:
    """Return the figure straight from the accepted records of 2025, without the journal."""
    standing = [
        record
        for record in Record.objects.filter(state=State.ACCEPTED.value)
        if record.on.year == 2025 and record.unit_id in units
    ]
    people = [content_of(each).counted_people() for each in standing if each.kind == "visit"]
    copies = [each.copies for each in standing if each.kind == "publicity_item"]
    known = {
        "records_total": len(standing),
        "visits": sum(each.kind == "visit" for each in standing),
        "visit_people": sum(each for each in people if each is not None),
        "active_units": len({each.unit_id for each in standing}),
        "publicity_items": sum(each.kind == "publicity_item" for each in standing),
        "publicity_copies": sum(each for each in copies if each is not None),
    }[rule]
    missing = {"visit_people": not told_any(people), "publicity_copies": not told_any(copies)}
    return None if missing.get(rule, known == 0) else Decimal(known)


def told_any(values: list[int | None]) -> bool:
    """Return whether anybody told a number."""
    return any(value is not None for value in values)


def all_postings() -> list[Posting]:
    """Return the whole journal as the reference engine reads it."""
    return [
        Posting(
            row.book,
            row.source,
            row.revision,
            row.unit_id,
            row.on_day,
            row.kind,
            tuple(tag for tag in row.tags.split("|") if tag),
            {name: getattr(row, name) for name in MEASURES if getattr(row, name) is not None},
            row.weight,
            row.position,
        )
        for row in PostingRow.objects.order_by("id")
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_every_engine_gives_what_the_records_add_up_to(office, activity, at, key, steps) -> None:
    savepoint = transaction.savepoint()
    made: list[Record] = []
    for deed, which, north, on, people, kind, copies in steps:
        unit = office.north if north else office.south
        told = {
            "unit": unit.pk,
            "on": on,
            "until": on,
            "people": read_quantity(people) if people else None,
            "kind": kind,
            "copies": copies,
        }
        record = made[which % len(made)] if made else None
        if record is not None:
            record.refresh_from_db()
        if deed == "seal":
            journal.seal(key=key, at=at)
        elif deed in ("accept", "return") or record is None:
            content = replace(activity(title=f"第{len(made)}件"), **told)
            fresh = services.create_record(content=content, by=office.clerk, at=at)
            services.submit_record(record=fresh, by=office.clerk, at=at)
            if deed == "return":
                services.return_record(record=fresh, reason="核对", by=office.reviewer, at=at)
            else:
                services.accept_record(record=fresh, by=office.reviewer, at=at)
            made.append(fresh)
        elif deed == "void" and record.state in (State.ACCEPTED, State.RETURNED):
            services.void_record(record=record, reason="作废", by=office.reviewer, at=at)
        elif deed == "correct" and record.state == State.ACCEPTED:
            content = replace(content_of(record), **told)
            if content.digest() != content_of(record).digest():
                services.correct_record(record=record, content=content, reason="更正", by=office.clerk, at=at)
                services.accept_correction(record=record, by=office.reviewer, at=at)

    memory = MemoryEngine(all_postings())
    units = {office.street.pk, office.north.pk, office.south.pk}
    for code in RULES:
        rule = rule_in(code=code, period=PERIOD)
        scope = scope_for(rule=rule, unit=office.street, period=PERIOD)
        live = FigureDesk(as_of=None).count_with_sources(rule=rule, scope=scope, period=PERIOD)
        assert live.value == recomputed(code, units), code
        assert memory.figure(rule=rule, scope=scope, period=PERIOD) == Result(
            live.value, len(live.sources)
        ), code
    assert journal.verify().faults == []
    transaction.savepoint_rollback(savepoint)
