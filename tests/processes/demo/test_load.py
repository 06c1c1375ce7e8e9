"""The demo in the ledger: whole, in good order, and never mixed with an office's own books."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.evidence.selectors import damaged
from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.journal.services import verify
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.foundation.units.selectors import children_in, tree_on, unit_by
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence, Scheme
from taizhang.ledgers.duties.rules import OccurrenceState, Role, SchemeState, StepAct
from taizhang.ledgers.records.models import Batch, Record, RecordRevision
from taizhang.ledgers.records.rules import RevisionState, State, kind_by_code
from taizhang.processes.demo import DemoFacts, LedgerInUse, load_demo
from taizhang.processes.demo.world import MERGED_ON, MERGER_BASIS

LOADED_AT = dt.datetime(2026, 1, 8, 1, tzinfo=dt.UTC)


def load(progress: Callable[[str, int, int], None] = lambda step, done, total: None) -> DemoFacts:
    """Load the demo into the data folder of the tests."""
    return load_demo(home=Path(settings.TAIZHANG_HOME), at=LOADED_AT, progress=progress)


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, int, int]]:
    """Return what was told while loading."""
    return []


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, steps: list[tuple[str, int, int]]
) -> Iterator[DemoFacts]:
    """Load the demo once for all tests here, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield load(lambda step, done, total: steps.append((step, done, total)))
        transaction.set_rollback(True)


def test_it_says_what_it_loaded(loaded: DemoFacts) -> None:
    states = Counter(Record.objects.values_list("state", flat=True))

    assert (loaded.street, loaded.units, loaded.fresh) == ("梧桐街道", 12, True)
    assert loaded.records == Record.objects.count() > 2000
    assert loaded.counted == states[State.ACCEPTED.value]
    assert loaded.people == Person.objects.count()
    assert 200 < loaded.pictures < 1000


def test_it_tells_how_far_it_is_to_the_end(loaded: DemoFacts, steps: list[tuple[str, int, int]]) -> None:
    last = {step: (done, total) for step, done, total in steps}

    assert set(last) == {"工作记录", "在办", "更正", "责任"}
    assert all(done == total for done, total in last.values())
    assert sum(total for step, (_, total) in last.items() if step not in ("更正", "责任")) == loaded.records


def test_six_communities_and_three_villages_live_at_the_end_of_2025(loaded: DemoFacts) -> None:
    street = unit_by(text="梧桐街道")

    names = [
        child.name
        for child in children_in(unit=street, start=dt.date(2025, 12, 31), until=dt.date(2026, 1, 1))
    ]

    assert names == [
        "青禾社区", "望河社区", "临江社区", "柳浦社区", "北园社区", "东篱社区", "云井村", "长亭村", "石桥村",
    ]  # fmt: skip


def test_the_merged_village_was_there_before_with_its_document(loaded: DemoFacts) -> None:
    street = unit_by(text="梧桐街道")

    [gone] = [
        child
        for child in children_in(unit=street, start=dt.date(2025, 1, 1), until=dt.date(2026, 1, 1))
        if child.gone
    ]

    assert (gone.name, gone.until) == ("渡头村", MERGED_ON)
    assert "石桥村" in gone.note
    act = Unit.objects.get(name="石桥村").reorganisations.get(act="MERGE")
    assert act.basis == MERGER_BASIS


def test_the_units_belong_since_ever_so_that_older_ledgers_fit(loaded: DemoFacts) -> None:
    assert set(Affiliation.objects.values_list("valid_from", flat=True)) == {None}
    assert len(list(tree_on(day=dt.date(2019, 6, 1)))) == 12


def test_every_unit_has_its_clerk_and_the_street_its_leader_and_reviewer(loaded: DemoFacts) -> None:
    clerks = Record.objects.values_list("author__unit_id", "unit_id").distinct()

    assert all(of == unit for of, unit in clerks)
    assert (
        Person.objects.get(login="leader").unit
        == Person.objects.get(login="reviewer").unit
        == unit_by(text="梧桐街道")
    )


def test_nobody_accepted_their_own(loaded: DemoFacts) -> None:
    assert not Record.objects.filter(accepted_by=F("author")).exists()
    assert set(Record.objects.exclude(accepted_by=None).values_list("accepted_by__login", flat=True)) == {
        "reviewer"
    }


def test_a_few_dozen_records_are_still_in_hand_at_the_end_of_the_year(loaded: DemoFacts) -> None:
    states = Counter(Record.objects.filter(batch=None).values_list("state", flat=True))

    assert set(states) == {state.value for state in State}
    assert 24 <= sum(states.values()) <= 80
    assert all(Record.objects.filter(state=State.RETURNED.value).values_list("return_reason", flat=True))
    assert set(Record.objects.exclude(batch=None).values_list("state", flat=True)) == {State.ACCEPTED.value}


def test_corrected_records_are_reversed_and_posted_anew(loaded: DemoFacts) -> None:
    corrected = RecordRevision.objects.filter(number=2, state=RevisionState.ACCEPTED.value)

    assert corrected.count() == 8
    for revision in corrected:
        weights = (
            PostingRow.objects.filter(source=revision.record.source)
            .order_by("id")
            .values_list("revision", "weight")
        )
        assert list(weights) == [(1, 1), (1, -1), (2, 1)]
    assert RecordRevision.objects.filter(number=2, state=RevisionState.PENDING.value).count() == 2


