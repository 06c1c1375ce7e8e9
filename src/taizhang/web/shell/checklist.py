"""A checklist as it is shown and filled in: one row for each question, more where something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.datastructures import MultiValueDict

from taizhang.foundation.evidence.services import keep_upload
from taizhang.ledgers.premises.rules import (
    MOST_PHOTOS,
    Answer,
    InspectionRefused,
    Item,
    PlaceType,
    Severity,
    Wrong,
    check_photos,
    check_text,
)

LONGEST_WHAT = 500


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question with what was answered; `error` says what is still missing."""

    item: Item
    answer: str = ""
    what: str = ""
    severity: str = Severity.MINOR.value
    post: str = ""
    due_on: str = ""
    files: Sequence[Any] = field(default_factory=tuple)
    error: str = ""

    @property
    def wrong(self) -> bool:
        return self.answer == Answer.WRONG.value


def blank_rows(*, type: PlaceType, post: int, today: dt.date) -> list[ItemRow]:
    """Return the questions of a type, unanswered; what is wrong falls to the responsible post unless told otherwise."""
    due = (today + dt.timedelta(days=Severity.MINOR.days)).isoformat()
    return [ItemRow(item, post=str(post), due_on=due) for item in type.items]


def rows_told(*, type: PlaceType, sent: Mapping[str, str], files: MultiValueDict[str, Any]) -> list[ItemRow]:
    """Return the questions with what was sent for each."""
    return [
        ItemRow(
            item=item,
            answer=sent.get(f"a_{item.code}", ""),
            what=sent.get(f"w_{item.code}", "").strip(),
            severity=sent.get(f"s_{item.code}", ""),
            post=sent.get(f"p_{item.code}", ""),
            due_on=sent.get(f"d_{item.code}", ""),
            files=tuple(files.getlist(f"f_{item.code}")),
        )
        for item in type.items
    ]


def judged(rows: Sequence[ItemRow], *, posts: Mapping[int, str], today: dt.date) -> list[ItemRow]:
    """Return the rows, each with what is wrong with it, "" where nothing is."""
    return [replace(row, error=_fault(row, posts, today)) for row in rows]


def _fault(row: ItemRow, posts: Mapping[int, str], today: dt.date) -> str:
    if row.answer not in {answer.value for answer in Answer}:
        return "请选正常、有问题或不适用。"
    if not row.wrong:
        return ""
    try:
        check_text(row.what, refusal=InspectionRefused, name="问题", longest=LONGEST_WHAT)
        check_photos(len(row.files), refusal=InspectionRefused)
    except InspectionRefused as refusal:
        return str(refusal)
    if row.severity not in {severity.value for severity in Severity}:
        return "请选轻重。"
    if not row.post.isdecimal() or int(row.post) not in posts:
        return "请从列表中选整改岗位。"
    due = _day(row.due_on)
    if due is None or due < today:
        return "整改期限应是今天或以后的日期，如 2026-03-05。"
    return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def answers_of(rows: Sequence[ItemRow]) -> dict[str, Answer]:
    """Return the answers of rows without faults."""
    return {row.item.code: Answer(row.answer) for row in rows}


def wrongs_of(rows: Sequence[ItemRow], *, at: dt.datetime) -> list[Wrong]:
    """Return what is wrong by rows without faults, their photos kept.

    Raises:  UnfitEvidence.
    """
    return [
        Wrong(
            item=row.item.code,
            what=row.what,
            severity=Severity(row.severity),
            post=int(row.post),
            due_on=dt.date.fromisoformat(row.due_on),
            photos=keep_photos(row.files, at=at),
        )
        for row in rows
        if row.wrong
    ]


def keep_photos(files: Sequence[Any], *, at: dt.datetime) -> tuple[int, ...]:
    """Keep photos and return their ids, no more than may show one thing.

    Raises:  InspectionRefused for one too many or for what is no picture; UnfitEvidence.
    """
    check_photos(len(files), refusal=InspectionRefused)
    kept = []
    for file in files[:MOST_PHOTOS]:
        evidence = keep_upload(content=file.read(), name=file.name or "", at=at)
        if not evidence.media_type.startswith("image/"):
            raise InspectionRefused(f"“{file.name}”不是照片，请选 JPG 或 PNG 图片。")
        kept.append(evidence.pk)
    return tuple(kept)
