"""What a device kept and sends: one record however often it arrives, and only its own person's."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from taizhang.ledgers.records.models import Record
from taizhang.web.entry.package import Package, UnfitPackage
from tests.many_at_once import told_by
from tests.web.conftest import shut
from tests.web.entry.senders import KEY, THREADS
from tests.web.pictures import PNG

SEND, IMPORT = "/outbox/send/", "/outbox/import/"
OTHER = "6" * 32


@pytest.fixture
def kept(office):
    """Return a maker of what a device sends, changed as told."""

    def make(**changes):
        return {
            "id": KEY,
            "person": "clerk",
            "entered": dt.date.today().isoformat(),
            "title": "楼道清洁志愿活动",
            "kind": "visit",
            "unit": str(office.north.pk),
            "on": "2025年3月5日",
            "place": "北桥小区",
            "people": "约36人",
            "then": "keep",
            **changes,
        }

    return make


def test_a_record_sent_again_stands_once_and_its_id_is_named_back(cast, kept):
    first = cast.clerk.post(SEND, {**kept(), "files": SimpleUploadedFile("现场.png", PNG)})
    second = cast.clerk.post(SEND, {**kept(), "files": SimpleUploadedFile("现场.png", PNG)})

    record = Record.objects.get()
    told = {"id": KEY, "number": record.number, "address": f"/records/{record.number}/"}
    assert (first.status_code, first.json()) == (200, {**told, "before": False})
    assert (second.status_code, second.json()) == (200, {**told, "before": True})
    assert (record.client_key, record.evidence.count(), record.revisions.count()) == (KEY, 1, 1)


def test_a_late_repetition_does_not_undo_what_was_changed_since(cast, kept, office):
    cast.clerk.post(SEND, kept(then="submit"))
    record = Record.objects.get()
    cast.reviewer.post(f"/records/{record.number}/accept/")

    answer = cast.clerk.post(SEND, kept(then="submit"))

    record.refresh_from_db()
    assert (answer.status_code, record.state) == (200, "ACCEPTED")


def test_many_sendings_at_once_make_one_record(db, tmp_path):
    told = told_by("tests.web.entry.senders", home=tmp_path / "ledger")

    assert [(status, answer["id"]) for status, answer in told["answers"]] == [(200, KEY)] * THREADS
    assert sorted(answer["before"] for _, answer in told["answers"]) == [False] + [True] * (THREADS - 1)
    assert told["records"] == [[KEY, "SUBMITTED", 1, 1]]


def test_a_telling_changed_after_the_first_arrived_is_not_dropped_silently(cast, kept):
    cast.clerk.post(SEND, kept())

    answer = cast.clerk.post(SEND, kept(place="北桥广场", edited="1"))

    record = Record.objects.get()
    assert answer.status_code == 409
    assert record.number in answer.json()["errors"]["__all__"]
    assert record.place == "北桥小区"


def test_a_telling_changed_before_anything_arrived_is_saved(cast, kept):
    assert cast.clerk.post(SEND, kept(edited="1")).status_code == 200


def test_what_somebody_else_entered_is_not_taken_from_who_is_signed_in_now(cast, kept):
    answer = cast.reviewer.post(SEND, kept())

    assert answer.status_code == 401
    assert "本人登录" in answer.json()["why"]
    assert not Record.objects.exists()


def test_nobody_signed_in_is_asked_to_sign_in_and_nothing_is_saved(client, kept):
    assert client.post(SEND, kept()).status_code == 401
    assert not Record.objects.exists()


def test_an_id_under_which_a_colleague_sent_is_refused(cast, kept):
    cast.reviewer.post(SEND, kept(person="reviewer"))

    answer = cast.clerk.post(SEND, kept())

    assert answer.status_code == 422
    assert "另一位同事" in answer.json()["errors"]["__all__"]


@pytest.mark.parametrize("key", ["", "x", "5" * 31, "5" * 33, "../" + "5" * 29, "G" * 32])
def test_what_is_no_id_is_refused(cast, kept, key):
    answer = cast.clerk.post(SEND, kept(id=key))

    assert answer.status_code == 422
    assert not Record.objects.exists()


def test_each_fault_is_told_by_its_field_and_the_id_stays_free(cast, kept):
    answer = cast.clerk.post(SEND, kept(people="很多人", on=""))

    assert (answer.status_code, sorted(answer.json()["errors"])) == (422, ["on", "people"])
    assert cast.clerk.post(SEND, kept()).status_code == 200


def test_a_file_that_will_not_do_saves_nothing(cast, kept):
    answer = cast.clerk.post(SEND, {**kept(), "files": SimpleUploadedFile("照片.png", PNG[:40])})

    assert answer.status_code == 422
    assert "已损坏" in answer.json()["errors"]["__all__"]
    assert not Record.objects.exists()


def test_a_twin_is_asked_about(cast, kept):
    cast.clerk.post(SEND, kept())
    twin = Record.objects.get().number

    answer = cast.clerk.post(SEND, kept(id=OTHER))
    assert (answer.status_code, answer.json()["twin"]) == (422, twin)

    assert cast.clerk.post(SEND, kept(id=OTHER, anyway="1")).status_code == 200


def test_a_day_without_a_year_is_of_the_year_in_which_it_was_entered(cast, kept):
    entered = dt.date.today() - dt.timedelta(days=300)

    cast.clerk.post(SEND, kept(entered=entered.isoformat(), on="3月5日"))

    assert Record.objects.get().on == dt.date(entered.year, 3, 5)


@pytest.mark.parametrize("entered", ["", "1970-01-01", "2999-01-01", "昨天"])
def test_a_device_whose_clock_is_wrong_has_to_name_the_year(cast, kept, entered):
    answer = cast.clerk.post(SEND, kept(entered=entered, on="3月5日"))

    assert answer.status_code == 422
    assert not Record.objects.exists()


def test_the_form_without_scripts_keeps_the_id_of_a_device_too(cast, kept):
    told = {**kept(), "client": KEY, "once": "a"}

    cast.clerk.post("/records/new/", told)
    cast.clerk.post("/records/new/", {**told, "once": "b", "anyway": "1"})

    assert Record.objects.get().client_key == KEY


# ---- the page, the worker, the stand-in


def test_the_entry_form_and_the_outbox_say_whose_they_are(cast):
    for address in ("/records/new/", "/outbox/"):
        assert cast.clerk.get(address)["Taizhang-Person"] == "clerk"
        assert "no-store" in cast.clerk.get(address)["Cache-Control"]


def test_the_entry_form_carries_the_fields_of_every_kind(cast):
    page = cast.clerk.get("/records/new/").content.decode()

    assert len(re.findall(r'<template data-kind="', page)) == 11
    assert "学习内容" in page
    assert "发布渠道" in page


def test_the_worker_is_nobodys_and_never_kept_by_the_browser(client):
    answer = client.get("/worker.js")
    told = json.loads(answer.content.decode().split("const TOLD = ")[1].split(";\n")[0])

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert (answer["Cache-Control"], answer["Service-Worker-Allowed"]) == ("no-cache", "/")
    assert told["pages"] == ["/records/new/", "/outbox/"]
    assert re.fullmatch("[0-9a-f]{16}", told["version"])
    for address in told["files"]:
        file = client.get(address)
        shut(file)
        assert file.status_code == 200


def test_the_stand_in_for_a_page_out_of_reach_is_the_same_for_everybody(cast, client):
    assert client.get("/offline/").content == cast.clerk.get("/offline/").content


# ---- the export


def export(*records, person="clerk", files=None, **changes):
    """Return a ZIP as a device exports it."""
    index = {"format": "taizhang-outbox", "version": 1, "person": person, "records": list(records), **changes}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("records.json", json.dumps(index))
        for path, content in (files or {}).items():
            archive.writestr(path, content)
    return SimpleUploadedFile("未上传记录.zip", out.getvalue())


def packed(kept, *, files=(), **changes):
    told = kept(**changes)
    key = told.pop("id")
    told.pop("person")
    return {"id": key, "told": told, "files": [{"name": "现场.png", "path": path} for path in files]}


def test_an_export_is_brought_in_once_with_its_files(cast, kept):
    path = f"files/{OTHER}/1.png"
    first, second = packed(kept), packed(kept, id=OTHER, title="义诊", files=[path])
    cast.clerk.post(SEND, kept())

    page = cast.clerk.post(IMPORT, {"package": export(first, second, files={path: PNG})}).content.decode()
    again = cast.clerk.post(IMPORT, {"package": export(first, second, files={path: PNG})}).content.decode()

    assert (page.count("早已存入"), again.count("早已存入")) == (1, 2)
    records = Record.objects.order_by("pk")
    assert [(one.client_key, one.evidence.count()) for one in records] == [(KEY, 0), (OTHER, 1)]


def test_what_of_an_export_is_wrong_is_told_and_can_be_mended_under_its_id(cast, kept):
    bad = packed(kept, people="很多人")

    page = cast.clerk.post(IMPORT, {"package": export(bad, packed(kept, id=OTHER, title="义诊"))})

    told = page.content.decode()
    assert "很多人" in told
    assert f'name="client" value="{KEY}"' in told
    assert Record.objects.get().client_key == OTHER
    form = cast.clerk.post(
        "/records/new/", {**bad["told"], "client": KEY, "show": "1", "kind": "meeting", "field_topic": "分工"}
    ).content.decode()
    assert f'name="client" value="{KEY}"' in form
    assert 'value="很多人"' in form
    assert 'value="分工"' in form


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda kept: SimpleUploadedFile("a.zip", b"PK\x03\x04 torn"), "没有下载完整"),
        (lambda kept: export(format="other"), "不是“导出未上传记录”得到的"),
        (lambda kept: export(version=9), "别的版本"),
        (lambda kept: export({"id": KEY}), "第 1 条记录不完整"),
        (lambda kept: export({"id": KEY, "told": {"title": 1}, "files": []}), "第 1 条记录不完整"),
        (lambda kept: export(packed(kept), person="reviewer"), "请本人登录"),
    ],
)
def test_a_file_that_is_no_whole_export_of_ones_own_is_refused(cast, kept, file, words):
    answer = cast.clerk.post(IMPORT, {"package": file(kept)})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Record.objects.exists()


def test_a_record_whose_photo_is_missing_is_not_saved_without_it(cast, kept):
    page = cast.clerk.post(IMPORT, {"package": export(packed(kept, files=["files/1.png"]))}).content.decode()

    assert "缺少 files/1.png" in page
    assert not Record.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.binary(max_size=400), some.integers(min_value=0, max_value=400))
def test_no_torn_or_foreign_file_is_more_than_refused(noise, cut):
    whole = export({"id": KEY, "told": {"title": "义诊"}, "files": []}).read()
    for content in (noise, whole[:cut], whole[:cut] + noise):
        try:
            package = Package(io.BytesIO(content))
        except UnfitPackage:
            continue
        assert all(one.key == KEY for one in package.records)
