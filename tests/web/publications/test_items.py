"""An item written, sent, passed, returned, published and corrected on its pages, and the walls there."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.foundation.accounts.services import begin_tenure, end_tenure
from taizhang.ledgers.publication.models import Decision, Delegation, Item, StageSetting, ThemePlan
from taizhang.ledgers.publication.rules import REVIEWS, USUAL_ORDER, Code
from taizhang.ledgers.publication.selectors import content_of
from tests.publication.conftest import TEXT
from tests.web.pictures import PNG

TODAY = dt.date.today()


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(office, **changes):
    """Return what is typed for an item of the north community, changed as told."""
    return {
        "title": "社区读书会本周六举行",
        "text": TEXT,
        "unit": str(office.north.pk),
        "planned_at": "2026-06-01T09:00",
        "theme": "",
        "channel_kind_0": "ACCOUNT",
        "channel_name_0": "柳溪发布",
        "channel_kind_1": "NOTICE_BOARD",
        "channel_name_1": "",
        **changes,
    }


def decide(client, item, code, deed="pass", **sent):
    item.refresh_from_db()
    told = {"code": code.value, "seen": item.digest, **sent}
    return client.post(f"/publications/{item.pk}/{deed}/", told)


@pytest.fixture
def seats(desk, sign_in):
    """Return the browser of whoever sits at each stage."""
    clients = {name: sign_in(person) for name, person in desk.people.items()}
    return {code: clients[desk.at(code).name] for code in Code}


def test_an_item_is_written_with_its_channels_and_pictures(cast, office):
    picture = SimpleUploadedFile("读书会.png", PNG)
    sent = typed(office, files=[picture], new_alternative="居民围坐读书", new_source="本单位拍摄")
    answer = cast.clerk.post("/publications/new/", sent)
    item = Item.objects.get()
    assert answer["Location"] == f"/publications/{item.pk}/"

    page = text(cast.clerk, f"/publications/{item.pk}/")

    content = content_of(item)
    assert [channel.label for channel in content.channels] == ["公众号“柳溪发布”"]
    [told] = content.pictures
    assert (told.alternative, told.source, told.licence) == ("居民围坐读书", "本单位拍摄", "")
    assert "图片没有写使用依据" in page
    assert "没有发现问题" in page


def test_faults_are_told_beside_their_fields_and_nothing_typed_is_lost(cast, office):
    answer = cast.clerk.post("/publications/new/", typed(office, title="", channel_name_1="北桥宣传栏"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写标题。" in page
    assert "北桥宣传栏" in page
    assert "欢迎居民参加" in page
    assert Item.objects.count() == 0


def test_remarks_stand_beside_their_places(cast, draft):
    item = draft(text="9月31日上午举行，电话13800123456。")

    page = text(cast.clerk, f"/publications/{item.pk}/")

    assert re.search(r'<mark id="m1" class="bad">9月31日', page)
    assert "2 处不能发" in page
    assert "138******56" not in page.split('class="found"')[0]


def test_what_stops_is_answered_for_before_it_is_sent(cast, desk, draft):
    item = draft(text="9月31日上午举行。")
    refused = cast.clerk.post(f"/publications/{item.pk}/submit/", {})
    assert refused.status_code == 422
    assert "改好以前不能发" in refused.content.decode()

    answer = cast.clerk.post(f"/publications/{item.pk}/submit/", {"answer": "引用原文。"})

    assert answer.status_code == 303
    assert "引用原文。" in text(cast.clerk, f"/publications/{item.pk}/")


def test_an_item_goes_through_six_stages_and_out(cast, office, seats, sent):
    item = sent()
    for code in USUAL_ORDER:
        assert f"轮到您{code.label}" in text(seats[code], f"/publications/{item.pk}/")
        assert decide(seats[code], item, code).status_code == 303
    assert "可发布" in text(cast.clerk, f"/publications/{item.pk}/")

    told = {"on": TODAY.isoformat(), "channel": "公众号“柳溪发布”", "link": "https://lx.example/1"}
    published = TEXT.replace("上午", "下午")
    answer = cast.clerk.post(f"/publications/{item.pk}/publish/", {**told, "text": published})

    assert answer.status_code == 303
    page = text(cast.clerk, f"/publications/{item.pk}/")
    assert "发布的文字与审定稿不一致" in page
    assert "<del>上</del><ins>下</ins>" in page


def test_what_was_published_as_approved_is_told_so_whatever_the_browser_makes_of_lines(cast, sent, passes):
    item = passes(sent())
    told = {"on": TODAY.isoformat(), "channel": "公众号“柳溪发布”", "link": "https://lx.example/1"}
    read_back = f"{item.title}\n\n{TEXT.replace('# ', '')}\n".replace("\n", "\r\n")

    cast.clerk.post(f"/publications/{item.pk}/publish/", {**told, "text": read_back})

    assert "发布的文字与审定稿一致" in text(cast.clerk, f"/publications/{item.pk}/")


def test_the_difference_since_a_stage_saw_it_last_is_shown_to_it(office, seats, sent, passes, edits):
    item = edits(passes(sent()), text=TEXT.replace("6月7日", "6月14日"))

    page = text(seats[Code.FIRST_REVIEW], f"/publications/{item.pk}/")

    assert "与您这一环节上次看过的一稿相比" in page
    assert "<del>7</del><ins>14</ins>" in page
    assert "稿件改动，要重办" in page


def test_a_text_that_changed_meanwhile_is_not_passed(seats, sent, edits):
    item = sent()
    seen = item.digest
    edits(item, text=TEXT + "\n雨天改期。")
    client = seats[Code.FIRST_REVIEW]

    answer = client.post(f"/publications/{item.pk}/pass/", {"code": "FIRST_REVIEW", "seen": seen})

    assert answer.status_code == 422
    assert "改过" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_an_edit_on_what_changed_meanwhile_is_not_stored(cast, office, draft):
    item = draft()
    answer = cast.clerk.post(f"/publications/{item.pk}/edit/", {**typed(office), "seen": "0" * 64})

    assert answer.status_code == 409
    assert "没有存" in answer.content.decode()


def test_one_person_at_all_posts_passes_one_review_only_also_by_bulk(desk, seats, sent):
    client, person = seats[Code.FIRST_REVIEW], desk.at(Code.FIRST_REVIEW)
    for code in REVIEWS[1:]:
        begin_tenure(post=desk.posts[code], person=person, since=TODAY)
    begin_tenure(post=desk.posts[Code.FIRST_PROOF], person=person, since=TODAY)
    end_tenure(tenure=desk.posts[Code.SECOND_PROOF].tenures.get(), until=TODAY)
    item = sent()
    for code in (Code.FIRST_REVIEW, Code.FIRST_PROOF):
        assert decide(client, item, code).status_code == 303

    assert decide(client, item, Code.SECOND_REVIEW).status_code == 422
    item.refresh_from_db()
    ticked = [f"{item.pk}:{code.value}:{item.digest}" for code in REVIEWS]
    page = client.post("/publications/bulk/", {"item": ticked}).content.decode()

    assert "通过 0 篇，没有通过 3 篇" in page
    assert "同一人不能再办复审" in page
    assert Decision.objects.filter(by=person, stage__sort="REVIEW").count() == 1
    assert "您已办过这篇稿件的初审" in text(client, f"/publications/{item.pk}/")


def test_many_items_are_passed_at_once(seats, sent):
    items = [sent(), sent()]
    client = seats[Code.FIRST_REVIEW]
    ticked = re.findall(r'name="item" value="([^"]+)"', text(client, "/publications/"))
    assert len(ticked) == 2

    page = client.post("/publications/bulk/", {"item": [*ticked, "999999:FIRST_REVIEW:x"]}).content.decode()

    assert "通过 2 篇，没有通过 1 篇" in page
    assert Decision.objects.filter(item__in=items).count() == 2


def test_a_returned_item_waits_for_its_author_with_the_reason(cast, seats, sent):
    item = sent()
    bare = decide(seats[Code.FIRST_REVIEW], item, Code.FIRST_REVIEW, "return")
    assert bare.status_code == 422
    answer = decide(seats[Code.FIRST_REVIEW], item, Code.FIRST_REVIEW, "return", reason="时间写错了。")

    assert answer.status_code == 303
    page = text(cast.clerk, "/publications/")
    assert "退给我修改" in page
    assert "时间写错了。" in page


def test_a_correction_and_a_withdrawal_are_registered(cast, office, sent, passes, edits, publishes):
    item = passes(sent())
    publishes(item)
    passes(edits(item, text=TEXT.replace("上午", "下午"), reason="时间写错"))
    told = {"on": TODAY.isoformat(), "channel": "公众号“柳溪发布”", "link": "https://lx.example/2"}
    without = cast.clerk.post(f"/publications/{item.pk}/publish/", told)
    assert "错在哪里" in without.content.decode()
    cast.clerk.post(f"/publications/{item.pk}/publish/", {**told, "reason": "上午应为下午"})
    cast.clerk.post(f"/publications/{item.pk}/withdraw/", {"reason": "活动取消"})

    page = text(cast.reviewer, "/publications/register/")

    assert "上午应为下午" in page
    assert "活动取消" in page
    assert "https" not in page
    assert text(cast.reviewer, "/publications/register/?all=1").count("<tr data-row>") == 3
    assert item.title not in text(cast.stranger, "/publications/register/?all=1")


def test_urgent_items_are_listed_until_they_are_reviewed(cast, sent, passes, publishes):
    item = passes(sent(urgent="台风预警"), Code.FINAL_REVIEW)
    publishes(item)
    assert "紧急稿件待补审" in text(cast.upper, "/publications/")

    passes(item, *USUAL_ORDER[:-1])

    assert "紧急稿件待补审" not in text(cast.upper, "/publications/")


def test_a_theme_counts_what_is_planned_written_and_published(cast, office, desk, passes, publishes):
    told = {
        "title": "读书月",
        "unit": office.north.pk,
        "start": TODAY,
        "until": TODAY,
        "planned": "3",
        "note": "",
    }
    answer = cast.clerk.post("/publications/themes/new/", told)
    plan = ThemePlan.objects.get()
    assert answer["Location"] == f"/publications/themes/{plan.pk}/"
    cast.clerk.post("/publications/new/", typed(office, theme=str(plan.pk)))
    item = Item.objects.get()
    cast.clerk.post(f"/publications/{item.pk}/submit/", {})
    publishes(passes(item))

    page = text(cast.upper, f"/publications/themes/{plan.pk}/")
    assert page.count("<dd>1 篇</dd>") == 2
    assert "<dd>3 篇</dd>" in page
    wrong = cast.clerk.post(f"/publications/themes/{plan.pk}/", {**told, "planned": "0"})
    assert (wrong.status_code, "1 到 1000" in wrong.content.decode()) == (422, True)


def stage_fields(desk, **changes):
    sent = {}
    for place, code in enumerate(USUAL_ORDER, start=1):
        sent |= {f"place_{code}": place, f"post_{code}": desk.posts[code].pk}
        sent |= {f"amount_{code}": 4, f"measure_{code}": "HOURS"}
    return {**sent, **changes}


def test_a_manager_sets_the_stages_of_a_unit(cast, office, desk):
    address = f"/publications/stages/?unit={office.north.pk}"
    assert "按柳溪街道的办" in text(cast.manager, address)
    same = cast.manager.post(address, stage_fields(desk, **{f"place_{Code.FIRST_PROOF}": 1}))
    assert (same.status_code, "同一步" in same.content.decode()) == (422, True)
    bent = {f"place_{Code.FIRST_REVIEW}": 3, f"place_{Code.SECOND_REVIEW}": 1}
    turned = cast.manager.post(address, stage_fields(desk, **bent))
    assert (turned.status_code, "先后次序" in turned.content.decode()) == (422, True)

    answer = cast.manager.post(address, stage_fields(desk))

    assert answer.status_code == 303
    own = StageSetting.objects.filter(unit=office.north).order_by("position")
    assert [setting.code for setting in own] == [code.value for code in USUAL_ORDER]
    assert {setting.measure for setting in own} == {"HOURS"}


def test_a_manager_lets_somebody_stand_in_for_a_vacant_post(cast, office, desk):
    post = desk.posts[Code.FIRST_REVIEW]
    assert "都有人在任" in text(cast.manager, "/publications/stages/")
    end_tenure(tenure=post.tenures.get(), until=TODAY)
    told = {"post": post.pk, "person": office.clerk.pk, "since": TODAY, "last_day": TODAY, "reason": "借调"}

    answer = cast.manager.post("/publications/stages/delegate/", told)

    assert answer.status_code == 303
    assert "借调" in text(cast.manager, "/publications/stages/")
    one = Delegation.objects.get()
    cast.manager.post(f"/publications/delegations/{one.pk}/end/")
    one.refresh_from_db()
    assert one.ended_at is not None


def test_the_list_is_narrowed_by_state_words_and_author(cast, draft, sent):
    draft(title="读书会预告")
    sent(title="端午活动安排")

    assert "端午活动安排" not in text(cast.clerk, "/publications/?state=DRAFT")
    assert "读书会预告" not in text(cast.clerk, "/publications/?q=端午")
    assert "没有符合条件的稿件" in text(cast.reviewer, "/publications/?mine=1")
