"""Write down what a form or a device sends: once, however often it arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from taizhang.foundation.evidence.services import keep_upload
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import Content
from taizhang.ledgers.records.selectors import standing_keys
from taizhang.ledgers.records.services import (
    RecordSentBefore,
    attach_evidence,
    check_not_sent,
    create_record,
    submit_record,
)
from taizhang.web.access import Visit
from taizhang.web.access.devices import is_key
from taizhang.web.entry.acts import posts_offered
from taizhang.web.entry.forms import DeviceForm

WHOLE_FORM = "__all__"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it arrived."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sending: the record, new or known `before`; or the faults by field, and the twin."""

    record: Record | None = None
    before: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    twin: str = ""


def files_of(request: Visit) -> list[File]:
    """Return the files that came with a request."""
    sent = request.FILES.getlist("files")
    return [File(file.name or "", file.read()) for file in sent if isinstance(file, UploadedFile)]


def take(
    request: Visit, *, key: str, told: Mapping[str, str], files: Sequence[File], units: Sequence[Unit]
) -> Outcome:
    """Write down a record that a device gave the id `key`; sent again, nothing is written.

    `told` is what its form says, with the day on which it was `entered`.
    """
    if not is_key(key):
        return Outcome(errors={WHOLE_FORM: "这条记录没有可用的编码，没有保存，请在本机打开它再存一次。"})
    try:
        check_not_sent(client_key=key, by=request.actor)
    except RecordSentBefore as before:
        return Outcome(record=before.record, before=True)
    except Refused as refusal:
        return Outcome(errors={WHOLE_FORM: str(refusal)})
    form = DeviceForm(told, units=units, today=request.today, posts=posts_offered(request))
    if not form.is_valid():
        return Outcome(errors={name: str(faults[0]) for name, faults in form.errors.items()})
    content = form.content()
    if not told.get("anyway") and (twin := twin_of(content)):
        return Outcome(errors={WHOLE_FORM: twin_words(twin)}, twin=twin)
    try:
        record = write(
            request, content=content, files=files, submit=told.get("then") == "submit", client_key=key
        )
    except RecordSentBefore as before:
        return Outcome(record=before.record, before=True)
    except Refused as refusal:
        return Outcome(errors={WHOLE_FORM: str(refusal)})
    return Outcome(record=record)


def write(
    request: Visit,
    *,
    content: Content,
    files: Sequence[File],
    submit: bool,
    client_key: str | None = None,
) -> Record:
    """Write a new record down with its files, submit it if asked, all or nothing, and return it.

    Raises:  Refused for what the books do not take; RecordSentBefore for a key that stands.
    """
    with transaction.atomic():
        record = create_record(content=content, by=request.actor, at=request.now, client_key=client_key)
        attach(request, record, files)
        if submit:
            record = submit_record(record=record, by=request.actor, at=request.now)
    return record


def attach(request: Visit, record: Record, files: Sequence[File]) -> None:
    """Show these files for the record.

    Raises:  Refused for a file that will not do.
    """
    for file in files:
        evidence = keep_upload(content=file.content, name=file.name, at=request.now)
        attach_evidence(
            record=record, evidence=evidence, name=file.name[:200], by=request.actor, at=request.now
        )


def twin_of(content: Content) -> str:
    """Return the number of a record of the same unit, day and title; "" if there is none."""
    keys = standing_keys(units=[content.unit], start=content.on, last=content.on)
    return next((number for _, _, title, number in keys if title == content.title), "")


def twin_words(twin: str) -> str:
    """Return the question that is asked before a twin is saved."""
    return f"同一天已有同名记录 {twin}。确实是另一场，请勾选“不是重复”再保存。"


def address_of(record: Record) -> str:
    """Return where a record is shown."""
    return reverse("records:detail", args=[record.number])
