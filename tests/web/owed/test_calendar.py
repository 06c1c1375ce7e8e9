"""The calendar of what falls due: by month, week and day, of one's own posts or a unit and all below."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post
from taizhang.kernel.recurrence import Once, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import Role
from tests.duties.conftest import task

CALENDAR = "/duties/calendar/"


def page_of(client, query: str = "") -> str:
    """Return the words of the calendar."""
    return client.get(f"{CALENDAR}{query}").content.decode()


def shown(client, query: str) -> dict[str, list[str]]:
    """Return day -> the tasks that stand on it, for each day that has any."""
    weeks = client.get(f"{CALENDAR}{query}").context["weeks"]
    return {
        cell.day.day.isoformat(): [line.words for line in cell.lines]
        for week in weeks
        for cell in week
        if cell.lines
    }


@pytest.fixture
def own(cast, march, office, at) -> Occurrence:
    """Return the occurrence of March, carried out by the clerk's post."""
    post = Post.objects.get(unit=office.north)
    services.appoint(duty=march.duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    return march


def test_a_month_shows_what_falls_due_for_ones_own_posts(cast, own) -> None:
    page = page_of(cast.clerk, "?on=2025-03-05")

    assert shown(cast.clerk, "?on=2025-03-05") == {"2025-03-31": ["第1项工作"]}
    assert f'href="/duties/occurrences/{own.pk}/"' in page
    assert "逾期未完成 1" in page and 'class="p0"' in page
    assert "春分" in page


def test_what_no_post_of_ones_own_carries_out_stands_with_the_unit(cast, march, office) -> None:
    assert shown(cast.clerk, "?on=2025-03-05") == {}
    assert shown(cast.clerk, f"?on=2025-03-05&of={office.north.pk}") == {"2025-03-31": ["第1项工作"]}
    assert shown(cast.reviewer, f"?on=2025-03-05&of={office.street.pk}") == {"2025-03-31": ["第1项工作"]}
    assert shown(cast.reviewer, f"?on=2025-03-05&of={office.south.pk}") == {}


def test_a_unit_out_of_reach_is_not_there(cast, march, office) -> None:
    for of in (office.north.pk, 999999, "甲", "9" * 30):
        assert cast.stranger.get(f"{CALENDAR}?of={of}").status_code == 404


def test_a_week_runs_over_the_end_of_the_month(cast, own) -> None:
    answer = cast.clerk.get(f"{CALENDAR}?view=week&on=2025-04-02")

    (week,) = answer.context["weeks"]
    assert [cell.day.day.day for cell in week] == [31, 1, 2, 3, 4, 5, 6]
    assert all(cell.day.inside for cell in week)
    assert len(week[0].lines) == 1 and "2025年3月31日至4月6日" in answer.content.decode()
    assert week[4].day.small == "清明节" and week[4].day.mark == "休"


def test_a_day_lists_all_of_it(cast, office, handed_down) -> None:
    handed_down(*(task(str(number), (office.north, Role.LEAD)) for number in range(1, 8)))
    of = f"&of={office.north.pk}"

    month = page_of(cast.clerk, f"?on=2025-03-01{of}")
    day = page_of(cast.clerk, f"?view=day&on=2025-03-31{of}")

    assert month.count("data-row") == 4 and "另有 3 项" in month
    assert f'href="{CALENDAR}?view=day&amp;on=2025-03-31{of.replace("&", "&amp;")}"' in month
    assert day.count("data-row") == 7
    assert "这一天没有到期的责任" in page_of(cast.clerk, f"?view=day&on=2025-03-30{of}")


def test_what_is_open_stands_before_what_is_done(cast, own, office, handed_down, accepted, at) -> None:
    handed_down(task("2", (office.north, Role.LEAD)))
    record = accepted(title="走访困难户")
    first = Occurrence.objects.get(duty__task__number="1", opens=dt.date(2025, 3, 1))
    services.confirm(occurrence=first, source=record.source, on=record.on, by=office.clerk, at=at)
    services.close(occurrence=first, by=office.reviewer, at=at)

    of = f"?on=2025-03-05&of={office.north.pk}"

    assert shown(cast.clerk, of) == {"2025-03-31": ["第2项工作", "第1项工作"]}
    assert 'class="p3"' in page_of(cast.clerk, of)


def test_each_state_has_its_colour_and_its_sign(cast, own, office, accepted, at) -> None:
    address = "?on=2025-03-05"
    assert ">!</i>" in page_of(cast.clerk, address)
    record = accepted(title="走访困难户", on=dt.date(2025, 4, 3))
    services.confirm(occurrence=own, source=record.source, on=record.on, by=office.clerk, at=at)
    services.close(occurrence=own, by=office.reviewer, at=at)
    assert 'class="p1"' in page_of(cast.clerk, address) and ">△</i>" in page_of(cast.clerk, address)
    april = Occurrence.objects.get(opens=dt.date(2025, 4, 1))
    services.excuse(occurrence=april, reason="防汛", by=office.reviewer, at=at)
    assert ">免</i>" in page_of(cast.clerk, "?on=2025-04-05")


def test_what_is_still_to_come_has_a_frame_and_no_colour(cast, office, handed_down, at) -> None:
    soon = dt.date.today() + dt.timedelta(days=3)
    handed_down(task("1", (office.north, Role.LEAD), frequency=stored(Once(soon))))
    services.generate(until=soon + dt.timedelta(days=40), at=at)
    one = Occurrence.objects.get()

    page = page_of(cast.clerk, f"?on={one.due_on}&of={office.north.pk}")

    assert 'class="p4"' in page and ">○</i>" in page and "还有" in page


@pytest.mark.parametrize(
    ("query", "before", "after"),
    [
        ("?on=2025-03-31", "view=month&amp;on=2025-02-01", "view=month&amp;on=2025-04-01"),
        ("?on=2025-12-05", "view=month&amp;on=2025-11-01", "view=month&amp;on=2026-01-01"),
        ("?view=week&on=2025-01-01", "view=week&amp;on=2024-12-23", "view=week&amp;on=2025-01-06"),
        ("?view=day&on=2024-02-29", "view=day&amp;on=2024-02-28", "view=day&amp;on=2024-03-01"),
    ],
)
def test_it_is_leafed_to_and_fro(cast, query, before, after) -> None:
    page = page_of(cast.clerk, query)

    assert f'href="{CALENDAR}?{before}" rel="prev"' in page
    assert f'href="{CALENDAR}?{after}" rel="next"' in page


@pytest.mark.parametrize("on", ["", "2025-02-30", "abc", "9999-01-01", "0001-01-01", "２０２５-01-01"])
def test_what_is_no_day_shows_this_month(cast, on) -> None:
    answer = cast.clerk.get(CALENDAR, {"on": on, "view": "year"})

    assert answer.status_code == 200
    assert answer.context["frame"].view == "month"
    assert abs((answer.context["frame"].on - dt.date.today()).days) <= 1


def test_an_empty_month_says_so(cast, own) -> None:
    assert "这个月没有到期的责任" in page_of(cast.clerk, "?on=2024-05-01")
    assert "这一周没有到期的责任" in page_of(cast.clerk, "?view=week&on=2024-05-01")
    assert "还不掌握" in page_of(cast.clerk, "?on=2090-05-01")


def test_the_pages_of_duties_lead_to_it(cast) -> None:
    assert f'href="{CALENDAR}"' in cast.clerk.get("/duties/mine/").content.decode()
    assert f'href="{CALENDAR}?on=2025-03-01"' in cast.clerk.get("/calendar/?month=2025-03").content.decode()


def test_a_month_of_many_costs_as_many_queries_as_one_of_few(
    cast, own, office, handed_down, django_assert_num_queries
) -> None:
    address = f"{CALENDAR}?on=2025-03-05&of={office.street.pk}"
    cast.reviewer.get(address)
    with django_assert_num_queries(16):
        cast.reviewer.get(address)

    handed_down(*(task(str(number), (office.south, Role.LEAD)) for number in range(2, 32)))
    assert Duty.objects.count() == 31
    with django_assert_num_queries(16):
        cast.reviewer.get(address)


def test_a_thing_to_do_once_stands_on_its_day_alone(cast, office, handed_down) -> None:
    handed_down(task("1", (office.north, Role.LEAD), frequency=stored(Once(dt.date(2025, 3, 12)))))

    assert shown(cast.clerk, f"?on=2025-03-05&of={office.north.pk}") == {"2025-03-12": ["第1项工作"]}
