"""Telling the public holidays of a year: pasted from the notice, in force at once, forgotten again."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.audit.models import Act
from taizhang.foundation.office_days.models import OfficeDay

NOTICE = "一、元旦：1月1日至3日放假调休，共3天。1月4日上班。"
YEAR = dt.date.today().year + 1
ADDRESS = f"/calendar/office-days/?year={YEAR}"


def test_a_pasted_notice_is_in_force_at_once(cast):
    answer = cast.manager.post(ADDRESS, {"text": NOTICE})

    page = cast.manager.get(answer["Location"]).content.decode()
    assert answer.status_code == 303
    assert OfficeDay.objects.filter(off=True).count() == 3
    assert "4 天，白桦于" in page
    assert "的放假调休安排还不掌握" not in cast.clerk.get(f"/calendar/?month={YEAR}-01").content.decode()
    assert Act.objects.filter(verb="office_days.tell", subject=f"year:{YEAR}").count() == 1


def test_a_slip_is_told_and_what_was_typed_and_told_before_stays(cast):
    cast.manager.post(ADDRESS, {"text": NOTICE})

    answer = cast.manager.post(ADDRESS, {"text": NOTICE.replace("共3天", "共5天")})

    assert answer.status_code == 422
    assert "按日期算是3天" in answer.content.decode()
    assert "共5天" in answer.content.decode()
    assert OfficeDay.objects.count() == 4


def test_an_empty_or_endless_text_is_refused(cast):
    assert cast.manager.post(ADDRESS, {"text": ""}).status_code == 422
    assert cast.manager.post(ADDRESS, {"text": "元" * 3001}).status_code == 422


def test_a_told_year_can_be_forgotten(cast):
    cast.manager.post(ADDRESS, {"text": NOTICE})

    cast.manager.post(ADDRESS, {"forget": "1"})

    assert not OfficeDay.objects.exists()


def test_a_year_far_away_is_this_year(cast):
    assert cast.manager.get("/calendar/office-days/?year=9999").context["year"] == dt.date.today().year


def test_only_who_manages_may_tell(cast):
    assert cast.clerk.post(ADDRESS, {"text": NOTICE}).status_code == 403
    assert not OfficeDay.objects.exists()
