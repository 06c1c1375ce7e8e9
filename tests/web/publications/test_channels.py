"""Channels on the pages: chosen from the register, kept as written, listed where they went out."""

from __future__ import annotations

import pytest

from taizhang.ledgers.premises import services as premises
from taizhang.ledgers.publication.models import Item, StageSetting
from taizhang.ledgers.publication.rules import USUAL_ORDER, Code
from taizhang.ledgers.publication.selectors import content_of
from tests.publication.conftest import TEXT
from tests.web.places import NOW, TODAY, placed


@pytest.fixture
def screen(office):
    return placed(office, "led_screen", "北桥大屏")


def typed(office, *channels, **changes):
    return {
        "title": "社区读书会本周六举行",
        "text": TEXT,
        "unit": str(office.north.pk),
        "planned_at": "",
        "theme": "",
        "channel": [one if isinstance(one, str) else f"premises:p{one.pk}" for one in channels],
        **changes,
    }


def shut(office, screen):
    premises.withdraw(place=screen, on=TODAY, reason="拆除", by=office.clerk, today=TODAY, at=NOW)


def test_the_form_offers_the_registered_channels_and_no_rows_to_write(cast, office, screen):
    page = cast.clerk.get("/publications/new/").content.decode()

    assert f'value="premises:p{screen.pk}"' in page
    assert "电子屏“北桥大屏”" in page
    assert "channel_name_0" not in page


def test_what_is_ticked_is_kept_and_leads_to_its_place(cast, office, screen):
    cast.clerk.post("/publications/new/", typed(office, screen))
    item = Item.objects.get()

    page = cast.clerk.get(f"/publications/{item.pk}/").content.decode()

    assert [one.source for one in content_of(item).channels] == [f"premises:p{screen.pk}"]
    assert f'<a href="/premises/{screen.pk}/">电子屏“北桥大屏”</a>' in page


def test_what_was_ticked_stays_ticked_when_something_else_is_wrong(cast, office, screen):
    answer = cast.clerk.post("/publications/new/", typed(office, screen, title=""))

    assert answer.status_code == 422
    assert f'value="premises:p{screen.pk}" checked' in answer.content.decode()


def test_a_channel_closed_while_the_form_was_open_is_told_and_nothing_is_dropped_silently(
    cast, office, screen
):
    shut(office, screen)

    answer = cast.clerk.post("/publications/new/", typed(office, screen))

    assert answer.status_code == 422
    assert "已经停用或移交" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_place_closed_later_is_kept_by_the_item_that_names_it(cast, office, screen):
    cast.clerk.post("/publications/new/", typed(office, screen))
    item = Item.objects.get()
    shut(office, screen)
    form = cast.clerk.get(f"/publications/{item.pk}/edit/").content.decode()
    assert 'value="as-written-0" checked' in form

    sent = typed(office, "as-written-0", title="读书会改期", seen=item.digest)
    answer = cast.clerk.post(f"/publications/{item.pk}/edit/", sent)

    item.refresh_from_db()
    assert answer.status_code == 303
    assert [one.label for one in content_of(item).channels] == ["电子屏“北桥大屏”"]
    assert "已停用或移交" in cast.clerk.get(f"/publications/{item.pk}/").content.decode()


def test_the_page_of_the_place_lists_what_was_published_there(cast, office, screen, desk, passes):
    assert "还没有登记在这里发布的稿件" in cast.clerk.get(f"/premises/{screen.pk}/").content.decode()
    cast.clerk.post("/publications/new/", typed(office, screen))
    item = Item.objects.get()
    cast.clerk.post(f"/publications/{item.pk}/submit/", {"answer": "已核对。"})
    passes(item)
    told = {
        "on": TODAY.isoformat(),
        "channel": "电子屏“北桥大屏”",
        "link": "https://lx.example/1",
    }

    assert cast.clerk.post(f"/publications/{item.pk}/publish/", told).status_code == 303

    page = cast.clerk.get(f"/premises/{screen.pk}/").content.decode()
    assert f'<a href="/publications/{item.pk}/">社区读书会本周六举行</a>' in page
    assert "1 次" in page


def test_a_manager_sets_stages_for_a_channel_and_takes_them_back(cast, office, screen, desk):
    address = f"/publications/stages/?unit={office.north.pk}&place={screen.pk}"
    assert "这个渠道没有另定" in cast.manager.get(address).content.decode()

    sent = stage_fields(desk, asked=(Code.FIRST_REVIEW, Code.FINAL_REVIEW))
    answer = cast.manager.post(address, sent)

    assert answer.status_code == 303
    own = StageSetting.objects.filter(place=screen).order_by("position")
    assert [setting.code for setting in own] == ["FIRST_REVIEW", "FINAL_REVIEW"]
    assert "另定" in cast.manager.get(f"/publications/stages/?unit={office.north.pk}").content.decode()
    cast.manager.post(f"/publications/stages/clear/?unit={office.north.pk}&place={screen.pk}")
    assert not own.all().exists()


def test_a_stage_that_is_passed_needs_a_post_one_left_out_does_not(cast, office, desk):
    address = f"/publications/stages/?unit={office.north.pk}"
    sent = stage_fields(desk, asked=(Code.FIRST_REVIEW, Code.FINAL_REVIEW)) | {"post_SECOND_PROOF": ""}
    refused = cast.manager.post(address, sent | {"post_FIRST_REVIEW": ""})
    assert (refused.status_code, "请选初审的岗位" in refused.content.decode()) == (422, True)

    assert cast.manager.post(address, sent).status_code == 303


def stage_fields(desk, *, asked):
    """Return what is sent for these stages, in the usual order; the others are left out."""
    told = {}
    for place, code in enumerate(USUAL_ORDER, start=1):
        told[f"place_{code}"] = place if code in asked else 0
        told |= {f"post_{code}": desk.posts[code].pk, f"amount_{code}": 1, f"measure_{code}": "WORKDAYS"}
    return told
