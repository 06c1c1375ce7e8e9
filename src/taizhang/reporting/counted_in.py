"""Where one piece of work counts: in which figures, and in which compiled reports."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, QuerySet

from taizhang.compiler.document import Document
from taizhang.foundation.journal.selectors import standing_postings
from taizhang.reporting.models import ReportRun, ReportSource
from taizhang.reporting.rules import rule_book
from taizhang.rollups.plan import Rule, matches

STEP = 2000


def figures_with_source(*, book: str, source: str) -> tuple[Rule, ...]:
    """Return the counting rules that look at a thing as it stands, in the order of the packs.

    Nothing for what does not count: a draft, a returned or a voided record.
    """
    postings = standing_postings(book=book, source=source)
    return tuple(
        rule
        for rule in rule_book().rules()
        if any(
            rule.valid_on(posting.on) and any(matches(part, posting) for part in rule.parts)
            for posting in postings
        )
    )


def reports_with_source(*, source: str, units: Collection[int]) -> QuerySet[ReportRun]:
    """Return the compiled reports of these units that count a thing, the latest first.

    Each carries `counted_revision`, the revision that it counts. The documents are not loaded.
    """
    runs = ReportRun.objects.filter(reportsource__source=source, unit_id__in=units)
    return (
        runs.annotate(counted_revision=F("reportsource__revision"))
        .select_related("unit")
        .defer("document")
        .order_by("-pk")
    )


def keep_sources(*, run: ReportRun, document: Document) -> None:
    """Write down what a report counts, in the transaction that keeps the report."""
    told = {ref.source: ref.revision for figure in document.figures for ref in figure.sources}
    rows = [ReportSource(run=run, source=source, revision=told[source]) for source in sorted(told)]
    ReportSource.objects.bulk_create(rows, batch_size=STEP)
