"""Where records and duties meet: proposals with reasons, one record for many duties, taken back as one."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post, Tenure
from taizhang.foundation.evidence.services import keep_file
from taizhang.kernel.period import parse_period
from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import FulfilmentRefused, Role
from taizhang.ledgers.duties.services import appoint, generate
from taizhang.ledgers.records import services as records
from taizhang.ledgers.records.selectors import content_of
from taizhang.processes import reorganise, take_back
from taizhang.processes.correct_record import changed_content
from taizhang.processes.duties import confirm_match, openings_for, proposals_for
from taizhang.processes.people import handover_of
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.rules import rule_book
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]
MARCH = dt.date(2025, 3, 5)
LATER = dt.date(2025, 6, 1)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def figure(code: str, unit, period: str = "2025年3月") -> str:
    """Return a figure as it stands."""
    rule, told = rule_book().rule(code=code), parse_period(period)
    value = FigureDesk(as_of=None).count(
        rule=rule, scope=scope_for(rule=rule, unit=unit, period=told), period=told
    )
    return "—" if value.value is None else str(value.value)


@pytest.fixture
def three(office, handed_down) -> list[Occurrence]:
    """Return the occurrences in March of three duties of the north community."""
    kinds = {"kinds": ("community_activity",), "words": ("清洁",)}
    handed_down(
        task("1", (office.north, Role.LEAD), **kinds),
        task("2", (office.north, Role.RESPONSIBLE), frequency=stored(Every("quarter"))),
        task("3", (office.north, Role.LEAD)),
    )
    return list(Occurrence.objects.filter(opens__lte=MARCH, due_on__gte=MARCH).order_by("pk"))


@pytest.fixture
def held(office, activity, at, tmp_path, settings):
    """Return an accepted community activity of the north community, with one photo."""
    settings.TAIZHANG_HOME = tmp_path
    record = records.create_record(content=activity(), by=office.clerk, at=at)
    photo = keep_file(content=PICTURE, name="现场.png", at=at)
    records.attach_evidence(record=record, evidence=photo, name="现场.png", by=office.clerk, at=at)
    records.submit_record(record=record, by=office.clerk, at=at)
    return records.accept_record(record=record, by=office.reviewer, at=at)


def fulfil(three, held, office, at) -> None:
    """Confirm that one activity fulfils all three."""
    for occurrence in three:
        confirm_match(occurrence=occurrence, record=held, by=office.clerk, on=LATER, at=at)


def test_one_activity_that_fulfils_three_duties_is_one_activity_and_done_in_each(
    three, held, office, at
) -> None:
    fulfil(three, held, office, at)

    assert figure("activities_held", office.street) == "1"
    assert figure("duties_done", office.street) == "3"
    assert figure("duties_on_time_rate", office.street) == "100.0"
    assert figure("duties_fulfilments", office.street) == "3"


def test_voiding_the_record_takes_all_three_back(three, held, office, at) -> None:
    fulfil(three, held, office, at)

    take_back.void_record(record=held, reason="重复登记", by=office.reviewer, at=at)

    assert figure("activities_held", office.street) == "—"
    assert figure("duties_done", office.street) == "—"
    assert figure("duties_open", office.street) == "3"
    assert set(Fulfilment.objects.values_list("withdraw_reason", flat=True)) == {"记录作废：重复登记"}


def test_the_sources_of_fulfilments_are_the_records(three, held, office, at) -> None:
    fulfil(three, held, office, at)
    rule, period = rule_book().rule(code="duties_fulfilments"), parse_period("2025年3月")
    scope = scope_for(rule=rule, unit=office.street, period=period)

    sources = FigureDesk(as_of=None).sources(rule=rule, scope=scope, period=period)

    assert {(ref.number, ref.title) for ref in sources} == {(held.number, held.title)}


def test_the_sources_of_what_is_done_name_task_and_time(three, held, office, at) -> None:
    fulfil(three, held, office, at)
    rule, period = rule_book().rule(code="duties_done"), parse_period("2025年3月")
    scope = scope_for(rule=rule, unit=office.street, period=period)

    sources = FigureDesk(as_of=None).sources(rule=rule, scope=scope, period=period)

    assert [ref.number for ref in sources] == ["1·2025年3月", "2·2025年第一季度", "3·2025年3月"]


def test_proposals_tell_why(three, held, accepted, office) -> None:
    accepted(title="走访困难户", on=dt.date(2025, 3, 9))

    [proposal] = proposals_for(occurrence=three[0], on=LATER)

    assert proposal.record == held
    assert proposal.reasons == ("类型相符", "题目提到“清洁”", "在期限内", "同一单位")


def test_what_suits_better_is_proposed_alone_and_the_kind_alone_in_time_only(
    handed_down, accepted, office, at
) -> None:
    handed_down(task("1", (office.north, Role.LEAD), kinds=("visit",), words=("困难户",)))
    march = Occurrence.objects.get(label="2025年3月")
    poor = accepted(title="走访困难户", on=dt.date(2025, 3, 9))
    kind_alone = accepted(title="走访商户", on=dt.date(2025, 3, 12))
    accepted(title="走访老党员", on=dt.date(2025, 4, 9))
    assert [one.record for one in proposals_for(occurrence=march, on=LATER)] == [poor]

    take_back.void_record(record=poor, reason="重复登记", by=office.reviewer, at=at)

    [proposal] = proposals_for(occurrence=march, on=LATER)
    assert proposal.record == kind_alone
    assert proposal.reasons == ("类型相符", "没有提到“困难户”", "在期限内", "同一单位")


def test_what_fulfils_one_month_is_not_proposed_for_another_of_the_same_duty(three, held, office, at) -> None:
    january = three[0].duty.occurrences.order_by("opens").first()
    assert january != three[0]
    assert [one.record for one in proposals_for(occurrence=january, on=LATER)] == [held]

    confirm_match(occurrence=three[0], record=held, by=office.clerk, on=LATER, at=at)

    assert proposals_for(occurrence=january, on=LATER) == []
    units = [office.north.pk]
    assert not {one.occurrence.duty for one in openings_for(record=held, units=units, on=LATER)} & {
        three[0].duty
    }


def test_nothing_is_confirmed_by_itself_and_what_is_confirmed_is_proposed_no_more(
    three, held, office, at
) -> None:
    assert not Fulfilment.objects.exists()

    confirm_match(occurrence=three[0], record=held, by=office.clerk, on=LATER, at=at)

    assert proposals_for(occurrence=three[0], on=LATER) == []


def test_a_record_of_the_unit_above_or_beside_fulfils_nothing(three, accepted, office, at) -> None:
    beside = accepted(unit=office.south.pk)

    with pytest.raises(FulfilmentRefused, match="不是承办单位或其下属单位"):
        confirm_match(occurrence=three[0], record=beside, by=office.clerk, on=LATER, at=at)


def test_a_record_that_does_not_count_fulfils_nothing(three, activity, office, at) -> None:
    draft = records.create_record(content=activity(kind="visit"), by=office.clerk, at=at)

    with pytest.raises(FulfilmentRefused, match="审核入账后"):
        confirm_match(occurrence=three[0], record=draft, by=office.clerk, on=LATER, at=at)


def test_a_correction_to_another_day_tells_lateness_anew(three, held, office, at) -> None:
    confirm_match(occurrence=three[0], record=held, by=office.clerk, on=LATER, at=at)
    content = changed_content(content=content_of(held), changes={"日期": "2025年4月8日"})
    records.correct_record(record=held, content=content, reason="日期写错", by=office.clerk, at=at)

    take_back.accept_correction(record=held, by=office.reviewer, at=at)

    three[0].refresh_from_db()
    assert (three[0].state, three[0].late, three[0].done_on) == ("DONE", True, dt.date(2025, 4, 8))


def test_a_correction_to_a_day_before_it_opened_opens_it_again(three, held, office, at) -> None:
    confirm_match(occurrence=three[0], record=held, by=office.clerk, on=LATER, at=at)
    content = changed_content(content=content_of(held), changes={"日期": "2025年2月8日"})
    records.correct_record(record=held, content=content, reason="日期写错", by=office.clerk, at=at)

    take_back.accept_correction(record=held, by=office.reviewer, at=at)

    three[0].refresh_from_db()
    assert (three[0].state, three[0].done) == ("DUE", 0)


def test_a_unit_merged_in_mid_year_keeps_what_it_did_and_its_successor_owes_the_rest(
    three, held, office, at
) -> None:
    fulfil(three, held, office, at)
    on = dt.date(2025, 6, 10)

    reorganise.merge(unit=office.north, into=office.south, on=on, basis="", by=office.reviewer, at=at)

    assert figure("duties_done", office.street, "2025年") == "3"
    assert Fulfilment.objects.filter(withdrawn_at__isnull=True).count() == 3
    owed = Occurrence.objects.filter(duty__unit=office.south, due_on__year=2025)
    assert {one.label for one in owed.filter(duty__task__number="2")} == {
        "2025年第二季度",
        "2025年第三季度",
        "2025年第四季度",
    }
    assert figure("duties_expected", office.street, "2025年") == "28"
    assert figure("duties_expected", office.south, "2025年第四季度") == "7"
    left = Occurrence.objects.filter(duty__unit=office.north, state="DUE")
    assert {one.label for one in left} == {f"2025年{month}月" for month in (1, 2, 4, 5)}


def test_a_successor_with_the_same_task_owes_it_once_from_then_on(office, handed_down, at) -> None:
    handed_down(task("1", (office.north, Role.LEAD), (office.south, Role.RESPONSIBLE)))
    on = dt.date(2025, 6, 10)

    reorganise.merge(unit=office.north, into=office.south, on=on, basis="", by=office.reviewer, at=at)

    owed = Occurrence.objects.exclude(state="LIFTED").filter(duty__unit=office.south)
    assert owed.filter(label="2025年6月").count() == 2
    assert owed.filter(label="2025年7月").count() == 1
    assert Duty.objects.filter(unit=office.south, came_from__unit=office.north).count() == 1


def test_the_posts_of_a_merged_unit_end_with_it_and_the_successor_is_told(three, office, at) -> None:
    post = Post.objects.create(unit=office.north, name="书记", roles=["VIEWER"])
    appoint(duty=three[0].duty, post=None, first=post, direct=post, by=office.clerk, at=at)
    on = dt.date(2025, 6, 10)

    reorganise.merge(unit=office.north, into=office.south, on=on, basis="", by=office.reviewer, at=at)

    carried = Duty.objects.get(came_from=three[0].duty)
    assert (carried.first_post, carried.direct_post) == (None, None)
    told = carried.steps.get(act="CARRY").reason
    assert told == "北桥社区并入南浦村；原岗位（书记）随单位结束，请重新定岗"
    other = Duty.objects.get(came_from=three[1].duty)
    assert other.steps.get(act="CARRY").reason == "北桥社区并入南浦村"


def test_a_carried_duty_goes_on_without_gap_or_doubling(three, office, at) -> None:
    on = dt.date(2025, 6, 10)
    reorganise.merge(unit=office.north, into=office.south, on=on, basis="", by=office.reviewer, at=at)

    made = generate(until=dt.date(2028, 1, 1), at=at)

    assert made == 12 + 4 + 12
    monthly = Occurrence.objects.filter(duty__task__number="1").exclude(state="LIFTED").order_by("opens")
    assert monthly.count() == 36


def test_a_task_may_ask_for_no_more_files_than_its_ceiling(office, handed_down, held, at) -> None:
    handed_down(task("1", (office.north, Role.LEAD), evidence_ceiling=0))
    occurrence = Occurrence.objects.get(label="2025年3月")

    with pytest.raises(FulfilmentRefused, match="至多 0 份"):
        confirm_match(occurrence=occurrence, record=held, by=office.clerk, on=LATER, at=at)


def test_a_post_hands_over_what_it_has_still_to_carry_out(three, office, at) -> None:
    post = Post.objects.create(unit=office.north, name="文化干事", roles=["CLERK"])
    appoint(duty=three[0].duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    tenure = Tenure.objects.create(post=post, person=office.clerk, since=dt.date(2025, 1, 1))

    owed = handover_of(tenure=tenure, on=MARCH).owed

    assert [one.label for one in owed] == ["2025年1月", "2025年2月", "2025年3月", "2025年4月"]


def test_who_holds_a_post_changes_nothing_in_what_the_post_owes(three, office, at) -> None:
    post = Post.objects.create(unit=office.north, name="文化干事", roles=["CLERK"])
    appoint(duty=three[0].duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    leaving = Tenure.objects.create(post=post, person=office.clerk, since=dt.date(2025, 1, 1))
    before = list(Occurrence.objects.order_by("pk").values_list("pk", "duty__post", "state", "revision"))

    Tenure.objects.filter(pk=leaving.pk).update(until=MARCH)
    Tenure.objects.create(post=post, person=office.reviewer, since=MARCH)
    generate(until=dt.date(2027, 1, 1), at=at)

    after = list(Occurrence.objects.order_by("pk").values_list("pk", "duty__post", "state", "revision"))
    assert after == before
