"""What the database itself refuses: raw SQL, past every check of the program; and requests that come at one time."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.ledgers.publication.models import Decision, ItemStage, Seat
from taizhang.ledgers.publication.rules import Code
from taizhang.ledgers.publication.services import hand_over_item, return_item
from tests.many_at_once import told_by
from tests.publication.conftest import DAY
from tests.raw_sql import refused_by

SEAT = (
    "INSERT INTO publication_seat (item_id, stage_id, sort, person_id, author_id) VALUES (%s, %s, %s, %s, %s)"
)
DECIDE = (
    "INSERT INTO publication_decision (item_id, stage_id, version_id, digest, verdict, reason, by_id, at, late, "
    "afterwards, seat_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


HAND_OVER = (
    "INSERT INTO publication_handover (item_id, giver_id, receiver_id, reason, by_id, at) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)


@pytest.fixture
def item(sent, passes):
    """Return an item that has passed its first review."""
    return passes(sent(), Code.FIRST_REVIEW)


def stage(item, code: Code) -> ItemStage:
    return ItemStage.objects.get(item=item, code=code.value)


def test_nobody_sits_at_two_reviews_of_one_item(item, desk) -> None:
    second, person = stage(item, Code.SECOND_REVIEW), desk.at(Code.FIRST_REVIEW)

    told = refused_by(SEAT, item.pk, second.pk, "REVIEW", person.pk, item.author_id)

    assert told
    assert Seat.objects.filter(item=item, person=person).count() == 1


def test_the_author_sits_nowhere_and_cannot_be_told_otherwise(item, desk, office) -> None:
    second = stage(item, Code.SECOND_REVIEW)
    assert "own_item" in refused_by(SEAT, item.pk, second.pk, "REVIEW", office.clerk.pk, office.clerk.pk)
    assert "not of this item" in refused_by(
        SEAT, item.pk, second.pk, "REVIEW", office.clerk.pk, office.reviewer.pk
    )
    assert "does not change" in refused_by(
        "UPDATE publication_item SET author_id = %s WHERE id = %s", office.reviewer.pk, item.pk
    )


def test_a_seat_is_of_the_sort_of_its_stage(item, desk) -> None:
    second, person = stage(item, Code.SECOND_REVIEW), desk.at(Code.FIRST_REVIEW)

    assert "not of this item" in refused_by(SEAT, item.pk, second.pk, "PROOF", person.pk, item.author_id)
    assert "stays what it is" in refused_by(
        "UPDATE publication_stage SET sort = 'PROOF' WHERE id = %s", second.pk
    )


def test_no_pass_without_a_seat_nor_on_another_text(item, desk, at) -> None:
    second, person = stage(item, Code.SECOND_REVIEW), desk.at(Code.SECOND_REVIEW)
    version, [first] = item.versions.get(), Seat.objects.all()
    told = (item.pk, second.pk, version.pk, version.digest, "PASS", "", person.pk, at, False, False)

    assert "a_pass_has_a_seat" in refused_by(DECIDE, *told, None)
    assert "whoever sits there" in refused_by(DECIDE, *told, first.pk)
    wrong = (*told[:3], "0" * 64, *told[4:])
    assert "latest version" in refused_by(DECIDE, *wrong, first.pk)


def test_decisions_seats_and_versions_are_never_rewritten(item) -> None:
    for sql in (
        "UPDATE publication_decision SET reason = 'x'",
        "DELETE FROM publication_decision",
        "UPDATE publication_seat SET person_id = person_id",
        "UPDATE publication_version SET reason = 'x'",
    ):
        assert "append-only" in refused_by(sql)
    assert Decision.objects.count() == 1


def test_who_had_an_item_in_hand_sits_nowhere_and_who_decided_gets_it_never(
    sent, office, heir, desk, at
) -> None:
    item = sent()
    hand_over_item(item=item, to=heir, reason="轮岗", by=office.clerk, on=DAY, at=at)
    first, reviewer = stage(item, Code.FIRST_REVIEW), desk.at(Code.FIRST_REVIEW)
    version = item.versions.get()
    told = (item.pk, first.pk, version.pk, version.digest, "RETURN", "改", heir.pk, at, False, False, None)

    assert "was in hand" in refused_by(SEAT, item.pk, first.pk, "REVIEW", heir.pk, item.author_id)
    assert "was in hand" in refused_by(DECIDE, *told)
    assert refused_by(SEAT, item.pk, first.pk, "REVIEW", reviewer.pk, item.author_id) == ""
    assert "has decided" in refused_by(HAND_OVER, item.pk, heir.pk, reviewer.pk, "x", reviewer.pk, at)


def test_whoever_returned_an_item_gets_it_never(sent, office, desk, at) -> None:
    item, code = sent(), Code.FIRST_REVIEW
    reviewer = desk.at(code)
    return_item(item=item, code=code, digest=item.digest, reason="改", by=reviewer, on=DAY, at=at)

    assert "has decided" in refused_by(HAND_OVER, item.pk, office.clerk.pk, reviewer.pk, "x", reviewer.pk, at)


def test_an_item_is_in_hand_of_whoever_it_was_handed_to_last_and_of_nobody_else(
    draft, office, heir, at
) -> None:
    item = draft()
    clerk, receiver = office.clerk.pk, heir.pk
    give = (item.pk, receiver, clerk, "x", clerk, at)
    assert "not in hand of the giver" in refused_by(HAND_OVER, *give)
    assert "handed to last" in refused_by("UPDATE publication_item SET handler_id = %s", receiver)
    assert "handover_has_a_reason" in refused_by(HAND_OVER, item.pk, clerk, receiver, "", clerk, at)
    assert "item_goes_to_another" in refused_by(HAND_OVER, item.pk, clerk, clerk, "x", clerk, at)
    hand_over_item(item=item, to=heir, reason="轮岗", by=office.clerk, on=DAY, at=at)

    assert "handed to last" in refused_by("UPDATE publication_item SET handler_id = NULL")
    for sql in ("UPDATE publication_handover SET reason = 'x'", "DELETE FROM publication_handover"):
        assert "append-only" in refused_by(sql)


def test_an_item_begins_in_hand_of_its_author(draft, office) -> None:
    draft()
    copied = (
        "INSERT INTO publication_item (unit_id, title, content, digest, version, author_id, handler_id, state, "
        "urgent_reason, answer, return_reason, created_at) SELECT unit_id, title, content, digest, version, "
        "author_id, %s, state, urgent_reason, answer, return_reason, created_at FROM publication_item"
    )

    assert "begins in hand of its author" in refused_by(copied, office.reviewer.pk)


def test_of_a_handover_and_a_decision_at_one_time_one_holds(db, tmp_path: Path) -> None:
    told = told_by("tests.publication.handover_race", home=tmp_path)

    assert told["errors"] == []
    assert told["both"] == 0
    assert told["raw_both"] == 0
    assert told["handed"] + told["decided"] == told["items"]
    assert told["raw_handed"] + told["raw_seated"] == told["items"] > 0


def test_of_many_requests_at_one_time_nobody_passes_two_reviews(db, tmp_path: Path) -> None:
    told = told_by("tests.publication.race", home=tmp_path)

    assert told["errors"] == []
    assert told["double"] == 0
    assert told["raw_double"] == 0
    assert told["passed_each_stage_once"]
    assert told["items"] > 0
