"""A record tells which figures and reports count it."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import replace

import pytest
from django.apps import apps

from taizhang.compiler.template import load_template
from taizhang.foundation.keys.services import load_key
from taizhang.kernel.period import parse_period
from taizhang.ledgers.records import services
from taizhang.ledgers.records.selectors import content_of
from taizhang.reporting.counted_in import figures_with_source
from taizhang.reporting.models import ReportSources
from taizhang.reporting.runs import Order, compile_run

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)
TEMPLATE = """---
名称: 小结
文种: 汇报
---
# {{ 单位 }}{{ 期间 }}{{ 主题 }}小结

走访慰问{{ 数("visits") }}。
"""


@pytest.fixture
def compile_report(office, settings):
    """Return a maker of reports on the street's visits of 2025."""

    def make():
        order = Order(
            unit=office.street,
            period=parse_period("2025"),
            subject="走访慰问工作",
            signed_on=dt.date(2025, 12, 30),
        )
        template = load_template(text=TEMPLATE, name="小结")
        key = load_key(home=settings.TAIZHANG_HOME)
        return compile_run(template=template, order=order, by=office.reviewer, key=key, at=NOW)[0]

    return make


def codes(record) -> set[str]:
    return {rule.code for rule in figures_with_source(book="records", source=record.source)}


def reports(client, record):
    return client.get(f"/records/{record.number}/").context["counted"].reports


def test_a_record_names_the_figures_that_look_at_it_and_leads_to_them(cast, office, accepted):
    visit = accepted(title="走访甲户")

    page = cast.clerk.get(f"/records/{visit.number}/").content.decode()

    assert f"/figures/visits/?unit={office.north.pk}&amp;period=2025" in page
    assert "visits" in codes(visit)
    assert "lectures" not in codes(visit)


def test_a_draft_and_a_voided_record_count_nowhere(office, accepted, activity):
    draft = services.create_record(content=activity(kind="visit"), by=office.clerk, at=NOW)
    voided = accepted(title="走访甲户")
    services.void_record(record=voided, reason="重复", by=office.reviewer, at=NOW)

    assert codes(draft) == codes(voided) == set()


def test_what_a_report_counts_is_kept_in_a_row_for_each_unit(office, accepted, compile_report):
    visits = [accepted(title=f"走访{name}户", unit=office.north.pk) for name in "甲乙"]
    other = accepted(title="走访丙户", unit=office.south.pk)
    run = compile_report()

    rows = ReportSources.objects.filter(run=run).order_by("unit_id").values_list("unit_id", "sources")

    assert list(rows) == [
        (office.north.pk, f"|{visits[0].source}@1|{visits[1].source}@1|"),
        (office.south.pk, f"|{other.source}@1|"),
    ]


def test_reports_of_before_have_the_same_rows(office, accepted, compile_report):
    for name, unit in (("甲", office.north), ("乙", office.south), ("丙", office.north)):
        accepted(title=f"走访{name}户", unit=unit.pk)
    compile_report()
    rows = ReportSources.objects.order_by("pk").values_list("run_id", "unit_id", "sources")
    as_kept = list(rows)
    ReportSources.objects.all().delete()

    importlib.import_module("taizhang.reporting.migrations.0015_sources_by_unit").fill(apps, None)

    assert list(rows.all()) == as_kept


def test_a_record_names_the_reports_that_count_it(cast, accepted, compile_report):
    visit, lecture = accepted(title="走访甲户"), accepted(title="普法讲座", kind="publicity_item")
    compile_report()

    [report] = reports(cast.reviewer, visit)
    assert (report.name, report.unit, report.behind) == ("2025年走访慰问工作的报告", "柳溪街道", False)
    assert reports(cast.reviewer, lecture) == ()


def test_of_several_compilings_only_the_latest_is_named(cast, accepted, compile_report):
    visit = accepted(title="走访甲户")
    compile_report()
    compile_report()

    assert len(reports(cast.reviewer, visit)) == 1


def test_a_report_that_counts_an_earlier_telling_says_so(cast, office, accepted, compile_report):
    visit = accepted(title="走访甲户")
    compile_report()
    content = replace(content_of(visit), place="南浦广场")
    services.correct_record(record=visit, content=content, reason="写错", by=office.clerk, at=NOW)
    services.accept_correction(record=visit, by=office.reviewer, at=NOW)

    assert [report.behind for report in reports(cast.reviewer, visit)] == [True]
    page = cast.reviewer.get(f"/records/{visit.number}/").content.decode()
    assert "按更正前的一稿计入" in page


def test_an_unsigned_report_is_named_to_its_own_desk_only(cast, accepted, compile_report):
    visit = accepted(title="走访甲户")
    compile_report()

    assert len(reports(cast.reviewer, visit)) == 1
    assert reports(cast.upper, visit) == ()
    assert reports(cast.clerk, visit) == ()


def test_the_queries_of_a_record_do_not_grow_with_its_reports(
    cast, accepted, compile_report, django_assert_max_num_queries
):
    visit = accepted(title="走访甲户")
    compile_report()
    with django_assert_max_num_queries(20):
        cast.reviewer.get(f"/records/{visit.number}/")
    for _ in range(3):
        compile_report()

    with django_assert_max_num_queries(20):
        cast.reviewer.get(f"/records/{visit.number}/")
