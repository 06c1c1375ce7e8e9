"""What leaves with a person and what stays with the post: places, inspections, findings, items; to print."""

from __future__ import annotations

from taizhang.foundation.accounts.models import Tenure
from taizhang.foundation.accounts.rules import Role
from taizhang.ledgers.premises.services import withdraw
from taizhang.ledgers.publication import services as publication
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import Code, State
from taizhang.processes.people import handover_of
from tests.publication.conftest import heir, seated, telling
from tests.web.conftest import hold
from tests.web.places import NOW, TODAY, found_wrong, placed, rectified

__all__ = ["heir"]


def written(office, title: str = "社区读书会本周六举行"):
    """Return an item that the clerk has begun."""
    return publication.create_item(
        unit=office.north, content=telling(title=title), planned_at=None, theme=None, by=office.clerk, at=NOW
    )


def tenure_of(person) -> Tenure:
    """Return the first tenure of somebody."""
    return Tenure.objects.filter(person=person).order_by("pk")[0]


def page_of(client, tenure: Tenure) -> str:
    return client.get(f"/people/tenures/{tenure.pk}/end/").content.decode()


def test_places_with_their_open_inspections_and_findings_stand_on_the_list_and_stay(cast, office) -> None:
    room, wrong = placed(office), placed(office, name="南桥书屋")
    missed = room.inspections.order_by("due_on")[0]
    finding = found_wrong(office, wrong)

    found = handover_of(tenure=tenure_of(office.clerk), on=TODAY)
    page = page_of(cast.manager, tenure_of(office.clerk))

    assert [place.name for place in found.places] == ["北桥书屋", "南桥书屋"]
    assert missed in found.inspections
    assert found.findings == (finding,)
    for words in ("这个岗位负责的阵地", "这些阵地还没有做的检查", "没有销号的问题", "门锁坏了", missed.label):
        assert words in page
    assert page.index("没有销号的问题") < page.index("监交人")
    assert handover_of(tenure=tenure_of(office.reviewer), on=TODAY).places == ()


def test_what_is_out_of_use_done_or_closed_is_handed_over_by_nobody(cast, office) -> None:
    place = placed(office)
    finding = found_wrong(office, place)
    place.inspections.filter(state="DUE").delete()
    tenure = tenure_of(office.clerk)
    assert handover_of(tenure=tenure, on=TODAY).findings == (rectified(office, finding),)

    withdraw(place=place, on=TODAY, reason="拆除", by=office.clerk, today=TODAY, at=NOW)
    finding.refresh_from_db()
    finding.state, finding.closed_on, finding.rechecked_by = "CLOSED", TODAY, office.reviewer
    finding.save()

    assert handover_of(tenure=tenure, on=TODAY).empty
    assert "没有未办完的事" in page_of(cast.manager, tenure)


def test_items_begun_leave_with_their_author_and_stages_stay_with_the_post(cast, office) -> None:
    seats = seated(office)
    written(office, title="还在写的稿件")
    item = publication.submit_item(item=written(office), by=office.clerk, at=NOW, on=NOW.date())
    first = tenure_of(seats.at(Code.FIRST_REVIEW))

    found = handover_of(tenure=tenure_of(office.clerk), on=TODAY)

    assert [one.title for one in found.items] == ["还在写的稿件", item.title]
    assert [stage.item for stage in handover_of(tenure=first, on=TODAY).stages] == [item]
    of_clerk, of_first = (page_of(cast.manager, tenure) for tenure in (tenure_of(office.clerk), first))
    assert "本人经办、还没有发布的稿件" in of_clerk
    assert "还在写的稿件" in of_clerk
    assert "等这个岗位审校的稿件" in of_first
    assert item.title in of_first
    assert "还在写的稿件" not in of_first


def test_one_item_or_all_are_handed_over_from_the_list(cast, office, heir) -> None:
    one, other, third = (written(office, title=title) for title in ("甲稿", "乙稿", "丙稿"))
    tenure = tenure_of(office.clerk)
    address = f"/people/tenures/{tenure.pk}/items/"
    page = page_of(cast.manager, tenure)
    assert page.count('name="item"') == 3
    # What stands in a form is left out on paper: the list is signed there.
    assert page.rindex('name="item"') < page.index('class="form"')

    answer = cast.manager.post(address, {"item": [one.pk], "to": heir.pk, "reason": "轮岗"})

    assert answer["Location"] == f"/people/tenures/{tenure.pk}/end/"
    page = page_of(cast.manager, tenure)
    assert "甲稿" not in page
    assert "乙稿" in page
    cast.manager.post(address, {"item": [other.pk, third.pk], "to": heir.pk, "reason": "轮岗"})
    assert handover_of(tenure=tenure, on=TODAY).items == ()
    assert {item.handler for item in Item.objects.all()} == {heir}


def test_items_that_cannot_all_go_to_one_person_stay_and_each_is_told(cast, office) -> None:
    desk = seated(office)
    free = written(office, title="还在写的稿件")
    item = publication.submit_item(item=written(office), by=office.clerk, at=NOW, on=NOW.date())
    reviewer = desk.at(Code.FIRST_REVIEW)
    hold(reviewer, office.north, Role.CLERK)
    publication.pass_stage(
        item=item, code=Code.FIRST_REVIEW, digest=item.digest, by=reviewer, on=NOW.date(), at=NOW
    )
    address = f"/people/tenures/{tenure_of(office.clerk).pk}/items/"

    answer = cast.manager.post(address, {"item": [free.pk, item.pk], "to": reviewer.pk, "reason": "轮岗"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "《社区读书会本周六举行》：方宁已办过这篇稿件的初审" in page
    assert "《还在写的稿件》" not in page
    assert "轮岗" in page
    assert not Item.objects.filter(handler__isnull=False).exists()
    for sent, words in (
        ({"to": reviewer.pk, "reason": "轮岗"}, "请先勾选要移交的稿件"),
        ({"item": ["x", "99999"], "to": reviewer.pk, "reason": "轮岗"}, "看最新的清单"),
        ({"item": [free.pk], "to": "", "reason": ""}, "请填写移交原因"),
    ):
        refused = cast.manager.post(address, sent)
        assert (refused.status_code, words in refused.content.decode()) == (422, True)


def test_an_item_that_went_out_is_no_longer_on_the_list(cast, office) -> None:
    item = written(office)
    Item.objects.filter(pk=item.pk).update(state=State.PUBLISHED.value)

    assert handover_of(tenure=tenure_of(office.clerk), on=TODAY).items == ()


def test_the_list_costs_the_same_for_one_place_and_for_many(
    cast, office, django_assert_max_num_queries
) -> None:
    tenure = tenure_of(office.clerk)

    def queries() -> int:
        with django_assert_max_num_queries(40) as found:
            page_of(cast.manager, tenure)
        return len(found)

    found_wrong(office, placed(office))
    written(office)
    few = queries()
    for number in range(4):
        found_wrong(office, placed(office, name=f"书屋{number}"))
        written(office, title=f"第{number}篇")

    assert queries() == few
