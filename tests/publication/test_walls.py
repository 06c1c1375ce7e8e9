"""What the database itself refuses: raw SQL, past every check of the program; and requests that come at one time."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.ledgers.publication.models import Decision, ItemStage, Seat
from taizhang.ledgers.publication.rules import Code
from tests.many_at_once import told_by
from tests.raw_sql import refused_by

SEAT = (
    "INSERT INTO publication_seat (item_id, stage_id, sort, person_id, author_id) VALUES (%s, %s, %s, %s, %s)"
)
DECIDE = (
    "INSERT INTO publication_decision (item_id, stage_id, version_id, digest, verdict, reason, by_id, at, late, "
    "afterwards, seat_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
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


def test_of_many_requests_at_one_time_nobody_passes_two_reviews(db, tmp_path: Path) -> None:
    told = told_by("tests.publication.race", home=tmp_path)

    assert told["errors"] == []
    assert told["double"] == 0
    assert told["raw_double"] == 0
    assert told["passed_each_stage_once"]
    assert told["items"] > 0
