"""Sign a compiled report: check that it may be signed, bind it, keep the bundle's digest."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from taizhang.compiler.document import Document
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal.models import Checkpoint
from taizhang.foundation.keys.services import SigningKey
from taizhang.kernel.refusal import Refused
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import find_fonts
from taizhang.render.html import html_text
from taizhang.render.page import ProfileName
from taizhang.render.pdf import FontsMissing, pdf_bytes
from taizhang.reporting.bundle import bundle_bytes
from taizhang.reporting.bundle.write import Seal
from taizhang.reporting.files import write_whole
from taizhang.reporting.models import ReportRun
from taizhang.reporting.runs import document_of


class ReportNotSignable(Refused):
    """The report cannot be signed as it stands."""


def sign_run(
    *,
    run: ReportRun,
    by: Person,
    key: SigningKey,
    at: dt.datetime,
    keep: Path,
    profile: ProfileName = "word",
    font_folders: Sequence[Path] = (),
) -> bytes:
    """Sign the report, write its sealed bundle to the file `keep`, and return it.

    The file is written before the signature is committed: a report is never signed without its
    bundle. Signed reports are not signed again.

    Raises:  ReportNotSignable with every open finding; OwnWork if `by` compiled it.
    """
    with transaction.atomic():
        run = ReportRun.objects.select_for_update().get(pk=run.pk)
        document = document_of(run)
        _check(run, document, by)
        checkpoint = Checkpoint.objects.get(size=run.position)
        seal = Seal(
            run=run.pk,
            unit=run.unit.name,
            title=document.title.replace("\n", ""),
            period=run.period,
            position=run.position,
            author=run.author.name,
            signer=by.name,
            signed_at=at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            checkpoint={
                "size": checkpoint.size,
                "root": checkpoint.root,
                "signature": checkpoint.signature,
                "public_key": checkpoint.public_key,
            },
        )
        members = _members(run, document, checkpoint, profile, font_folders)
        bundle = bundle_bytes(seal=seal, members=members, key=key)
        write_whole(path=keep, content=bundle)
        run.signed_by, run.signed_at, run.bundle_digest = by, at, hashlib.sha256(bundle).hexdigest()
        run.save(update_fields=["signed_by", "signed_at", "bundle_digest"])
        audit.record(verb="report.sign", subject=f"report:{run.pk}", by=by, at=at)
    return bundle


def _check(run: ReportRun, document: Document, by: Person) -> None:
    if run.signed_at is not None:
        raise ReportNotSignable(f"报告 {run.pk} 已于 {run.signed_at:%Y-%m-%d} 签发，不能重复签发。")
    if hashlib.sha256(run.document.encode()).hexdigest() != run.digest:
        raise ReportNotSignable(f"报告 {run.pk} 的内容与编制时的摘要不符，已被改动，请重新编制。")
    check_different_eyes(author=run.author_id, by=by.pk, deed="签发")
    if document.findings:
        told = "".join(f"\n- {finding.place}：{finding.text}" for finding in document.findings)
        raise ReportNotSignable(f"报告 {run.pk} 还有 {len(document.findings)} 处未完成，不能签发：{told}")


def _members(
    run: ReportRun,
    document: Document,
    checkpoint: Checkpoint,
    profile: ProfileName,
    font_folders: Sequence[Path],
) -> dict[str, bytes]:
    members = {
        "document.json": run.document.encode(),
        "report.docx": docx_bytes(document=document, profile=profile),
        "report.html": html_text(document=document).encode(),
        "checkpoint.txt": checkpoint.text.encode(),
    }
    try:
        fonts = find_fonts(folders=tuple(font_folders))
        members["report.pdf"] = pdf_bytes(document=document, profile=profile, fonts=fonts)
    except FontsMissing:
        # Without any Chinese font the bundle holds no PDF; the manifest says so by not naming it.
        pass
    return members
