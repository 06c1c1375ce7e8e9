"""The demo office goes on after its two years: the same records whenever they are loaded, nothing of the future."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from taizhang.foundation.journal.services import verify
from taizhang.foundation.keys.services import create_key
from taizhang.ledgers.duties.models import Fulfilment, Occurrence, Scheme
from taizhang.ledgers.duties.rules import SchemeState
from taizhang.ledgers.premises.models import Finding, Inspection, Place, Plan
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.selectors import content_of as content_of_item
from taizhang.ledgers.publication.selectors import remarks_on, stages_of
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import RevisionState, State
from taizhang.processes.demo import go_on, load_demo
from taizhang.processes.demo.plan import plan_records
from taizhang.processes.demo.world import BY_KEY
from taizhang.reporting.models import Report, Target
from taizhang.reporting.states import ReportState

NEW_YEAR = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 5, 12)


@pytest.fixture
def key(tmp_path):
    return create_key(home=tmp_path)


@pytest.fixture
def office(db):
    load_demo(home=Path(settings.TAIZHANG_HOME), at=dt.datetime(2026, 1, 8, tzinfo=dt.UTC), progress=quiet)


def quiet(step, done, total):
    return None


def told():
    """Return what the ledger holds of the time after the two years, in order."""
    return sorted(Record.objects.filter(on__gte=NEW_YEAR).values_list("on", "unit__code", "kind", "title"))


def test_it_goes_on_to_the_day_before_today_with_work_still_in_hand(office, key):
    loaded = go_on(today=TODAY, key=key, progress=quiet)

    fresh = Record.objects.filter(on__gte=NEW_YEAR)
    states = Counter(fresh.filter(on__gte=TODAY - dt.timedelta(days=10)).values_list("state", flat=True))
    assert loaded == fresh.count() > 300
    assert fresh.order_by("-on").values_list("on", flat=True)[0] < TODAY
    assert set(fresh.filter(on__lt=TODAY - dt.timedelta(days=10)).values_list("state", flat=True)) == {
        State.ACCEPTED.value
    }
    assert {State.SUBMITTED.value, State.DRAFT.value, State.RETURNED.value} <= set(states)
    assert not Record.objects.filter(accepted_at__date__gt=TODAY).exists()
    assert verify().holds


def test_what_the_years_before_left_is_gone_through_in_january(office, key):
    go_on(today=TODAY, key=key, progress=quiet)

    before = Record.objects.filter(on__lt=NEW_YEAR)
    assert not before.filter(state__in=(State.SUBMITTED.value, State.RETURNED.value)).exists()
    corrections = RecordRevision.objects.filter(record__in=before, number__gt=1)
    assert corrections.exists()
    assert not corrections.filter(state=RevisionState.PENDING.value).exists()


def test_this_year_has_targets_and_two_reports_on_their_way(office, key):
    go_on(today=TODAY, key=key, progress=quiet)

    assert Target.objects.filter(year=2026).count() == 7
    assert sorted(Report.objects.values_list("period", "state")) == [
        ("2026年1至4月", ReportState.DRAFTING.value),
        ("2026年第一季度", ReportState.IN_REVIEW.value),
    ]


def test_this_year_has_a_table_of_tasks_with_work_still_open(office, key):
    go_on(today=TODAY, key=key, progress=quiet)

    scheme = Scheme.objects.get(year=2026)
    occurrences = Occurrence.objects.filter(duty__task__scheme=scheme)
    over = Counter(occurrences.filter(due_on__lt=TODAY).values_list("state", flat=True))
    assert scheme.state == SchemeState.ISSUED.value
    assert over["DONE"] > 0.9 * sum(over.values()) > 0.9 * 80
    assert set(occurrences.filter(opens__gte=TODAY).values_list("state", flat=True)) == {"DUE"}
    assert not Fulfilment.objects.filter(at__date__gte=TODAY).exists()
    # What was missed last year may be made up for, never before it was missed.
    assert not Fulfilment.objects.filter(occurrence__duty__task__scheme__year=2025, on__gte=TODAY).exists()


def test_loading_in_two_goes_gives_every_planned_record_once(office, key):
    go_on(today=dt.date(2026, 3, 3), key=key, progress=quiet)
    go_on(today=TODAY, key=key, progress=quiet)
    third = go_on(today=TODAY, key=key, progress=quiet)

    planned = [one for one in plan_records(years=[2026]) if one.on < TODAY]
    assert told() == sorted((one.on, BY_KEY[one.unit].code, one.kind, one.title) for one in planned)
    assert third == 0
    assert Scheme.objects.filter(year=2026).count() == 1
    assert Report.objects.count() == 1


def test_a_year_whose_holidays_are_not_announced_has_work_too(office, key):
    go_on(today=dt.date(2027, 2, 1), key=key, progress=quiet)

    assert Record.objects.filter(on__year=2027).count() > 30


def test_three_items_stand_as_an_office_would_have_them(office, key):
    go_on(today=TODAY, key=key, progress=quiet)
    go_on(today=TODAY + dt.timedelta(days=1), key=key, progress=quiet)

    items = list(Item.objects.order_by("pk"))
    assert [item.state for item in items] == ["PUBLISHED", "IN_REVIEW", "DRAFT"]
    found = [len(remarks_on(content=content_of_item(item), unit=item.unit, day=TODAY)) for item in items]
    assert found[:2] == [0, 0]
    assert found[2] >= 5
    assert [stage.code for stage in stages_of(item=items[1]) if stage.state == "OPEN"] == ["FIRST_REVIEW"]


def test_places_are_looked_after_as_an_office_would(office, key):
    go_on(today=TODAY, key=key, progress=quiet)

    done = Inspection.objects.filter(state="DONE")
    over = Inspection.objects.filter(due_on__lt=TODAY).exclude(state="LIFTED")
    states = dict(Finding.objects.values_list("place__name", "state"))
    assert Place.objects.count() == 13
    assert set(Place.objects.values_list("type", flat=True)) >= {
        "notice_board", "led_screen", "official_account", "reading_room", "park",
    }  # fmt: skip
    assert Plan.objects.count() == 2
    assert over.filter(state="DONE").count() > 0.9 * over.count() > 35
    assert not done.filter(done_on__gte=TODAY).exists()
    assert states == {"青禾书院": "CLOSED", "梧桐文化广场大屏": "RECTIFIED", "街道政务公开栏": "OPEN"}
    assert all(one.rectified_by_id != one.rechecked_by_id for one in Finding.objects.filter(state="CLOSED"))
    assert verify().holds


def test_places_go_on_being_looked_after_and_nothing_happens_twice(office, key):
    go_on(today=TODAY, key=key, progress=quiet)
    before = Inspection.objects.filter(state="DONE").count()
    go_on(today=dt.date(2026, 8, 3), key=key, progress=quiet)

    months = Inspection.objects.filter(state="DONE", planned=True, label="2026年7月").count()
    assert Inspection.objects.filter(state="DONE").count() > before
    assert months >= 8
    assert (Place.objects.count(), Finding.objects.count()) == (13, 3)
