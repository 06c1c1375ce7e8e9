"""Where one piece of work counts: in which figures, and in which compiled reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, F, OuterRef, Q

from taizhang.compiler.document import Document
from taizhang.foundation.bulk import insert_rows
from taizhang.foundation.journal.selectors import standing_postings, units_of_source
from taizhang.reporting.models import ReportRun, ReportSources
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


@dataclass(frozen=True, slots=True)
class CountingReport:
    """A report that counts a thing, and which revision of it. `page` is the number of its report or None."""

    run: ReportRun
    revision: int
    page: int | None


def reports_with_source(
    *, book: str, source: str, drafts_of: Collection[int], units: Collection[int], most: int
) -> list[CountingReport]:
    """Return the reports that count a thing, the latest first, at most so many: signed ones of `units`, all of `drafts_of`.

    Of several compilings of one report only the latest, and what was signed, is there. Documents are not loaded.
    """
    same = {name: OuterRef(name) for name in ("unit", "template", "period", "subject")}
    later = ReportRun.objects.filter(pk__gt=OuterRef("pk"), **same)
    current = Q(report__isnull=False) | ~Exists(later)
    # A report names a source in the row of the unit that posted it, and once only.
    runs = ReportRun.objects.filter(
        Q(signed_at__isnull=False, unit_id__in=units) | current & Q(unit_id__in=drafts_of),
        reportsources__unit_id__in=units_of_source(book=book, source=source),
        reportsources__sources__contains=f"|{source}@",
    )
    found = runs.annotate(told=F("reportsources__sources"), page=F("report__pk")).select_related("unit")
    return [
        CountingReport(run, _revision_in(run.told, source), run.page)
        for run in found.defer("document").order_by("-pk")[:most]
    ]


def _revision_in(told: str, source: str) -> int:
    _, _, rest = told.partition(f"|{source}@")
    return int(rest.partition("|")[0])


def sources_by_unit(*, document: Document) -> list[tuple[int, str]]:
    """Return the units whose sources a document counts, each with these as `ReportSources` keeps them.

    Where figures count several revisions of a source, it is the latest.
    """
    # Dozens of figures name the very same things: a thing is sooner known by itself than by all that it says.
    refs = {id(ref): ref for figure in document.figures for ref in figure.sources}
    latest = {ref.source: ref for ref in sorted(refs.values(), key=attrgetter("revision"))}
    by_unit: dict[int, list[str]] = defaultdict(list)
    for ref in latest.values():
        by_unit[ref.unit].append(f"{ref.source}@{ref.revision}")
    return [(unit, f"|{'|'.join(sources)}|") for unit, sources in sorted(by_unit.items())]


def keep_sources(*, counted: Mapping[int, Sequence[tuple[int, str]]]) -> None:
    """Write down what reports count, by the numbers of their runs, in the transaction that keeps them."""
    rows = [(run, *row) for run, by_unit in counted.items() for row in by_unit]
    insert_rows(ReportSources, columns=("run_id", "unit_id", "sources"), rows=rows)
