"""The editor's page: for whom it edits, and what it says where its scripts are not there."""

from __future__ import annotations

from taizhang.web.reports import editor
from tests.web.reported import reported


def test_who_writes_the_report_edits_it_and_who_signs_reads_it(cast, office):
    report = reported(office.clerk, office.north)

    writing, reading = (one.get(f"/reports/{report.pk}/edit/") for one in (cast.clerk, cast.reviewer))

    assert 'data-edits="1"' in writing.text
    assert 'data-edits=""' in reading.text
    assert "送签" not in reading.text


def test_what_waits_for_signature_is_read_only(cast, office, accepted):
    accepted(title="走访慰问独居老人")
    report = reported(office.clerk, office.north, sent=True)

    assert 'data-edits=""' in cast.clerk.get(f"/reports/{report.pk}/edit/").text


def test_without_its_scripts_the_page_says_what_to_do(cast, office, monkeypatch):
    report = reported(office.clerk, office.north)
    monkeypatch.setattr(editor, "BUNDLE", "reports/not-built.js")

    page = cast.clerk.get(f"/reports/{report.pk}/edit/").text

    assert "报告编辑器没有备好" in page
    assert "editor.js" not in page
    assert f'href="/reports/{report.pk}/"' in page
