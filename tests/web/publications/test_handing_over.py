"""An item handed over on its page: offered to whom it may go, refused in words, told afterwards."""

from __future__ import annotations

import pytest

from taizhang.foundation.accounts.services import begin_tenure
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import Code
from tests.publication.conftest import SINCE


@pytest.fixture
def theirs(heir, sign_in):
    """Return the browser of the colleague who takes over."""
    return sign_in(heir)


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def give(client, item, to, reason="轮岗"):
    return client.post(f"/publications/{item.pk}/hand-over/", {"to": to.pk, "reason": reason})


def test_the_author_hands_an_item_over_and_the_page_tells_so(cast, draft, heir, theirs):
    item = draft()
    page = f"/publications/{item.pk}/"
    assert "移交…" in text(cast.clerk, page)
    assert "移交…" not in text(theirs, page)

    assert give(cast.clerk, item, heir)["Location"] == page

    after, mine = text(cast.clerk, page), text(theirs, page)
    assert "周敏写，陶然经办" in after
    assert "周敏移交给陶然：轮岗" in after
    assert "移交…" not in after
    assert f'href="{page}edit/"' not in after
    assert f'href="{page}edit/"' in mine
    assert "送审…" in mine


def test_a_manager_hands_over_what_another_has_in_hand(cast, draft, heir, theirs):
    item = draft()

    assert give(cast.manager, item, heir).status_code == 303

    assert "周敏移交给陶然，白桦办理：轮岗" in text(theirs, f"/publications/{item.pk}/")


def test_who_neither_has_it_in_hand_nor_manages_is_refused(cast, draft, heir):
    item = draft()

    answer = give(cast.reviewer, item, heir)

    assert (answer.status_code, "只有经办人本人或管理员" in answer.content.decode()) == (422, True)
    assert give(cast.stranger, item, heir).status_code == 404


def test_only_who_may_write_for_the_unit_is_offered(cast, office, draft, heir):
    item = draft()
    page = text(cast.clerk, f"/publications/{item.pk}/")
    assert "陶然（tao）" in page
    assert "秦川（reviewer）" in page
    assert "高翔（stranger）" not in page
    assert "白桦（manager）" not in page

    answer = give(cast.clerk, item, office.stranger)

    assert (answer.status_code, "请从列表中选接手的人" in answer.content.decode()) == (422, True)


def test_who_has_reviewed_it_is_refused_and_what_was_typed_stays(cast, office, sent, passes, desk):
    item = passes(sent())

    answer = give(cast.clerk, item, office.reviewer, reason="岗位调整")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "秦川已办过这篇稿件的终审" in page
    assert "岗位调整" in page


def test_the_receiver_at_a_stage_is_told_why_they_do_not_decide(cast, office, sent, heir, theirs, desk):
    begin_tenure(post=desk.posts[Code.FIRST_REVIEW], person=heir, since=SINCE)
    item = sent()
    assert "初审通过" in text(theirs, f"/publications/{item.pk}/")

    give(cast.clerk, item, heir)

    assert "要由另一位同事审校" in text(theirs, f"/publications/{item.pk}/")


def test_the_list_tells_in_whose_hands_and_is_narrowed_by_it(cast, draft, heir, theirs):
    item = draft(title="接手的一篇")
    draft(title="留下的一篇")
    give(cast.clerk, item, heir)

    whole, mine = text(cast.clerk, "/publications/"), text(theirs, "/publications/?mine=1")

    assert "陶然经办" in whole
    assert "接手的一篇" in mine
    assert "留下的一篇" not in mine
    assert "接手的一篇" not in text(cast.clerk, "/publications/?mine=1")
    assert "接手的稿件" in text(theirs, "/")


def test_the_page_costs_the_same_for_one_handover_and_for_many(
    cast, office, draft, heir, theirs, django_assert_max_num_queries
):
    item = draft()
    page = f"/publications/{item.pk}/"

    def queries():
        with django_assert_max_num_queries(60) as found:
            text(cast.manager, page)
        return len(found)

    give(cast.clerk, item, heir)
    few = queries()
    for to in (office.clerk, heir, office.clerk, heir):
        assert give(cast.manager, item, to).status_code == 303

    assert queries() == few
    assert Item.objects.get().handler == heir
