"""What is owed, in the browser: confirmed by the clerk, eased and closed from above, told in the matrix."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import Role
from tests.duties.conftest import task


def page_of(client, address: str) -> str:
    """Return the words of a page."""
    return client.get(address).content.decode()


def test_a_clerk_confirms_a_proposed_record(cast, march, accepted) -> None:
    record = accepted(title="走访困难户")
    address = f"/duties/occurrences/{march.pk}/"
    assert "类型相符、在期限内、同一单位" in page_of(cast.clerk, address)

    answer = cast.clerk.post(f"{address}confirm/", {"record": record.number})

    assert (answer.status_code, answer["Location"]) == (303, address)
    march.refresh_from_db()
    assert (march.state, march.done) == ("PARTIAL", 1)
    assert "待核销" in page_of(cast.reviewer, address)


def test_the_unit_above_closes_off_and_the_matrix_turns(cast, march, accepted, office, at) -> None:
    matrix = f"/duties/schemes/{march.duty.task.scheme_id}/matrix/?period=2025年3月"
    assert "! 0/1" in page_of(cast.reviewer, matrix)
    record = accepted(title="走访困难户")
    services.confirm(occurrence=march, source=record.source, on=record.on, by=office.clerk, at=at)
    assert "等我核销" in page_of(cast.reviewer, "/duties/mine/")

    assert cast.clerk.post(f"/duties/occurrences/{march.pk}/close/").status_code == 403
    answer = cast.reviewer.post(f"/duties/occurrences/{march.pk}/close/")

    assert answer.status_code == 303
    assert "✓ 1/1" in page_of(cast.reviewer, matrix)
    assert "等我核销" not in page_of(cast.reviewer, "/duties/mine/")


def test_a_cell_leads_to_its_occurrences(cast, march) -> None:
    task = march.duty.task
    address = f"/duties/schemes/{task.scheme_id}/matrix/{march.duty.unit_id}/{task.pk}/?period=2025年"

    page = page_of(cast.clerk, address)

    assert f"/duties/occurrences/{march.pk}/" in page
    assert page.count("data-row") == 12


def test_what_was_confirmed_by_mistake_is_taken_back_with_a_reason(cast, march, accepted) -> None:
    record = accepted(title="走访困难户")
    address = f"/duties/occurrences/{march.pk}/"
    cast.clerk.post(f"{address}confirm/", {"record": record.number})
    made = Fulfilment.objects.get()

    refused = cast.clerk.post(f"{address}withdraw/", {"fulfilment": made.pk, "reason": " "})
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()

    assert (
        cast.clerk.post(f"{address}withdraw/", {"fulfilment": made.pk, "reason": "误选"}).status_code == 303
    )
    assert "撤回：误选" in page_of(cast.clerk, address)


@pytest.mark.parametrize(
    ("deed", "sent", "words"),
    [
        ("confirm", {"record": "2025-999999"}, "没有编号为“2025-999999”的记录"),
        ("confirm", {"record": "甲"}, "没有编号为“甲”的记录"),
    ],
)
def test_a_number_that_is_none_is_told(cast, march, deed, sent, words) -> None:
    answer = cast.clerk.post(f"/duties/occurrences/{march.pk}/{deed}/", sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_due_day_is_moved_excused_and_demanded_from_above(cast, march) -> None:
    address = f"/duties/occurrences/{march.pk}/"

    bad = cast.reviewer.post(f"{address}move/", {"to": "2025-02-30", "reason": "换届"})
    assert bad.status_code == 422
    assert "看不懂新的期限" in bad.content.decode() and "您写的理由：换届" in bad.content.decode()
    assert cast.reviewer.post(f"{address}move/", {"to": "2025-04-15", "reason": "换届"}).status_code == 303
    assert cast.reviewer.post(f"{address}excuse/", {"reason": "防汛"}).status_code == 303
    assert "免除：防汛" in page_of(cast.clerk, address)
    assert cast.reviewer.post(f"{address}demand/", {"reason": "已恢复"}).status_code == 303

    march.refresh_from_db()
    assert (march.due_on, march.state) == (dt.date(2025, 4, 15), "DUE")
    assert "2025年3月31日 → 2025年4月15日" in page_of(cast.clerk, address)


def test_the_unit_above_urges_and_the_clerk_reads_it_at_home_until_it_is_done(cast, march, accepted) -> None:
    address = f"/duties/occurrences/{march.pk}/"
    assert cast.clerk.post(f"{address}urge/").status_code == 403

    assert cast.reviewer.post(f"{address}urge/", {"note": "请本周补办"}).status_code == 303

    home = cast.clerk.get("/")
    assert home.context["groups"][0].label == "上级催办"
    assert "日催办：请本周补办" in home.content.decode()
    page = page_of(cast.reviewer, address)
    assert "催办：请本周补办" in page and "催办…" not in page
    again = cast.reviewer.post(f"{address}urge/", {"note": "再催"})
    assert again.status_code == 422
    assert "一天只催办一次" in again.content.decode() and "您写的附言：再催" in again.content.decode()

    cast.clerk.post(f"{address}confirm/", {"record": accepted(title="走访困难户").number})
    home = cast.clerk.get("/").content.decode()
    assert "上级催办" not in home and "请本周补办" not in home


def test_a_note_that_is_too_long_is_told_and_kept(cast, march) -> None:
    answer = cast.reviewer.post(f"/duties/occurrences/{march.pk}/urge/", {"note": "补" * 201})

    assert answer.status_code == 422
    assert "附言至多 200 字" in answer.content.decode() and "补" * 201 in answer.content.decode()


def test_what_is_owed_stands_at_home_with_whoever_owes_it(cast, march, accepted) -> None:
    accepted()
    clerk, other = cast.clerk.get("/"), cast.stranger.get("/")

    todos = [todo for group in clerk.context["groups"] for todo in group.todos]
    assert f"/duties/occurrences/{march.pk}/" in {todo.address for todo in todos}
    assert {todo.task for todo in todos} == {"责任逾期"}
    assert "责任到期" in clerk.content.decode()
    assert other.context["groups"] == [] and "责任到期" not in other.content.decode()


def test_the_unit_above_reads_at_home_what_is_long_overdue_below(cast, march) -> None:
    home = page_of(cast.reviewer, "/")

    assert "下级单位逾期，已满5个工作日" in home
    assert f'href="/duties/occurrences/{march.pk}/"' in home
    assert "周敏" not in home
    assert "下级单位逾期" not in page_of(cast.clerk, "/")
    assert "下级单位逾期" not in page_of(cast.upper, "/")


def test_long_lists_from_below_are_cut_and_lead_to_the_matrix(cast, office, handed_down) -> None:
    tasks = [task(str(number), (office.north, Role.LEAD)) for number in range(4)]
    scheme = handed_down(*tasks)

    answer = cast.reviewer.get("/")

    below = answer.context["desk"].below
    assert below.number > 30 == sum(len(unit.lapses) for unit in below.units)
    page = answer.content.decode()
    assert f"另有 {below.untold} 项，见进度表" in page
    assert f'href="/duties/schemes/{scheme.pk}/matrix/"' in page


def test_a_clerk_does_not_ease_what_their_own_unit_owes(cast, march) -> None:
    answer = cast.clerk.post(f"/duties/occurrences/{march.pk}/excuse/", {"reason": "太忙"})

    assert answer.status_code == 403
    assert Occurrence.objects.get(pk=march.pk).state == "DUE"


def test_a_post_has_its_list_to_print(cast, march, office, at) -> None:
    post = Post.objects.get(unit=office.north)
    duty = Duty.objects.get()
    services.appoint(duty=duty, post=post, first=None, direct=post, by=office.clerk, at=at)

    page = page_of(cast.clerk, f"/duties/posts/{post.pk}/")

    assert "牵头单位，直接责任、承办" in page
    assert "无依据" in page
    assert f"/duties/occurrences/{Occurrence.objects.order_by('due_on').first().pk}/" in page_of(
        cast.clerk, "/duties/mine/"
    )


def test_a_period_that_is_none_is_told_and_nothing_breaks(cast, march) -> None:
    answer = cast.clerk.get(f"/duties/schemes/{march.duty.task.scheme_id}/matrix/?period=何时")

    assert answer.status_code == 422


def test_the_matrix_asks_the_same_number_of_questions_however_many_units(
    cast, march, office, handed_down, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(20):
        cast.reviewer.get(f"/duties/schemes/{march.duty.task.scheme_id}/matrix/")


def test_a_cell_says_what_is_owed_done_overdue_and_excused_and_nothing_of_nought(
    cast, march, office, at
) -> None:
    matrix = f"/duties/schemes/{march.duty.task.scheme_id}/matrix/?period=2025年第一季度"
    assert 'title="应办 3，完成 0，逾期未完成 3"' in page_of(cast.reviewer, matrix)

    services.excuse(occurrence=march, reason="停办", by=office.reviewer, at=at)

    assert 'title="应办 2，完成 0，逾期未完成 2，免除 1"' in page_of(cast.reviewer, matrix)
