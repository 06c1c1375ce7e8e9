"""A report's manuscript: kept version by version, compared, compiled at a sealed position."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from taizhang.compiler.manuscript import (
    Change,
    Compiled,
    Manuscript,
    compile_manuscript,
    manuscript_from,
    manuscript_json,
    manuscript_of,
)
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.keys.services import SigningKey
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.reporting.kept_figures import KEPT_SECONDS
from taizhang.reporting.models import Report, ReportDraft
from taizhang.reporting.position import check_position, seal_journal
from taizhang.reporting.reader import LedgerReader
from taizhang.reporting.runs import Order, context_for, document_of, keep_run, ledger_at
from taizhang.reporting.states import ReportState, check_can_change
from taizhang.reporting.template_choice import find_template

ONE_SITTING = dt.timedelta(minutes=10)


class DraftChanged(Refused):
    """Somebody saved another version since; `theirs` is it."""

    def __init__(self, theirs: Standing) -> None:
        super().__init__(f"{theirs.by_name}刚才在别处改过这份稿子，下面是两边的不同，请选用哪一边。")
        self.theirs = theirs
        self.changes: tuple[Change, ...] = ()


class NoSuchVersion(Refused):
    """The report has no version of that number."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The manuscript as it stands. `version` is 0 while nobody has edited what the template wrote."""

    version: int
    manuscript: Manuscript
    by_name: str
    at: dt.datetime


def standing_manuscript(*, report: Report) -> Standing:
    """Return the latest version of a report's manuscript; of a report nobody edited, what it was compiled to."""
    latest = drafts_of(report=report).first()
    if latest is not None:
        return _standing(latest)
    return Standing(0, _first(report), report.author.name, report.run.compiled_at)


def _first(report: Report) -> Manuscript:
    """Return the manuscript that a compiling is; kept, since a compiling never changes."""
    key = f"manuscript:{report.unit_id}:{report.run.digest}"
    known: Manuscript | None = cache.get(key)
    if known is None:
        document = document_of(report.run)
        known = manuscript_of(document=document, unit=report.unit_id, period=report.period)
        cache.set(key, known, KEPT_SECONDS)
    return known


def drafts_of(*, report: Report) -> QuerySet[ReportDraft]:
    """Return the versions of a report's manuscript, the newest first."""
    return ReportDraft.objects.filter(report=report).select_related("by").order_by("-version")


def version_of(*, report: Report, version: int) -> Standing:
    """Return one version; 0 is what the template wrote.

    Raises:  NoSuchVersion.
    """
    row = drafts_of(report=report).filter(version=version).first()
    if row is None:
        raise NoSuchVersion(f"这份报告没有第 {version} 稿。")
    return _standing(row)


def save_draft(
    *,
    report: Report,
    version: int,
    manuscript: Manuscript,
    addressee: str,
    dated: dt.date,
    by: Person,
    at: dt.datetime,
) -> Standing:
    """Keep a manuscript over the version that was edited, and return it as it stands.

    The same text, addressee and date again make no new version.
    Raises:  ReportNotChangeable; DraftChanged with what somebody else saved meanwhile.
    """
    told = manuscript_json(manuscript)
    digest = _digest(told)
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("run", "author").get(pk=report.pk)
        check_can_change(state=ReportState(report.state))
        standing = standing_manuscript(report=report)
        # Addressee and date are of the version too: who changes them must not be overwritten unseen.
        headed = (report.addressee, report.dated) == (addressee, dated)
        same = headed and _digest(manuscript_json(standing.manuscript)) == digest
        if version != standing.version and not same:
            raise DraftChanged(standing)
        if not same:
            _keep(report, standing.version, told, digest, by, at)
        if not headed:
            report.addressee, report.dated = addressee, dated
            report.save(update_fields=["addressee", "dated"])
    return standing_manuscript(report=report)


def _keep(
    report: Report, version: int, told: dict[str, Any], digest: str, by: Person, at: dt.datetime
) -> None:
    latest = drafts_of(report=report).first()
    going_on = (
        latest is not None
        and latest.by_id == by.pk
        and at - latest.begun_at < ONE_SITTING
        and latest.version != report.draft
    )
    if latest is not None and going_on:
        latest.version, latest.manuscript, latest.digest, latest.at = version + 1, told, digest, at
        latest.save(update_fields=["version", "manuscript", "digest", "at"])
        return
    ReportDraft.objects.create(
        report=report,
        version=version + 1,
        manuscript=told,
        digest=digest,
        by=by,
        begun_at=at,
        at=at,
    )
    audit.record(
        verb="report.edit", subject=f"draft:{report.pk}", by=by, at=at, detail={"version": version + 1}
    )


def restore_draft(*, report: Report, version: int, by: Person, at: dt.datetime) -> Standing:
    """Make an earlier version the newest again and return it as it stands.

    Raises:  NoSuchVersion, ReportNotChangeable.
    """
    wanted = version_of(report=report, version=version)
    standing = standing_manuscript(report=report)
    return save_draft(
        report=report,
        version=standing.version,
        manuscript=wanted.manuscript,
        addressee=report.addressee,
        dated=report.dated,
        by=by,
        at=at,
    )


def compile_draft(
    *, report: Report, version: int, by: Person, key: SigningKey, at: dt.datetime
) -> tuple[Report, Compiled]:
    """Compile the manuscript at a newly sealed position and return the report with what was compiled.

    Its automatic chips print from then on what the ledger says. Who compiles is the author from then on.
    Raises:  ReportNotChangeable, DraftChanged.
    """
    check_can_change(state=ReportState(report.state))
    position = seal_journal(key=key, at=at)
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("run", "unit", "author").get(pk=report.pk)
        check_can_change(state=ReportState(report.state))
        standing = standing_manuscript(report=report)
        if version != standing.version:
            raise DraftChanged(standing)
        template, order = find_template(name=report.template), order_of(report)
        compiled = compile_manuscript(
            manuscript=standing.manuscript,
            template=template,
            context=context_for(order=order, position=position),
            ledger_at=lambda earlier: sealed_ledger(order=order, position=earlier),
        )
        run = keep_run(
            template=template,
            order=order,
            position=position,
            document=compiled.document,
            by=by,
            at=at,
        )
        told = manuscript_json(compiled.manuscript)
        if standing.version == 0 or compiled.manuscript != standing.manuscript:
            _keep(report, standing.version, told, _digest(told), by, at)
        report.run, report.author, report.draft = run, by, standing_manuscript(report=report).version
        report.state, report.decided_by, report.decided_at = ReportState.DRAFTING.value, None, None
        report.save()
        audit.record(
            verb="report.recompile", subject=f"draft:{report.pk}", by=by, at=at, detail={"run": run.pk}
        )
    return report, compiled


def order_of(report: Report) -> Order:
    """Return what the report was ordered as."""
    return Order(
        unit=report.unit,
        period=parse_period(report.period),
        subject=report.subject,
        signed_on=report.dated,
        addressee=report.addressee,
        texts=report.texts,
        scheme=report.scheme,
    )


def is_compiled(*, report: Report) -> bool:
    """Return whether the report's run is what its manuscript says now."""
    latest = drafts_of(report=report).values_list("version", flat=True).first()
    return report.draft == (latest or 0)


def sealed_ledger(*, order: Order, position: int) -> LedgerReader:
    """Return the ledger at a position that a locked chip names.

    Raises:  UnknownPosition.
    """
    check_position(position=position)
    return ledger_at(order=order, position=position)


def _standing(row: ReportDraft) -> Standing:
    return Standing(row.version, manuscript_from(row.manuscript), row.by.name, row.at)


def _digest(told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