def test_the_journal_holds_and_carries_exactly_the_accepted_records(loaded: DemoFacts) -> None:
    result = verify()
    standing = PostingRow.objects.filter(book="records", weight=1, reversal=None).values_list(
        "source", flat=True
    )

    assert result.faults == []
    assert len(standing) == len(set(standing)) == loaded.counted


def test_each_month_is_accepted_early_in_the_next_on_a_workday(loaded: DemoFacts) -> None:
    for batch in Batch.objects.all():
        record = batch.records.order_by("-on")[0]
        assert 2 < (batch.at.date() - record.on).days < 45
        assert batch.at.date().day <= 12
        assert batch.at.date().month == record.on.month % 12 + 1


def test_evidence_is_on_disk_and_within_what_each_kind_asks(loaded: DemoFacts) -> None:
    assert damaged() == []
    shown = Counter(Record.objects.values_list("pk", "evidence__id"))
    files = Counter(record for record, evidence in shown if evidence is not None)
    for pk, kind, state in Record.objects.values_list("pk", "kind", "state"):
        rule = kind_by_code(kind)
        assert files[pk] <= rule.evidence_ceiling
        assert files[pk] >= rule.evidence_required or state == State.DRAFT.value


def test_revisions_name_the_evidence_that_is_shown(loaded: DemoFacts) -> None:
    for revision in RecordRevision.objects.filter(number=1).select_related("record").order_by("pk")[:200]:
        shown = list(revision.record.evidence.order_by("id").values_list("evidence__digest", flat=True))
        assert revision.content["evidence"] == shown


def test_twelve_tasks_were_handed_down_undertaken_and_ended_with_the_year(loaded: DemoFacts) -> None:
    [scheme] = Scheme.objects.all()

    assert (scheme.year, scheme.state, scheme.tasks.count()) == (2025, SchemeState.WITHDRAWN.value, 12)
    assert scheme.versions.get().document
    assert list(scheme.tasks.filter(basis="").values_list("number", flat=True)) == ["6.1"]
    assert set(Duty.objects.values_list("role", flat=True)) == {role.value for role in Role}
    assert Duty.objects.exclude(steps__act=StepAct.UNDERTAKE.value).values_list(
        "unit__name", "task__number", "answer"
    ).get() == ("长亭村", "2.2", "情况属实，合办的讲座由云井村承担，长亭村不再单独安排。")


def test_most_was_done_in_time_and_not_everything(loaded: DemoFacts) -> None:
    states = Counter(Occurrence.objects.values_list("state", "late"))
    owed = sum(states.values()) - states["LIFTED", False] - states["EXCUSED", False]

    assert owed * 0.85 < states["DONE", False] < owed
    assert states["EXCUSED", False] == 1 and 2 < states["DONE", True] < 20
    assert 5 < states["DUE", False] < 30


def test_what_fulfils_a_duty_is_an_accepted_record_of_the_unit_and_fulfils_it_once(loaded: DemoFacts) -> None:
    made = Fulfilment.objects.select_related("occurrence__duty__task", "by")
    records = {record.source: record for record in Record.objects.all()}

    told = Counter((one.occurrence.duty_id, one.source) for one in made)
    assert len(told) > 300 and set(told.values()) == {1}
    for one in made:
        record, duty = records[one.source], one.occurrence.duty
        assert (record.state, record.on) == (State.ACCEPTED.value, one.on)
        assert record.kind in duty.task.kinds
        assert record.unit_id == duty.unit_id == one.by.unit_id


def test_what_the_unit_above_closes_was_closed_by_other_eyes(loaded: DemoFacts) -> None:
    closed = Occurrence.objects.exclude(closed_by=None)

    assert closed.count() > 10
    assert set(closed.values_list("duty__task__number", "closed_by__login")) == {
        ("1.2", "reviewer"),
        ("3.1", "reviewer"),
    }


def test_the_merged_village_keeps_what_it_did_and_its_heir_owes_what_it_still_owed(
    loaded: DemoFacts,
) -> None:
    own = Occurrence.objects.filter(duty__unit__name="渡头村")
    carried = Occurrence.objects.filter(duty__came_from__unit__name="渡头村")

    assert own.filter(state=OccurrenceState.DONE.value).count() > 8
    assert not own.filter(due_on__gte=MERGED_ON).exclude(state=OccurrenceState.LIFTED.value).exists()
    assert set(carried.values_list("duty__unit__name", "duty__task__number")) == {
        ("石桥村", "3.2"),
        ("石桥村", "4.1"),
        ("石桥村", "5.1"),
    }


def test_loading_again_changes_nothing_and_says_so(loaded: DemoFacts) -> None:
    again = load()

    assert not again.fresh
    assert (again.records, again.pictures, again.people) == (loaded.records, loaded.pictures, loaded.people)


@pytest.mark.django_db
def test_it_is_refused_where_an_office_has_its_own_units() -> None:
    Unit.objects.create(name="柳溪街道", level="STREET", code="320999001000")

    with pytest.raises(LedgerInUse, match="已有本单位的台账"):
        load()

    assert (Unit.objects.count(), Record.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_when_loading_breaks_off_nothing_is_left() -> None:
    def break_off(step: str, done: int, total: int) -> None:
        if done > 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(break_off)

    assert (Unit.objects.count(), Person.objects.count(), Record.objects.count()) == (0, 0, 0)


def test_another_folder_than_the_open_one_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not the open data folder"):
        load_demo(home=tmp_path, at=LOADED_AT, progress=lambda step, done, total: None)
