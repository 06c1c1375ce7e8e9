"""The tree of any day, and the acts on it."""

from __future__ import annotations

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


def test_units_beyond_ones_own_are_not_brought_in(cast, office):
    beyond = "名称,层级,上级单位\n东湖镇,街道,澄江区\n".encode()
    within = "名称,层级,上级单位\n西湾社区,社区,柳溪街道\n".encode()

    refused = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("a.csv", beyond)})
    taken = cast.manager.post("/units/import/", {"file": SimpleUploadedFile("b.csv", within)})

    assert refused.status_code == 422
    assert not Unit.objects.filter(name="东湖镇").exists()
    assert taken.status_code == 200
    assert Unit.objects.filter(name="西湾社区").exists()


def test_a_closed_unit_still_shows_to_whoever_carries_on(cast, office):
    cast.manager.post(f"/units/{office.south.pk}/merge/", {**ACT, "other": office.north.pk})

    page = cast.clerk.get(f"/units/{office.south.pk}/").content.decode()

    assert f"{dt.date(2025, 7, 1):%Y}年7月1日撤销" in page
