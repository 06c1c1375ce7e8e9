"""A report from its first compiling to the signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from taizhang.compiler.document import Finding
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.audit.models import Act
from taizhang.foundation.audit.selectors import acts_on
from taizhang.foundation.keys.services import SigningKey
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.reporting import manuscripts
from taizhang.reporting.models import Report, ReportRun
from taizhang.reporting.proofs import names_around, proofs_of
from taizhang.reporting.runs import Order, compile_run, document_of
from taizhang.reporting.sealing import sign_run
from taizhang.reporting.states import (
    ReportNotSendable,
    ReportState,
    check_can_change,
    check_can_return_report,
    check_can_send,
    check_can_sign,
)
from taizhang.reporting.template_choice import find_template


class ReportChanged(Refused):
    """Somebody compiled the report anew since the page was opened."""


def reports_for(*, drafts_of: Collection[int], units: Collection[int]) -> QuerySet[Report]:
    """Return the signed reports of `units` and every report of `drafts_of`, the newest first."""
    rows = Report.objects.filter(
        Q(unit_id__in=drafts_of) | Q(unit_id__in=units, state=ReportState.SIGNED.value)
    )
    return rows.select_related("unit", "author", "decided_by").defer("texts").order_by("-pk")


def start_report(*, template: str, order: Order, by: Person, key: SigningKey, at: dt.datetime) -> Report:
    """Compile a report at a newly sealed position and return it as a draft.

    Raises:  the refusals of the template, the period and the compiler.
    """
    run, _ = compile_run(template=find_template(name=template), order=order, by=by, key=key, at=at)
    with transaction.atomic():
        report = Report.objects.create(
            run=run,
            unit=order.unit,
            template=template,
            period=order.period.label,
            subject=order.subject,
            scheme=order.scheme,
            addressee=order.addressee,
            dated=order.signed_on,
            texts=dict(order.texts),
            state=ReportState.DRAFTING.value,
            author=by,
            begun_at=at,
        )
        audit.record(verb="report.start", subject=_subject(report), by=by, at=at)
    return report


def recompile(
    *, report: Report, seen: int, texts: Mapping[str, str], dated: dt.date, addressee: str,
    by: Person, key: SigningKey, at: dt.datetime,
) -> Report:  # fmt: skip
    """Compile a draft anew with the passages as they are now told, and return it.

    `seen` is the run that the page showed. Who compiles is the author from then on.
    Raises:  ReportNotChangeable, ReportChanged; the refusals of the compiler.
    """
    check_can_change(state=ReportState(report.state))
    # Asked before as well as after: compiling takes long, and what is out of date need not be compiled.
    _check_seen(report, seen)
    if manuscripts.drafts_of(report=report).exists():
        raise ReportChanged("这份报告已在编辑器里改过，请在编辑器里接着改；您写的段落还在下面。")
    order = replace(manuscripts.order_of(report), signed_on=dated, addressee=addressee, texts=texts)
    run, _ = compile_run(template=find_template(name=report.template), order=order, by=by, key=key, at=at)
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("unit").get(pk=report.pk)
        check_can_change(state=ReportState(report.state))
        _check_seen(report, seen)
        report.run, report.texts, report.author = run, dict(texts), by
        report.dated, report.addressee = dated, addressee
        report.decided_by = report.decided_at = None
        report.state = ReportState.DRAFTING.value
        report.save()
        audit.record(verb="report.recompile", subject=_subject(report), by=by, at=at, detail={"run": run.pk})
    return report


def _check_seen(report: Report, seen: int) -> None:
    if report.run_id != seen:
        raise ReportChanged("这份报告刚才在别处重新编过，请看过最新的一稿再改；您写的段落还在下面。")


def send_report(*, report: Report, by: Person, at: dt.datetime) -> Report:
    """Send a draft for signature and return it.

    Raises:  ReportNotSendable.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("run", "unit").get(pk=report.pk)
        check_can_send(state=ReportState(report.state), findings=len(findings_of(report=report)))
        if not manuscripts.is_compiled(report=report):
            raise ReportNotSendable("编过以后又改了，请先“编一稿看纸面”，看过再送。")
        report.state, report.sent_at, report.return_reason = ReportState.IN_REVIEW.value, at, ""
        report.decided_by = report.decided_at = None
        report.save(update_fields=["state", "sent_at", "return_reason", "decided_by", "decided_at"])
        audit.record(verb="report.send", subject=_subject(report), by=by, at=at)
    return report


def findings_of(*, report: Report) -> tuple[Finding, ...]:
    """Return what stops the sign-off of a report as it is compiled: gaps, and what proofing finds."""
    document, period = document_of(report.run), parse_period(report.period)
    names = names_around(unit=report.unit, period=period)
    return (*document.findings, *proofs_of(document=document, day=report.dated, names=names))


def return_report(*, report: Report, reason: str, by: Person, at: dt.datetime) -> Report:
    """Return a report to its author with a reason, and return it.

    Raises:  ReportNotDecidable, OwnWork.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        state = ReportState(report.state)
        check_can_return_report(state=state, reason=reason, author=report.author_id, by=by.pk)
        report.state, report.return_reason = ReportState.RETURNED.value, reason.strip()
        report.decided_by, report.decided_at = by, at
        report.save(update_fields=["state", "return_reason", "decided_by", "decided_at"])
        audit.record(verb="report.return", subject=_subject(report), by=by, at=at, detail={"reason": reason})
    return report


def sign_report(
    *, report: Report, by: Person, key: SigningKey, font_folders: Sequence[Path], at: dt.datetime
) -> Report:
    """Sign a report, seal it into its bundle, and return it.

    Raises:  ReportNotDecidable, OwnWork, also where `by` wrote an earlier draft; ReportNotSignable.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("run").get(pk=report.pk)
        check_can_sign(state=ReportState(report.state), author=report.author_id, by=by.pk)
        for author in drafters_of(report=report):
            check_can_sign(state=ReportState(report.state), author=author, by=by.pk)
        keep = bundle_path(report=report)
        keep.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sign_run(run=report.run, by=by, key=key, at=at, keep=keep, font_folders=font_folders)
        report.state, report.decided_by, report.decided_at = ReportState.SIGNED.value, by, at
        report.save(update_fields=["state", "decided_by", "decided_at"])
        audit.record(
            verb="report.seal", subject=_subject(report), by=by, at=at, detail={"run": report.run_id}
        )
    return report


def drafters_of(*, report: Report) -> set[int]:
    """Return the ids of everybody who started, edited, compiled or sent the report."""
    verbs = ("report.start", "report.recompile", "report.edit", "report.send")
    rows = audit_acts(report).filter(verb__in=verbs, by__isnull=False)
    return set(rows.values_list("by_id", flat=True))


def audit_acts(report: Report) -> QuerySet[Act]:
    """Return the acts on a report, the first first."""
    return acts_on(subject=_subject(report))


def bundle_path(*, report: Report) -> Path:
    """Return where the report's sealed bundle lies."""
    return Path(settings.TAIZHANG_HOME) / "bundles" / f"{report.run_id}.zip"


def earlier_runs(*, report: Report) -> QuerySet[ReportRun]:
    """Return the report's compilings, the newest first, without their documents."""
    told = audit_acts(report).filter(verb="report.recompile").values_list("detail", flat=True)
    ids = {report.run_id, *(detail["run"] for detail in told)}
    return ReportRun.objects.filter(pk__in=ids).select_related("author").defer("document").order_by("-pk")


def _subject(report: Report) -> str:
    return f"draft:{report.pk}"
