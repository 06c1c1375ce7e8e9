"""A report compiled, mended, sent, returned, signed by somebody else, verified, and followed on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledgers.records import services
from taizhang.reporting.models import Report, ReportRun
from tests.web.reported import reported, whole

NOW = dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC)


@pytest.fixture
def draft(cast, office, accepted):
    """Return a draft by the clerk in which nothing is open."""
    accepted(title="走访慰问独居老人")
    report = reported(office.clerk, office.north)
    whole(report)
    return report


def at(report):
    return f"/reports/{report.pk}/"


def test_a_report_is_compiled_from_the_ledger_and_shows_what_it_stands_on(cast, office, accepted):
    accepted(title="走访慰问独居老人")
    told = {
        "template": "work_report",
        "unit": office.north.pk,
        "period": "2025年",
        "subject": "文明实践工作",
        "dated": "2025-12-31",
    }

    answer = cast.clerk.post("/reports/new/", {**told, "once": "x"})
    twice = cast.clerk.post("/reports/new/", {**told, "once": "x"})

    page = cast.clerk.get(answer["Location"]).content.decode()
    assert twice["Location"] == answer["Location"]
    assert Report.objects.count() == 1
    assert "送签前要补齐" in page
    assert "来自 1 条记录" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"period": "2025年13月"}, "13"),
        ({"period": ""}, "请填写时间"),
        ({"subject": ""}, "请填写工作名称"),
        ({"dated": "2025-02-30"}, "成文日期应形如"),
        ({"template": "poem"}, "请从列表中选文种"),
        ({"unit": "999999"}, "请从列表中选单位"),
        ({"template": "duty_report"}, "这种报告写的是一个责任方案，请选方案"),
        ({"scheme": "999999"}, "请从列表中选责任方案"),
    ],
)
def test_a_report_that_cannot_be_is_refused_beside_its_field(cast, office, changes, words):
    told = {
        "template": "work_report",
        "unit": office.north.pk,
        "period": "2025年",
        "subject": "文明实践工作",
        "dated": "2025-12-31",
    }

    answer = cast.clerk.post("/reports/new/", {**told, **changes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Report.objects.exists()


def test_with_open_places_a_report_is_not_sent(cast, office, accepted):
    accepted()
    report = reported(office.clerk, office.north)

    answer = cast.clerk.post(f"{at(report)}send/")

    assert answer.status_code == 422
    assert "补齐后才能送签" in answer.content.decode()


def test_passages_are_written_and_each_compiling_is_kept(cast, draft):
    told = {"seen": draft.run_id, "dated": "2025-12-30", "text_下一步工作安排": "一月起每周走访一次。"}

    assert cast.clerk.post(at(draft), told).status_code == 303
    stale = cast.clerk.post(at(draft), {**told, "text_下一步工作安排": "另一位写的。"})

    draft.refresh_from_db()
    assert draft.texts == {"下一步工作安排": "一月起每周走访一次。"}
    assert (stale.status_code, "另一位写的。" in stale.content.decode()) == (409, True)
    assert "刚才在别处重新编过" in stale.content.decode()


def test_a_report_goes_to_the_leader_back_again_and_is_signed(cast, draft, office):
    assert cast.clerk.post(f"{at(draft)}send/").status_code == 303
    assert cast.reviewer.post(f"{at(draft)}return/", {"reason": "少写一段"}).status_code == 303
    assert "少写一段" in cast.clerk.get(at(draft)).content.decode()
    assert cast.clerk.post(f"{at(draft)}send/").status_code == 303
    assert cast.reviewer.post(f"{at(draft)}sign/", {"seen": draft.run_id}).status_code == 303

    draft.refresh_from_db()
    assert (draft.state, draft.decided_by, draft.run.signed_by) == (
        "SIGNED",
        office.reviewer,
        office.reviewer,
    )
    assert cast.upper.get(at(draft)).status_code == 200
    assert cast.clerk.post(at(draft), {"seen": draft.run_id, "dated": "2025-12-30"}).status_code == 422


def test_nobody_signs_what_they_had_a_hand_in(cast, draft, office):
    told = {"seen": draft.run_id, "dated": "2025-12-30"}
    cast.clerk.post(f"{at(draft)}send/")
    Report.objects.filter(pk=draft.pk).update(author=office.reviewer)
    assert "不能签发自己填报的内容" in cast.reviewer.post(f"{at(draft)}sign/").content.decode()
    Report.objects.filter(pk=draft.pk).update(author=office.clerk)

    assert cast.clerk.post(f"{at(draft)}sign/", told).status_code == 403
    assert ReportRun.objects.filter(signed_by__isnull=False).count() == 0


def test_a_leader_who_opened_an_older_draft_does_not_sign_the_new_one(cast, draft):
    cast.clerk.post(f"{at(draft)}send/")

    answer = cast.reviewer.post(f"{at(draft)}sign/", {"seen": draft.run_id - 1})

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "IN_REVIEW"


def test_the_bundle_verifies_and_one_altered_byte_is_named(cast, draft):
    cast.clerk.post(f"{at(draft)}send/")
    cast.reviewer.post(f"{at(draft)}sign/")
    bundle = cast.upper.get(f"{at(draft)}bundle.zip").content

    good = cast.upper.post("/reports/verify/", {"file": SimpleUploadedFile("b.zip", bundle)})
    broken = bytearray(bundle)
    broken[len(broken) // 2] ^= 1
    bad = cast.upper.post("/reports/verify/", {"file": SimpleUploadedFile("b.zip", bytes(broken))})
    none = cast.upper.post("/reports/verify/", {"file": SimpleUploadedFile("b.zip", b"no bundle")})

    assert "与签发时完全一致" in good.content.decode()
    assert "是本单位的" in good.content.decode()
    assert "与签发时完全一致" not in bad.content.decode()
    assert "与签发时完全一致" not in none.content.decode()


def test_what_comes_into_the_ledger_later_is_told(cast, draft, office, accepted):
    assert "没有变动" in cast.clerk.get(f"{at(draft)}changed/").content.decode()

    accepted(title="后来的走访")

    page = cast.clerk.get(f"{at(draft)}changed/").content.decode()
    assert "后来的走访" in page
    assert "变了的数字" in page


def test_an_unsigned_report_is_seen_by_its_own_desk_alone(cast, draft):
    assert cast.upper.get(at(draft)).status_code == 404
    assert cast.upper.get(f"{at(draft)}report.docx").status_code == 404
    assert cast.stranger.get(at(draft)).status_code == 404
    assert "文明实践工作" not in cast.upper.get("/reports/").content.decode()


def test_the_files_are_what_their_names_say(cast, draft):
    docx = cast.clerk.get(f"{at(draft)}report.docx")
    pdf = cast.clerk.get(f"{at(draft)}report.pdf")

    assert (docx.content[:2], pdf.content[:5]) == (b"PK", b"%PDF-")
    assert pdf["Content-Disposition"].startswith("inline;")


def test_the_queries_of_the_list_do_not_grow_with_its_reports(
    cast, office, accepted, django_assert_max_num_queries
):
    reported(office.clerk, office.north)
    with django_assert_max_num_queries(12):
        cast.clerk.get("/reports/")
    for _ in range(2):
        reported(office.clerk, office.north)

    with django_assert_max_num_queries(12):
        cast.clerk.get("/reports/")


def test_a_figure_leads_to_its_records_and_a_correction_moves_it(cast, draft, office, accepted):
    record = accepted(title="再走访一次")
    services.void_record(record=record, reason="重复", by=office.reviewer, at=NOW)

    page = cast.clerk.get(f"/figures/visits/?unit={office.north.pk}&period=2025年").content.decode()

    assert "走访慰问独居老人" in page
    assert "再走访一次" not in page
