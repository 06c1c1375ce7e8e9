"""Where one piece of work counts: in which figures, and in which compiled reports."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from taizhang.compiler.document import Document
from taizhang.foundation.bulk import insert_rows
from taizhang.foundation.journal.selectors import standing_postings
from taizhang.reporting.models import ReportRun, ReportSource
from taizhang.reporting.rules import rule_book
from taizhang.rollups.plan import Rule, matches


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


def reports_with_source(
    *, source: str, drafts_of: Collection[int], units: Collection[int]
) -> QuerySet[ReportRun]:
    """Return the reports that count a thing, the latest first: signed ones of `units`, all of `drafts_of`.

    Of several compilings of one report only the latest, and what was signed, is there. Each carries
    `counted_revision`, the revision that it counts, and `page`, the number of its report or None.
    Documents are not loaded.
    """
    same = {name: OuterRef(name) for name in ("unit", "template", "period", "subject")}
    later = ReportRun.objects.filter(pk__gt=OuterRef("pk"), **same)
    current = Q(report__isnull=False) | ~Exists(later)
    runs = ReportRun.objects.filter(
        Q(signed_at__isnull=False, unit_id__in=units) | current & Q(unit_id__in=drafts_of),
        reportsource__source=source,
    )
    return (
        runs.annotate(counted_revision=F("reportsource__revision"), page=F("report__pk"))
        .select_related("unit")
        .defer("document")
        .order_by("-pk")
    )


def keep_sources(*, run: ReportRun, document: Document) -> None:
    """Write down what a report counts, in the transaction that keeps the report."""
    told = {ref.source: ref.revision for figure in document.figures for ref in figure.sources}
    insert_rows(
        ReportSource, columns=("source", "revision"), rows=sorted(told.items()), same={"run_id": run.pk}
    )
