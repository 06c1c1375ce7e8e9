"""Inspections in the export of a device: taken once with their photos, by whoever made them."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledgers.premises.models import Finding, Inspection, StepPhoto
from taizhang.ledgers.premises.rules import type_by_code
from taizhang.ledgers.premises.services import withdraw
from tests.web.pictures import picture
from tests.web.places import NOW, TODAY, placed

IMPORT = "/outbox/import/"
KEY, OTHER = "c" * 32, "d" * 32


def packed(place, *wrong: str, key: str = KEY, photos: int = 0, **changes: object) -> dict[str, object]:
    """Return an inspection as a device exports it: everything fine but the items told."""
    told = {f"a_{item.code}": "FINE" for item in type_by_code(place.type).items}
    told |= {"title": f"检查：{place.name}", "note": "", "entered": TODAY.isoformat()}
    for code in wrong:
        told |= {f"a_{code}": "WRONG", f"w_{code}": "灭火器过期", f"s_{code}": "SERIOUS"}
        told |= {f"p_{code}": str(place.post_id), f"d_{code}": TODAY.isoformat()}
    files = [
        {"field": f"f_{code}", "name": "灭火器.png", "path": f"files/{key}/{number + 1}.png"}
        for code in wrong
        for number in range(photos)
    ]
    return {"id": key, "place": place.pk, "told": told | changes, "files": files}


def export(*inspections, person: str = "clerk", photos: bool = True, **changes) -> SimpleUploadedFile:
    """Return a ZIP as a device exports it."""
    index = {"format": "taizhang-outbox", "version": 2, "person": person, "records": []}
    index |= {"inspections": list(inspections), **changes}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("records.json", json.dumps(index))
        paths = [file["path"] for one in inspections for file in one.get("files", []) if photos]
        for number, path in enumerate(paths):
            archive.writestr(path, picture(size=(8 + number, 6)))
    return SimpleUploadedFile("未上传记录.zip", out.getvalue())


def brought_in(client, *inspections, **changes) -> str:
    return client.post(IMPORT, {"package": export(*inspections, **changes)}).content.decode()


def test_an_inspection_is_taken_with_its_photos_once_however_often_it_is_brought_in(cast, office) -> None:
    place = placed(office)
    kept = packed(place, "fire", photos=2)

    first, again = (brought_in(cast.clerk, kept) for _ in range(2))

    one = Inspection.objects.get(state="DONE")
    assert (one.client_key, one.by, one.done_on) == (KEY, office.clerk, TODAY)
    assert (Finding.objects.get().what, StepPhoto.objects.count()) == ("灭火器过期", 2)
    assert (first.count("早已存入"), again.count("早已存入")) == (0, 1)
    assert f'href="/premises/inspections/{one.pk}/"' in again


def test_what_the_device_sent_itself_meanwhile_is_not_doubled(cast, office) -> None:
    place = placed(office)
    kept = packed(place)
    cast.clerk.post(f"/premises/{place.pk}/check/send/", {**kept["told"], "id": KEY, "person": "clerk"})

    assert "早已存入" in brought_in(cast.clerk, kept)
    assert Inspection.objects.filter(state="DONE").count() == 1


def test_it_stays_known_when_the_post_it_names_has_gone_since(cast, office) -> None:
    place = placed(office)
    kept = packed(place, "fire")
    brought_in(cast.clerk, kept)
    kept["told"]["p_fire"] = "999999"

    assert "早已存入" in brought_in(cast.clerk, kept)


def test_each_is_taken_for_itself_and_what_is_wrong_says_why(cast, office) -> None:
    gone, foreign = placed(office, name="旧书屋"), packed(placed(office, name="南桥书屋"), key="e" * 32)
    withdraw(place=gone, on=TODAY, reason="拆除", by=office.clerk, today=TODAY, at=NOW)
    foreign["place"] = 999_999

    page = brought_in(
        cast.clerk,
        packed(gone, key="f" * 32),
        foreign,
        packed(placed(office), a_fire=""),
        packed(placed(office, name="好书屋"), key=OTHER),
    )

    for words in ("已停用，不用检查", "没有编号为 999999 的阵地", "请选正常、有问题或不适用。"):
        assert words in page
    assert Inspection.objects.get(state="DONE").client_key == OTHER


def test_an_inspection_whose_photo_is_missing_is_not_saved_without_it(cast, office) -> None:
    page = brought_in(cast.clerk, packed(placed(office), "fire", photos=1), photos=False)

    assert "缺少 files" in page
    assert not Inspection.objects.filter(state="DONE").exists()


def test_another_persons_inspections_are_refused_and_a_stranger_has_no_such_place(cast, office) -> None:
    kept = packed(placed(office))

    assert "请本人登录" in brought_in(cast.reviewer, kept)
    assert "没有编号为" in brought_in(cast.stranger, kept, person="stranger")
    assert not Inspection.objects.filter(state="DONE").exists()


@pytest.mark.parametrize(
    "torn",
    [
        {"place": "1"},
        {"place": True},
        {"place": 0},
        {"id": "x"},
        {"told": {"title": 1}},
        {"files": [{"name": "a.png", "path": "a.png"}]},
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_kept(cast, office, torn) -> None:
    kept = packed(placed(office)) | torn

    answer = cast.clerk.post(IMPORT, {"package": export(kept, photos=False)})

    assert answer.status_code == 422
    assert "阵地检查不完整" in answer.content.decode()


def test_an_export_of_before_has_no_inspections_and_is_taken(cast, office) -> None:
    answer = cast.clerk.post(IMPORT, {"package": export(version=1)})

    assert answer.status_code == 200
