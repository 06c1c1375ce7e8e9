"""Inspections and findings on the home page and under 我的责任: each leads to where it is done."""

from __future__ import annotations

from taizhang.foundation.accounts.models import Post, Tenure
from taizhang.ledgers.premises.models import Inspection
from tests.web.places import TODAY, found_wrong, placed, rectified


def answering(office) -> None:
    """Let the clerk hold the post that answers for the premises."""
    post = Post.objects.filter(unit=office.north).order_by("pk").first()
    assert Tenure.objects.filter(post=post, person=office.clerk).exists()


def due_today(place) -> Inspection:
    """Return the inspection of a place that is open now, due today."""
    one = place.inspections.order_by("due_on")[0]
    one.opens, one.due_on = TODAY, TODAY
    one.save()
    return one


def page_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_inspection_leads_from_home_and_from_the_list_to_its_checklist(cast, office, accepted) -> None:
    accepted()
    place = placed(office)
    answering(office)
    due_today(place)

    home, mine = page_of(cast.clerk, "/"), page_of(cast.clerk, "/duties/mine/")

    for page in (home, mine):
        assert f'href="/premises/{place.pk}/check/"' in page
        assert "今天到期" in page
    assert "阵地待办" in home
    assert "阵地检查和整改" in mine
    assert "近期没有要完成的责任" not in mine
    assert "阵地待办" not in page_of(cast.stranger, "/")
    assert "北桥书屋" not in page_of(cast.stranger, "/duties/mine/")


def test_a_finding_leads_to_be_put_right_and_then_another_to_re_check_it(cast, office) -> None:
    finding = found_wrong(office, placed(office))
    address = f'href="/premises/findings/{finding.pk}/"'
    assert address in page_of(cast.clerk, "/")
    assert "问题待整改" in page_of(cast.clerk, "/")
    assert address not in page_of(cast.reviewer, "/")

    rectified(office, finding)

    assert address in page_of(cast.reviewer, "/")
    assert "整改待复查" in page_of(cast.reviewer, "/")
    assert "已整改，待复查" in page_of(cast.reviewer, "/duties/mine/")
    assert address not in page_of(cast.clerk, "/")
    assert address not in page_of(cast.clerk, "/duties/mine/")


def test_whoever_may_only_look_is_led_to_the_inspection_not_to_its_checklist(cast, office) -> None:
    place = placed(office)
    Post.objects.filter(pk=place.post_id).update(roles=["VIEWER"])
    one = due_today(place)

    assert f'href="/premises/inspections/{one.pk}/"' in page_of(cast.clerk, "/")
    assert f'href="/premises/{place.pk}/check/"' not in page_of(cast.clerk, "/")
    assert f'href="/premises/inspections/{one.pk}/"' in page_of(cast.clerk, "/duties/mine/")


def test_both_pages_cost_the_same_for_one_place_and_for_many(
    cast, office, django_assert_max_num_queries
) -> None:
    def visits() -> list[int]:
        counts = []
        for address in ("/", "/duties/mine/"):
            cast.clerk.get(address)
            with django_assert_max_num_queries(40) as queries:
                cast.clerk.get(address)
            counts.append(len(queries))
        return counts

    due_today(placed(office))
    few = visits()
    for number in range(5):
        place = placed(office, name=f"书屋{number}")
        found_wrong(office, placed(office, name=f"讲堂{number}"))
        due_today(place)

    assert visits() == few
    assert Inspection.objects.filter(due_on=TODAY, state="DUE").count() == 6
