"""A checklist filled in on a phone, what it found wrong put right, re-checked by another; incidents."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledgers.premises.models import Finding, Incident, Inspection
from taizhang.ledgers.premises.rules import type_by_code
from tests.web.conftest import shut
from tests.web.pictures import PNG
from tests.web.places import NOW, TODAY, found_wrong, happened, placed, rectified


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def filled(place, **changes: object) -> dict[str, object]:
    """Return the form of a checklist in which everything is fine."""
    return {f"a_{item.code}": "FINE" for item in type_by_code(place.type).items} | changes


def wrong(place, code: str, **changes: object) -> dict[str, object]:
    """Return the form in which one item is wrong."""
    due = (TODAY + dt.timedelta(days=7)).isoformat()
    told = {f"a_{code}": "WRONG", f"w_{code}": "灭火器过期", f"s_{code}": "SERIOUS"}
    return filled(place, **{**told, f"p_{code}": place.post_id, f"d_{code}": due, **changes})


def test_a_checklist_is_filled_in_and_what_is_wrong_becomes_a_finding(cast, office) -> None:
    place = placed(office)
    photo = SimpleUploadedFile("灭火器.png", PNG)
    answer = cast.clerk.post(f"/premises/{place.pk}/check/", wrong(place, "fire", f_fire=photo))
    page = text(cast.clerk, answer["Location"])

    finding = Finding.objects.get()
    assert answer.status_code == 303
    assert "灭火器过期" in page
    assert (finding.severity, finding.post) == ("SERIOUS", place.post)
    assert "灭火器过期" in text(cast.upper, "/premises/findings/")
    shown = finding.steps.get().photos.get()
    whole = cast.clerk.get(f"/premises/findings/{finding.pk}/photos/{shown.pk}/")
    assert whole.status_code == 200
    shut(whole)


def test_gaps_are_told_at_their_question_and_what_was_answered_stays(cast, office) -> None:
    place = placed(office)
    told = wrong(place, "fire", w_fire="", a_clean="")
    answer = cast.clerk.post(f"/premises/{place.pk}/check/", told)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "还有 2 项要补，已填的都在。" in page
    assert "请写明问题。" in page
    assert "请选正常、有问题或不适用。" in page
    assert page.count("checked") == 5
    assert not Inspection.objects.filter(state="DONE").exists()


def test_a_form_sent_twice_is_one_inspection(cast, office) -> None:
    place = placed(office)
    told = filled(place, once="abc")
    first, second = (cast.clerk.post(f"/premises/{place.pk}/check/", told) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Inspection.objects.filter(state="DONE").count() == 1


def test_too_many_photos_or_a_file_that_is_none_are_refused(cast, office) -> None:
    place = placed(office)
    file = SimpleUploadedFile("说明.txt", "文字".encode())
    answer = cast.clerk.post(f"/premises/{place.pk}/check/", wrong(place, "fire", f_fire=file))

    assert answer.status_code == 422
    assert "不是照片" in answer.content.decode()
    assert not Finding.objects.exists()


def test_what_one_put_right_is_closed_by_another(cast, office) -> None:
    finding = found_wrong(office, placed(office))
    address = f"/premises/findings/{finding.pk}/"
    bare = cast.clerk.post(f"{address}rectify/", {"text": "换了新锁"})
    told = {"text": "换了新锁", "files": SimpleUploadedFile("锁.png", PNG)}
    assert "请附整改后的照片" in bare.content.decode()
    assert cast.clerk.post(f"{address}rectify/", told).status_code == 303

    assert "整改是您填的，要由另一位同事复查销号" in text(cast.clerk, address)
    own = cast.clerk.post(f"{address}recheck/", {"deed": "close", "text": ""})
    assert (own.status_code, "不能复查自己填报的内容" in own.content.decode()) == (422, True)
    assert cast.upper.post(f"{address}recheck/", {"deed": "close"}).status_code == 403
    assert cast.reviewer.post(f"{address}recheck/", {"deed": "close", "text": "已看"}).status_code == 303
    finding.refresh_from_db()
    assert finding.state == "CLOSED"


def test_what_is_not_put_right_is_sent_back_with_a_reason(cast, office) -> None:
    finding = rectified(office, found_wrong(office, placed(office)))
    address = f"/premises/findings/{finding.pk}/"

    assert cast.reviewer.post(f"{address}recheck/", {"deed": "back", "text": ""}).status_code == 422
    assert cast.reviewer.post(f"{address}recheck/", {"deed": "back", "text": "锁是旧的"}).status_code == 303
    assert "复查退回：锁是旧的" in text(cast.clerk, address)
    assert "填写整改" in text(cast.clerk, address)


def test_an_incident_goes_through_its_four_stages(cast, office) -> None:
    incident = happened(office, placed(office, "led_screen", "广场大屏"))
    address = f"/premises/incidents/{incident.pk}/"
    when = NOW.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%dT%H:%M")

    early = cast.clerk.post(
        f"{address}step/", {"stage": "RESTORE", "restore-when": when, "restore-text": "重启"}
    )
    assert (early.status_code, "请先填“处置”" in early.content.decode()) == (422, True)
    for stage in ("CONTAIN", "RESTORE", "REPORT", "LESSONS"):
        name = stage.lower()
        told = {"stage": stage, f"{name}-when": when, f"{name}-text": "已办"}
        assert cast.clerk.post(f"{address}step/", told).status_code == 303
    assert "已处理完" in text(cast.upper, address)
    assert Incident.objects.get().closed_at is not None


def test_a_facility_has_no_incidents(cast, office) -> None:
    assert cast.clerk.get(f"/premises/{placed(office).pk}/incident/").status_code == 422


def test_how_often_a_type_is_inspected_is_set_by_the_unit_above(cast, office) -> None:
    place = placed(office)
    told = {"unit": office.street.pk, "type": "reading_room", "frequency": "每半年1次"}

    assert cast.reviewer.post("/premises/plan/", told | {"frequency": "经常"}).status_code == 422
    assert cast.reviewer.post("/premises/plan/", told).status_code == 303
    assert "每半年1次" in text(cast.clerk, f"/premises/{place.pk}/")


def test_pages_cost_the_same_for_one_place_and_for_many(cast, office, django_assert_max_num_queries) -> None:
    found_wrong(office, placed(office))
    pages = ("/premises/", "/premises/due/", "/premises/findings/", "/premises/sheet/", "/premises/labels/")
    counts = []
    for more in range(2):
        for number in range(4 * more):
            found_wrong(office, placed(office, "notice_board", f"宣传栏{number}"))
        taken = []
        for page in pages:
            with django_assert_max_num_queries(40) as queries:
                cast.reviewer.get(page)
            taken.append(len(queries))
        counts.append(taken)

    assert counts[0] == counts[1]


def sent(place, key: str = "a" * 32, entered: dt.date = TODAY, **changes: object) -> dict[str, object]:
    """Return what a device sends of a checklist in which everything is fine."""
    return filled(place, id=key, person="clerk", entered=entered.isoformat(), **changes)


def test_what_a_device_kept_is_written_down_once_however_often_it_is_sent(cast, office) -> None:
    place = placed(office)
    address = f"/premises/{place.pk}/check/send/"
    answers = [cast.clerk.post(address, sent(place)) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert {answer.json()["address"] for answer in answers} == {
        f"/premises/inspections/{Inspection.objects.get(state='DONE').pk}/"
    }


def test_it_counts_on_the_day_on_which_it_was_made(cast, office) -> None:
    place = placed(office)
    made = TODAY - dt.timedelta(days=3)
    cast.clerk.post(f"/premises/{place.pk}/check/send/", sent(place, entered=made))

    assert Inspection.objects.get(state="DONE").done_on == made


def test_a_device_is_told_what_is_wrong_at_which_question(cast, office) -> None:
    place = placed(office)
    address = f"/premises/{place.pk}/check/send/"
    gap = cast.clerk.post(address, sent(place, a_fire=""))
    clock = cast.clerk.post(address, sent(place, entered=TODAY + dt.timedelta(days=400)))
    keyless = cast.clerk.post(address, sent(place, key="x"))

    assert (gap.status_code, gap.json()["errors"]) == (422, {"fire": "请选正常、有问题或不适用。"})
    assert "请核对手机的日期" in clock.json()["errors"]["__all__"]
    assert "没有可用的编码" in keyless.json()["errors"]["__all__"]
    assert cast.reviewer.post(address, sent(place)).status_code == 401
    assert not Inspection.objects.filter(state="DONE").exists()


def test_a_checklist_says_whose_page_it_is_so_that_a_phone_keeps_it(cast, office) -> None:
    place = placed(office)

    assert cast.clerk.get(f"/premises/{place.pk}/check/")["Taizhang-Person"] == "clerk"
