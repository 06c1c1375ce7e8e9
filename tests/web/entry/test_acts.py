"""What holders of posts did in person: ticked in the form, kept over edits, shown, corrected, counted."""

from __future__ import annotations

import pytest

from taizhang.foundation.accounts.models import Post
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import ActSort, PostAct
from taizhang.ledgers.records.selectors import content_of

TYPED = {"title": "集中学习", "kind": "visit", "on": "2025年3月5日", "then": "keep"}


@pytest.fixture
def chair(cast, office):
    """Return the post of the street, above the clerk's community."""
    return Post.objects.get(unit=office.street, name="秦川的岗位")


def typed(office, **more):
    return {**TYPED, "unit": office.north.pk, **more}


def acts(record):
    return content_of(Record.objects.get(pk=record.pk)).acts


def test_the_posts_of_ones_unit_and_of_the_one_above_can_be_ticked(cast, office, chair):
    page = cast.clerk.get("/records/new/").content.decode()

    assert f'name="act_{chair.pk}_PRESIDED"' in page
    assert "周敏的岗位" in page
    assert "高翔的岗位" not in page


def test_ticked_acts_are_kept_shown_and_kept_over_an_edit(cast, office, chair):
    cast.clerk.post("/records/new/", typed(office, **{f"act_{chair.pk}_PRESIDED": "1"}))
    record = Record.objects.get()
    assert acts(record) == (PostAct(chair.pk, ActSort.PRESIDED, "秦川的岗位"),)
    assert "秦川的岗位主持" in cast.clerk.get(f"/records/{record.number}/").content.decode()

    page = cast.clerk.get(f"/records/{record.number}/edit/")
    form = page.context["form"]
    assert form[f"act_{chair.pk}_PRESIDED"].value() is True

    seen = content_of(record).digest()
    cast.clerk.post(
        f"/records/{record.number}/edit/",
        typed(office, seen=seen, place="礼堂", **{f"act_{chair.pk}_PRESIDED": "1"}),
    )
    assert acts(record) == (PostAct(chair.pk, ActSort.PRESIDED, "秦川的岗位"),)


def test_an_act_of_a_post_that_was_closed_since_stays_until_it_is_unticked(cast, office, chair):
    cast.clerk.post("/records/new/", typed(office, **{f"act_{chair.pk}_TALKED": "1"}))
    record = Record.objects.get()
    Post.objects.filter(pk=chair.pk).update(closed_on="2025-04-01")

    assert (
        f'name="act_{chair.pk}_TALKED"' in cast.clerk.get(f"/records/{record.number}/edit/").content.decode()
    )

    seen = content_of(record).digest()
    cast.clerk.post(f"/records/{record.number}/edit/", typed(office, seen=seen))
    assert acts(record) == ()


def test_a_post_that_is_not_offered_cannot_be_ticked(cast, office):
    strange = Post.objects.get(unit=office.other_street)

    cast.clerk.post("/records/new/", typed(office, **{f"act_{strange.pk}_PRESIDED": "1"}))

    assert acts(Record.objects.get()) == ()


def test_a_correction_can_tell_an_act(cast, office, accepted, chair):
    record = accepted()
    seen = content_of(record).digest()

    answer = cast.clerk.post(
        f"/records/{record.number}/correct/",
        {
            **typed(office, title=record.title, people="36人", place="北桥小区"),
            "seen": seen,
            "reason": "补登主持人",
            f"act_{chair.pk}_PRESIDED": "1",
        },
    )

    assert answer.status_code == 303
    page = cast.reviewer.get(f"/records/{record.number}/").content.decode()
    assert "秦川的岗位主持" in page
