"""Writing a record down and changing it, with everything that can go wrong on the way."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taizhang.foundation.evidence.selectors import path_of
from taizhang.ledgers.records.models import Record
from tests.web.conftest import shut
from tests.web.pictures import PNG, picture


@pytest.fixture
def told(office):
    """Return a maker of what the form sends, changed as told."""

    def make(**changes):
        return {
            "title": "楼道清洁志愿活动",
            "kind": "visit",
            "unit": office.north.pk,
            "on": "2025年3月5日",
            "place": "北桥小区",
            "people": "约36人",
            "host": "",
            "minutes": "90",
            "copies": "",
            "tags": "志愿服务、文明实践",
            "note": "",
            "then": "keep",
            **changes,
        }

    return make


def test_a_record_is_written_down_as_it_was_typed(cast, told):
    answer = cast.clerk.post("/records/new/", told())

    record = Record.objects.get()
    assert answer["Location"] == f"/records/{record.number}/"
    assert (record.people, record.people_relation, record.people_text) == (36, "about", "约36人")
    assert (record.minutes, record.tags, record.state) == (90, ["志愿服务", "文明实践"], "DRAFT")


def test_days_are_read_as_clerks_write_them(cast, told):
    cast.clerk.post("/records/new/", told(on="2025.3.5-3.7"))

    record = Record.objects.get()
    assert (str(record.on), str(record.until)) == ("2025-03-05", "2025-03-07")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "请填写活动名称"),
        ({"title": "　 "}, "请填写活动名称"),
        ({"title": "长" * 201}, "活动名称至多 200 个字"),
        ({"kind": "no_such_kind"}, "请从列表中选活动类型"),
        ({"unit": "999999"}, "请从列表中选开展单位"),
        ({"on": ""}, "请填写日期"),
        ({"on": "2025年2月30日"}, "2月"),
        ({"on": "2099年1月1日"}, "日期在一年以后"),
        ({"people": "很多人"}, "很多人"),
        ({"minutes": "一个半小时"}, "时长（分钟）应是不小于 0 的整数"),
        ({"minutes": "-3"}, "时长（分钟）应是不小于 0 的整数"),
        ({"copies": "99999999999"}, "发放资料（份）大得不合常理"),
        ({"note": "长" * 4001}, "备注至多 4000 字"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(cast, told, changes, words):
    answer = cast.clerk.post("/records/new/", told(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="北桥小区"' in page
    assert not Record.objects.exists()


def test_a_form_sent_twice_makes_one_record(cast, told):
    first = cast.clerk.post("/records/new/", told(once="abc"))
    second = cast.clerk.post("/records/new/", told(once="abc"))

    assert first["Location"] == second["Location"]
    assert Record.objects.count() == 1


def test_a_twin_of_the_same_day_is_told_and_saved_only_when_it_is_another(cast, told):
    cast.clerk.post("/records/new/", told())

    answer = cast.clerk.post("/records/new/", told())
    assert answer.status_code == 422
    assert "同一天已有同名记录" in answer.content.decode()

    assert cast.clerk.post("/records/new/", told(anyway="1")).status_code == 303
    assert Record.objects.count() == 2


def test_a_record_may_be_submitted_at_once_where_its_evidence_is_there(cast, told):
    photo = SimpleUploadedFile("现场.png", PNG)

    cast.clerk.post("/records/new/", {**told(kind="community_activity", then="submit"), "files": photo})

    record = Record.objects.get()
    assert (record.state, record.evidence.count()) == ("SUBMITTED", 1)


def test_a_submission_without_the_evidence_it_needs_saves_nothing_and_says_why(cast, told):
    answer = cast.clerk.post("/records/new/", told(kind="community_activity", then="submit"))

    assert answer.status_code == 422
    assert "至少要有 1 份佐证" in answer.content.decode()
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("照片.jpg", b"", "空文件"),
        ("照片.jpg", b"MZ\x00\x01not a photo", "不是可作佐证的文件"),
        ("照片.jpg", PNG, "与文件名不符"),
        ("照片.png", PNG[:40], "打不开，可能已损坏"),
    ],
)
def test_a_file_that_will_not_do_is_refused_and_nothing_is_saved(cast, told, name, content, words):
    answer = cast.clerk.post("/records/new/", {**told(), "files": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Record.objects.exists()


def test_a_photo_is_kept_upright_and_without_where_it_was_taken(cast, told):
    photo = SimpleUploadedFile("现场.jpg", picture(form="JPEG", size=(40, 30), located=True))

    cast.clerk.post("/records/new/", {**told(), "files": photo})

    evidence = Record.objects.get().evidence.get().evidence
    kept = Image.open(io.BytesIO(path_of(digest=evidence.digest).read_bytes()))
    assert dict(kept.getexif()) == {}
    assert kept.size == (30, 40)


def test_the_next_form_remembers_the_last_unit_kind_and_place(cast, told):
    cast.clerk.post("/records/new/", told(then="another"))

    page = cast.clerk.get("/records/new/").content.decode()

    assert '<option value="visit" selected>' in page
    assert 'value="北桥小区"' in page


def test_the_last_unit_kind_and_place_are_known_on_another_device_too(cast, told, office, sign_in):
    cast.clerk.post("/records/new/", told(then="another"))

    page = sign_in(office.clerk).get("/records/new/").content.decode()

    assert '<option value="visit" selected>' in page
    assert 'value="北桥小区"' in page


def test_another_kind_shows_its_own_fields_and_keeps_what_was_typed(cast, told):
    page = cast.clerk.post("/records/new/", told(kind="study_session", show="1")).content.decode()

    assert "学习内容" in page
    assert 'value="北桥小区"' in page
    assert not Record.objects.exists()


def test_ones_own_draft_is_changed_and_each_telling_is_kept(cast, told):
    cast.clerk.post("/records/new/", told())
    record = Record.objects.get()
    seen = _seen(cast.clerk, record)

    answer = cast.clerk.post(f"/records/{record.number}/edit/", told(people="40人", seen=seen))

    record.refresh_from_db()
    assert answer.status_code == 303
    assert record.people == 40


def test_a_form_opened_before_somebody_changed_the_record_shows_both(cast, told):
    cast.clerk.post("/records/new/", told())
    record = Record.objects.get()
    old = _seen(cast.clerk, record)
    cast.clerk.post(f"/records/{record.number}/edit/", told(place="北桥广场", seen=old))

    answer = cast.clerk.post(f"/records/{record.number}/edit/", told(people="50人", seen=old))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "北桥广场" in page
    assert "北桥小区" in page
    record.refresh_from_db()
    assert record.people == 36
    again = cast.clerk.post(f"/records/{record.number}/edit/", told(people="50人", seen=_seen_in(page)))
    assert again.status_code == 303


def test_nobody_edits_a_record_that_waits_for_review(cast, told):
    cast.clerk.post("/records/new/", told(then="submit"))
    record = Record.objects.get()

    answer = cast.clerk.post(f"/records/{record.number}/edit/", told(seen=_seen(cast.clerk, record)))

    assert answer.status_code == 422
    assert "待审核" in answer.content.decode()


def test_one_writes_only_for_units_in_reach(cast, told, office):
    answer = cast.clerk.post("/records/new/", told(unit=office.south.pk))

    assert answer.status_code == 422
    assert not Record.objects.exists()


def test_a_small_picture_is_made_and_other_files_are_saved_not_shown(cast, told):
    cast.clerk.post(
        "/records/new/", {**told(), "files": SimpleUploadedFile("a.png", picture(size=(900, 600)))}
    )
    note = SimpleUploadedFile("说明.txt", "签到表见附件".encode())
    record = Record.objects.get()
    cast.clerk.post(f"/records/{record.number}/files/", {"files": note})
    photo, text = record.evidence.order_by("pk")

    small = cast.clerk.get(f"/records/{record.number}/files/{photo.pk}/?size=thumb")
    saved = cast.clerk.get(f"/records/{record.number}/files/{text.pk}/")

    assert Image.open(io.BytesIO(small.content)).size == (320, 213)
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["X-Content-Type-Options"] == "nosniff"
    shut(saved)


def _seen(client, record):
    return _seen_in(client.get(f"/records/{record.number}/edit/").content.decode())


def _seen_in(page):
    return page.split('name="seen" value="')[1].split('"')[0]
