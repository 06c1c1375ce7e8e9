"""A figure is followed to its records and back, and what came later is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from taizhang.foundation.journal.services import verify
from taizhang.kernel.period import parse_period
from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import content_of
from taizhang.render.docx import docx_bytes, figures_in_docx
from taizhang.reporting.bundle import verify_bundle
from taizhang.reporting.changes import changed_since
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.position import kept_checkpoints
from taizhang.reporting.rules import rule_in
from taizhang.reporting.runs import document_of


def correct(record: Record, office, at, **changes) -> None:
    content = replace(content_of(record), **changes)
    services.correct_record(record=record, content=content, reason="核对后更正", by=office.clerk, at=at)
    services.accept_correction(record=record, by=office.reviewer, at=at)


def test_a_figure_in_the_word_file_leads_to_its_records_and_back(compiled) -> None:
    told = figures_in_docx(data=docx_bytes(document=compiled.document))

    visits = next(figure for figure in told if figure["rule"] == "visits")
    numbers = [source["number"] for source in visits["sources"]]
    assert (set(visits["printed"]), len(numbers)) == ({"3"}, 3)
    assert numbers == list(Record.objects.order_by("on").values_list("number", flat=True))
    back = Record.objects.get(number=numbers[0])
    assert back.source in {ref.source for ref in compiled.figure("visits").sources}


def test_a_source_names_the_digest_of_the_very_revision_that_counted(compiled) -> None:
    [first, *_] = compiled.figure("visits").sources
    record = Record.objects.get(number=first.number)

    assert first.digest == record.revisions.get(number=first.revision).digest
    assert first.digest == content_of(record).digest()


def test_a_compiled_report_stays_what_it_was(compiled, office, at) -> None:
    correct(Record.objects.first(), office, at, people=read_quantity("99人"))

    assert document_of(compiled.run) == compiled.document


def test_a_record_corrected_after_signing_appears_and_the_bundle_still_holds(
    bundle, compiled, office, at
) -> None:
    assert changed_since(run=compiled.run).postings == ()
    record = Record.objects.order_by("on").first()

    correct(record, office, at, on=dt.date(2024, 12, 31), until=dt.date(2024, 12, 31))

    changes = changed_since(run=compiled.run)
    assert [(one.source.number, one.posting.weight) for one in changes.postings] == [(record.number, -1)]
    assert {(one.label, one.then, one.now) for one in changes.figures} == {
        ("走访慰问", "3", "2"),
        ("工作记录总数", "3", "2"),
    }
    assert verify_bundle(path=bundle, trusted_key=compiled.key.public).faults == []


def test_a_correction_within_the_period_shows_both_tellings(compiled, office, at) -> None:
    record = Record.objects.order_by("on").first()

    correct(record, office, at, people=read_quantity("99人"))

    changes = changed_since(run=compiled.run)
    assert [one.posting.weight for one in changes.postings] == [-1, 1]
    assert changes.figures == ()


def test_a_new_record_elsewhere_does_not_touch_the_report(compiled, accepted, office) -> None:
    accepted(unit=office.other_street.pk, title="外镇走访")

    assert changed_since(run=compiled.run).postings == ()


def test_the_figure_as_of_the_reports_position_is_the_reports_figure(compiled, accepted, office) -> None:
    accepted(title="后来的走访", on=dt.date(2025, 5, 20))
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    scope = scope_for(rule=rule, unit=office.street, period=period)

    then = FigureDesk(as_of=compiled.run.position).count(rule=rule, scope=scope, period=period)
    now = FigureDesk(as_of=None).count(rule=rule, scope=scope, period=period)

    assert (then.value, now.value) == (3, 4)


def test_compiling_keeps_a_checkpoint_beside_the_database(compiled) -> None:
    kept = kept_checkpoints()

    assert list(kept) == [compiled.run.position]
    assert verify(known_checkpoints=kept).faults == []
