"""Compile a report at a sealed position and keep it."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from taizhang.compiler.annex import AnnexForm
from taizhang.compiler.compile import compile_report
from taizhang.compiler.context import ReportContext, UnitRef
from taizhang.compiler.document import Document
from taizhang.compiler.template import Template
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.keys.services import SigningKey
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import check_existed
from taizhang.kernel.period import Period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme
from taizhang.render.json_text import document_from_json, json_text
from taizhang.reporting.counted_in import keep_sources, sources_by_unit
from taizhang.reporting.figures import FigureDesk
from taizhang.reporting.models import ReportRun
from taizhang.reporting.position import seal_journal
from taizhang.reporting.reader import LedgerReader
from taizhang.reporting.rules import rule_book
from taizhang.reporting.schemes import scheme_ref

KEPT_DOCUMENTS = 8


class UnknownRun(Refused):
    """No compiled report has that number."""


@dataclass(frozen=True, slots=True)
class Order:
    """What report somebody wants: which unit, period and subject, and what a person adds to it.

    `annex` is how the sources are printed, None as the template says. `scheme` is what a report about
    one scheme is about.
    """

    unit: Unit
    period: Period
    subject: str
    signed_on: dt.date
    addressee: str = ""
    copies_to: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    annex: AnnexForm | None = None
    scheme: Scheme | None = None


def compile_run(
    *, template: Template, order: Order, by: Person, key: SigningKey, at: dt.datetime
) -> tuple[ReportRun, Document]:
    """Seal the journal, compile the report at that position, keep it, and return both.

    Raises:  UnitNotThere; the template's, the rules' and the compiler's refusals.
    """
    position = seal_journal(key=key, at=at)
    return compile_at(template=template, order=order, position=position, by=by, at=at)


def compile_at(
    *, template: Template, order: Order, position: int, by: Person, at: dt.datetime
) -> tuple[ReportRun, Document]:
    """Compile the report at a sealed position, keep it, and return both.

    Raises:  UnitNotThere; the template's, the rules' and the compiler's refusals.
    """
    context = context_for(order=order, position=position)
    document = compile_report(template=template, context=context, annex=order.annex)
    run = keep_run(template=template, order=order, position=position, document=document, by=by, at=at)
    return run, document


def kept_documents(*, template: Template, orders: Sequence[Order], position: int) -> dict[int, Document]:
    """Return by unit what was compiled so at that position; the orders differ in their units alone."""
    days = {order.unit.pk: order.signed_on for order in orders}
    found: dict[int, Document] = {}
    if orders:
        alike = ReportRun.objects.filter(
            unit_id__in=days,
            template=template.name,
            template_digest=template.digest,
            period=orders[0].period.label,
            subject=orders[0].subject,
            position=position,
        )
        for run in alike.defer("document").order_by("pk"):
            if run.unit_id not in found and document_of(run).signed_on == days[run.unit_id]:
                found[run.unit_id] = document_of(run)
    return found


def context_for(*, order: Order, position: int, ledger: LedgerReader | None = None) -> ReportContext:
    """Return what the compiler is told: the order, and the ledger at a sealed position, or another one.

    Raises:  UnitNotThere.
    """
    unit, period = order.unit, order.period
    check_existed(unit=unit, start=period.start, until=period.until, period=period.label)
    ledger = ledger or ledger_at(order=order, position=position)
    name = ledger.name
    return ReportContext(
        unit=UnitRef(unit.pk, unit.code, name, Level(unit.level).label),
        subject=order.subject,
        period=period,
        ledger=ledger,
        signed_on=order.signed_on,
        signer=name,
        texts=order.texts,
        addressee=order.addressee,
        copies_to=order.copies_to,
        scheme=None if order.scheme is None else scheme_ref(scheme=order.scheme, on=period.last_day),
    )


def ledger_at(*, order: Order, position: int) -> LedgerReader:
    """Return the ledger of the order's unit and period at a sealed position."""
    desk = FigureDesk(as_of=position)
    return LedgerReader(unit=order.unit, period=order.period, rules=rule_book(), desk=desk)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A report that is to be kept: what was ordered, the document in its one spelling, and what it counts by unit."""

    order: Order
    text: str
    sources: Sequence[tuple[int, str]]

    @classmethod
    def of(cls, order: Order, document: Document) -> Compiled:
        """Return what is kept of a document. Raises:  DocumentNotWritable."""
        return cls(order, json_text(document=document), sources_by_unit(document=document))


def keep_runs(
    *, template: Template, compiled: Sequence[Compiled], position: int, by: Person, at: dt.datetime
) -> list[ReportRun]:
    """Keep compiled reports as runs, in one transaction, and return these in their order."""
    runs = [
        ReportRun(
            template=template.name,
            template_digest=template.digest,
            unit=each.order.unit,
            period=each.order.period.label,
            subject=each.order.subject,
            position=position,
            document=each.text,
            digest=hashlib.sha256(each.text.encode()).hexdigest(),
            author=by,
            compiled_at=at,
        )
        for each in compiled
    ]
    with transaction.atomic():
        runs = ReportRun.objects.bulk_create(runs)
        keep_sources(counted={run.pk: each.sources for run, each in zip(runs, compiled, strict=True)})
        subjects = [f"report:{run.pk}" for run in runs]
        audit.record_each(verb="report.compile", subjects=subjects, by=by, at=at)
    return runs


def keep_run(
    *, template: Template, order: Order, position: int, document: Document, by: Person, at: dt.datetime
) -> ReportRun:
    """Keep a compiled document as a run and return it."""
    compiled = [Compiled.of(order, document)]
    (run,) = keep_runs(template=template, compiled=compiled, position=position, by=by, at=at)
    return run


def run_by(*, number: str) -> ReportRun:
    """Return the compiled report with that number.

    Raises:  UnknownRun.
    """
    run = ReportRun.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if run is None:
        raise UnknownRun(f"没有编号为“{number}”的报告，编号在编制完成时给出。")
    return run


def document_of(run: ReportRun) -> Document:
    """Return the document as it was compiled.

    A run never changes, so the documents looked at lately are kept: that of a large office's year
    names half a million sources and takes seconds to read.
    """
    return _document(run.pk, run.digest)


@functools.lru_cache(maxsize=KEPT_DOCUMENTS)
def _document(number: int, digest: str) -> Document:
    text: str = ReportRun.objects.values_list("document", flat=True).get(pk=number, digest=digest)
    return document_from_json(text=text)
