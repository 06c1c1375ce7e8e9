"""The tree of any day, and the acts on it."""

from __future__ import annotations

import base64
import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.foundation.units.models import Unit

ACT = {"on": "2025-07-01", "basis": "柳街发〔2025〕8号"}


def names(answer):
    return [branch.node.name for branch in answer.context["branches"]]


def test_the_tree_is_that_of_the_day_asked_for(cast, office):
    cast.manager.post(f"/units/{office.south.pk}/merge/", {**ACT, "other": office.north.pk})

    assert names(cast.manager.get("/units/?on=2025-06-30")) == ["柳溪街道", "北桥社区", "南浦村"]
    assert names(cast.manager.get("/units/?on=2025-07-01")) == ["柳溪街道", "北桥社区"]
    assert names(cast.manager.get("/units/?q=北")) == ["北桥社区"]


def test_a_day_that_is_none_is_told(cast):
    answer = cast.manager.get("/units/?on=2025-02-30")

    assert answer.status_code == 422
    assert "看不懂日期" in answer.content.decode()


def test_a_unit_tells_its_history(cast, office):
    cast.manager.post(f"/units/{office.north.pk}/rename/", {**ACT, "name": "北桥第一社区"})
    cast.manager.post(f"/units/{office.south.pk}/merge/", {**ACT, "other": office.north.pk})

    page = cast.upper.get(f"/units/{office.north.pk}/").content.decode()

    assert "2025年7月1日以前名为 北桥社区" in page
    assert "柳街发〔2025〕8号" in page
    assert "承接" in page


def test_a_sub_unit_is_founded_and_an_impossible_act_is_refused_in_words(cast, office):
    told = {**ACT, "name": "西湾社区", "level": "VILLAGE", "code": ""}
    assert cast.manager.post(f"/units/{office.street.pk}/found/", told).status_code == 303
    assert Unit.objects.filter(name="西湾社区").exists()

    answer = cast.manager.post(f"/units/{office.street.pk}/merge/", {**ACT, "other": office.north.pk})
    assert answer.status_code == 422


def kept_in(page: str) -> dict[str, str]:
    """Return what the preview sends on when it is confirmed."""
    return {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("suffix", "kept")}


def test_a_file_of_units_is_looked_at_before_anything_changes(cast, office):
    told = (
        "名称,层级,上级单位,生效日期\n西湾社区,社区,柳溪街道,2026-01-01\n北桥社区,社区,柳溪街道,\n".encode()
    )

    page = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("a.csv", told)}).content.decode()

    assert "新增 1 个，未变 1 个" in page
    assert "西湾社区" in page
    assert "2026年1月1日" in page
    assert not Unit.objects.filter(name="西湾社区").exists()

    done = cast.manager.post("/units/import/", kept_in(page)).content.decode()
    again = cast.manager.post("/units/import/", kept_in(page)).content.decode()

    assert "导入完成：新增 1 个，未变 1 个" in done
    assert "导入完成：新增 0 个，未变 2 个" in again
    assert Unit.objects.filter(name="西湾社区").count() == 1


def test_every_fault_of_a_file_is_told_by_row_and_column(cast, office):
    told = "名称,层级,上级单位\n西湾社区,社区,没有的街道\n,社区,柳溪街道\n东湖社区,省部,柳溪街道\n".encode()

    answer = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("a.csv", told)})

    page = answer.content.decode()
    assert answer.status_code == 422
    for place in ("第2行", "第3行", "第4行"):
        assert place in page.replace(" ", "")
    assert "确认导入" not in page


def test_units_beyond_ones_own_are_neither_shown_nor_brought_in(cast, office):
    beyond = "名称,层级,上级单位\n东湖镇,街道,澄江区\n".encode()

    refused = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("a.csv", beyond)})
    forged = cast.manager.post(
        "/units/import/", {"suffix": ".csv", "kept": base64.b64encode(beyond).decode()}
    )

    assert (refused.status_code, forged.status_code) in ((422, 422), (403, 403))
    assert not Unit.objects.filter(name="东湖镇").exists()


def test_what_is_no_file_of_units_is_refused_in_words(cast):
    strange = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("a.exe", b"MZ")})
    broken = cast.manager.post("/units/import/", {"suffix": ".csv", "kept": "不是"})

    assert "只认 CSV" in strange.content.decode()
    assert (strange.status_code, broken.status_code) == (422, 422)


def test_a_closed_unit_still_shows_to_whoever_carries_on(cast, office):
    cast.manager.post(f"/units/{office.south.pk}/merge/", {**ACT, "other": office.north.pk})

    page = cast.clerk.get(f"/units/{office.south.pk}/").content.decode()

    assert f"{dt.date(2025, 7, 1):%Y}年7月1日撤销" in page
