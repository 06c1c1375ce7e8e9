"""Reports of many units from lines that were read at once: byte for byte those that are compiled one by one."""

from __future__ import annotations

import datetime as dt
import gc

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.template import Template
from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.refusal import Refused
from taizhang.render.json_text import json_text
from taizhang.reporting.runs import Order, context_for
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.unit_reports import slices as of_lines
from taizhang.reporting.unit_reports.slices import slices
from tests.units.test_histories import DAYS, histories, lived

KINDS = {
    "records": ("community_activity", "festival_activity", "lecture", "visit", "publicity_item"),
    "premises": ("square", "notice_board", "led_screen"),
    "publication": ("reviewed", "published", "corrected"),
}
MARCH = Period.month(2025, 3)

deeds = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.integers(0, 5),
        st.integers(0, 7),
        st.sampled_from([*DAYS, dt.date(2025, 2, 20), dt.date(2024, 3, 5), dt.date(2023, 1, 1)]),
        st.sets(st.sampled_from(["有佐证", "节日:春节", "大", "小"]), max_size=2),
        st.sampled_from([None, 0, 12]),
        st.booleans(),
    ),
    max_size=14,
)


def post(diary, steps, *, key, at) -> int:
    """Post what was drawn, take some of it back, seal and return the position; one more line follows."""
    for number, (book, which, where, on, tags, people, taken_back) in enumerate(steps):
        line = Posting(
            book=book,
            source=f"{book}:{'p' if book == 'premises' else ''}{number + 1}",
            revision=1,
            unit=diary.units[where % len(diary.units)].pk,
            on=on,
            kind=KINDS[book][which % len(KINDS[book])],
            tags=tuple(sorted(tags)),
            measures={} if people is None else {"people": people},
        )
        journal.post(postings=[line], at=at)
        if taken_back:
            journal.reverse(book=book, sources=[line.source], at=at)
    position = journal.seal(key=key, at=at)
    late = Posting("records", "records:999", 1, diary.units[0].pk, DAYS[0], "lecture")
    journal.post(postings=[late], at=at)
    return position


def told(template: Template, order: Order, position: int, ledger=None) -> str:
    """Return the report as it is kept, or why there is none."""
    try:
        context = context_for(order=order, position=position, ledger=ledger)
        return json_text(document=compile_report(template=template, context=context))
    except Refused as refusal:
        return str(refusal)


def order_of(unit: Unit) -> Order:
    return Order(unit=unit, period=MARCH, subject="宣传文化工作", signed_on=dt.date(2025, 4, 2))


@pytest.mark.parametrize("name", ["work_report", "self_inspection"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, steps=deeds)
def test_a_report_from_a_slice_has_the_bytes_of_the_report_by_itself(
    db, key, at, name, history, steps
) -> None:
    template = find_template(name=name)
    with lived(history) as diary:
        position = post(diary, steps, key=key, at=at)
        units = list(Unit.objects.order_by("pk"))
        for part, held in slices(units=units, period=MARCH, position=position):
            for unit in part:
                order = order_of(unit)
                by_itself = told(template, order, position)
                assert told(template, order, position, held.ledger(order=order)) == by_itself


def test_the_titles_and_numbers_of_records_are_there(office, accepted, key, at) -> None:
    accepted(title="走访第一户", people="8人", unit=office.north.pk, on=dt.date(2025, 3, 9))
    accepted(title="走访第二户", people="9人", unit=office.south.pk, on=dt.date(2025, 3, 12))
    with transaction.atomic():
        position = journal.seal(key=key, at=at)
    template, order = find_template(name="work_report"), order_of(office.street)

    ((_, held),) = slices(units=[office.street], period=MARCH, position=position)

    of_the_slice = told(template, order, position, held.ledger(order=order))
    assert of_the_slice == told(template, order, position)
    assert "走访第二户" in of_the_slice


def test_units_with_many_lines_are_read_in_smaller_slices(office, accepted, key, at, monkeypatch) -> None:
    for day in (3, 4, 5):
        accepted(title=f"走访{day}", people="8人", unit=office.north.pk, on=dt.date(2025, 3, day))
    accepted(title="走访", people="8人", unit=office.south.pk, on=dt.date(2025, 3, 3))
    position = journal.seal(key=key, at=at)
    monkeypatch.setattr(of_lines, "MOST_LINES", 3)

    parts = list(slices(units=[office.north, office.south, office.street], period=MARCH, position=position))

    assert [[unit.pk for unit in part] for part, _ in parts] == [
        [office.north.pk],
        [office.south.pk],
        [office.street.pk],
    ]
    held = parts[2][1]  # More lines than are held at once: asked of the database.
    template, order = find_template(name="work_report"), order_of(office.street)
    assert told(template, order, position, held.ledger(order=order)) == told(template, order, position)


def test_what_a_report_was_made_of_goes_with_it(office, accepted, key, at) -> None:
    """Looking for garbage is put off while many reports are made: circles would heap up and be looked for in vain."""
    for day in range(1, 29):
        accepted(title=f"走访{day}", people="8人", unit=office.north.pk, on=dt.date(2025, 3, day))
    position = journal.seal(key=key, at=at)
    template, order = find_template(name="work_report"), order_of(office.street)
    ((_, held),) = slices(units=[office.street], period=MARCH, position=position)
    told(template, order, position, held.ledger(order=order))
    gc.collect()
    gc.disable()

    try:
        told(template, order, position, held.ledger(order=order))
        left = gc.collect()
    finally:
        gc.enable()

    assert left < 20
