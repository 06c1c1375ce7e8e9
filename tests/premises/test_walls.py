"""What the database itself refuses of a re-check; and re-checks that come at one time."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding, FindingStep
from tests.many_at_once import told_by
from tests.premises.conftest import TODAY
from tests.raw_sql import refused_by

STEP = 'INSERT INTO premises_finding_step (finding_id, act, "on", text, by_id, at) VALUES (%s, %s, %s, %s, %s, %s)'
CLOSING = (
    "UPDATE premises_finding SET state = 'CLOSED', rectified_by_id = %s, rechecked_by_id = %s, closed_on = %s "
    "WHERE id = %s"
)


@pytest.fixture
def rectified(room, looked_at, office, photo, at) -> Finding:
    """Return a finding that the clerk put right."""
    looked_at(room, "fire")
    return services.rectify(
        finding=Finding.objects.get(), text="已更换", photos=[photo()], on=TODAY, by=office.clerk, at=at
    )


@pytest.mark.parametrize("act", ["CLOSE", "RETURN"])
def test_no_step_of_a_recheck_is_by_who_rectified(rectified, office, at, act) -> None:
    own = refused_by(STEP, rectified.pk, act, TODAY, "", office.clerk.pk, at)

    assert "by another than who rectified" in own
    assert refused_by(STEP, rectified.pk, act, TODAY, "", office.reviewer.pk, at) == ""


def test_a_closing_does_not_put_the_rectifying_on_somebody_else(rectified, office) -> None:
    other, own = office.reviewer.pk, office.clerk.pk

    assert "does not change who rectified" in refused_by(CLOSING, other, own, TODAY, rectified.pk)
    assert "not_rechecked_by_who_rectified" in refused_by(CLOSING, own, own, TODAY, rectified.pk)
    assert refused_by(CLOSING, own, other, TODAY, rectified.pk) == ""


def test_put_right_again_by_another_the_first_may_recheck(rectified, office, photo, at) -> None:
    services.send_back(finding=rectified, text="仍不合格", on=TODAY, by=office.reviewer, at=at)
    services.rectify(finding=rectified, text="换新", photos=[photo()], on=TODAY, by=office.reviewer, at=at)

    closed = services.close(finding=rectified, text="", on=TODAY, by=office.clerk, at=at)

    assert closed.state == "CLOSED"
    assert FindingStep.objects.filter(act="CLOSE", by=office.clerk).count() == 1


def test_of_many_at_one_time_one_rectifies_and_one_rechecks(db, tmp_path: Path) -> None:
    told = told_by("tests.premises.race", home=tmp_path)

    for race in ("rectify", "close", "recheck"):
        assert told[race]["errors"] == []
        assert told[race]["one_won_each"], race
    assert told["close"]["refused"] == told["recheck"]["refused"] == told["expected_losers"]
    assert told["rectify"]["refused"] == 2 * told["expected_losers"]
    assert set(told["rectify"]["words"]) == {"这个问题待复查，不用再填整改。"}
    assert all("复查" in word for race in ("close", "recheck") for word in told[race]["words"])
    assert told["steps"] == 2 * told["rounds"]
    assert told["own"] == 0
    assert told["told_once"]
