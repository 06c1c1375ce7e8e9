"""Write an item, change it, send it to review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models import Item, ItemFile, ThemePlan
from taizhang.ledgers.publication.rules import (
    CHINA,
    Channel,
    Content,
    ContentRefused,
    ItemNotSubmittable,
    State,
    check_can_edit,
    check_can_submit,
    check_channels,
    check_content,
    shown,
)
from taizhang.ledgers.publication.selectors import channels_on, content_of, remarks_on
from taizhang.ledgers.publication.services.beginning import add_stages, begin_stages
from taizhang.ledgers.publication.services.settling import keep_version, locked, settle_stages


def create_item(
    *,
    unit: Unit,
    content: Content,
    planned_at: dt.datetime | None,
    theme: ThemePlan | None,
    by: Person,
    at: dt.datetime,
) -> Item:
    """Begin an item of a unit and return it, a draft. Its channels are those that the unit has registered.

    Raises:  ContentRefused.
    """
    content = _checked(content)
    with transaction.atomic():
        _check_channels(unit.pk, content, before=(), on=_day(planned_at or at))
        item = Item.objects.create(
            unit=unit,
            title=content.title,
            content=content.as_dict(),
            digest=content.digest(),
            planned_at=planned_at,
            theme=theme,
            author=by,
            created_at=at,
        )
        _keep_files(item, content)
        audit.record(verb="publication.create", subject=item.source, by=by, at=at)
    return item


def edit_item(
    *,
    item: Item,
    content: Content,
    planned_at: dt.datetime | None,
    theme: ThemePlan | None,
    by: Person,
    at: dt.datetime,
    reason: str = "",
) -> Item:
    """Change an item that one has in hand and return it.

    What is in review, approved or published returns to the first stage whose pass the change
    undoes. `reason` is asked for once it has gone out. Where nothing differs, nothing is done.
    Raises:  ItemNotEditable, ContentRefused.
    """
    content = _checked(content)
    with transaction.atomic():
        item = locked(item)
        state, was = State(item.state), item.digest
        released = item.releases.exists()
        changed = content.digest() != was
        check_can_edit(
            state=state, handler=item.in_hand_of.pk, by=by.pk, released=released and changed, reason=reason
        )
        if not changed and (item.planned_at, item.theme_id) == (planned_at, theme.pk if theme else None):
            return item
        before = content_of(item).channels
        _check_channels(item.unit_id, content, before=before, on=_day(planned_at or at))
        item.title, item.content, item.digest = content.title, content.as_dict(), content.digest()
        item.planned_at, item.theme = planned_at, theme
        item.save(update_fields=["title", "content", "digest", "planned_at", "theme"])
        _keep_files(item, content)
        detail = {"was": was, "now": item.digest, "reason": reason.strip()}
        audit.record(verb="publication.edit", subject=item.source, by=by, at=at, detail=detail)
        if changed and state not in (State.DRAFT, State.RETURNED):
            if not set(content.channels) <= set(before):
                add_stages(item, on=_day(at))
            keep_version(item, reason=reason.strip(), by=by, at=at)
            # With one word changed the last review is to see it, so nothing stays approved.
            settle_stages(item, at=at)
            item.state, item.return_reason = State.IN_REVIEW.value, ""
            item.save(update_fields=["state", "return_reason"])
    return item


def submit_item(
    *, item: Item, by: Person, at: dt.datetime, on: dt.date, answer: str = "", urgent_reason: str = ""
) -> Item:
    """Send an item that one has in hand to review, by the stages that hold for its channels on a day. Return it.

    Sent again, it keeps the stages it began with.
    With `urgent_reason` the last review comes first and the others after the fact. `answer` says why
    remarks that stop a text are none here.
    Raises:  ItemNotSubmittable.
    """
    with transaction.atomic():
        item = locked(item)
        content = content_of(item)
        check_can_submit(
            state=State(item.state),
            handler=item.in_hand_of.pk,
            by=by.pk,
            channels=len(content.channels),
            text=shown(content.text),
        )
        _check_remarks(item, content, answer, on)
        begin_stages(item, on=on)
        item.answer, item.urgent_reason, item.return_reason = answer.strip(), urgent_reason.strip(), ""
        item.state = State.IN_REVIEW.value
        item.save(update_fields=["answer", "urgent_reason", "return_reason", "state"])
        keep_version(item, reason="", by=by, at=at)
        if settle_stages(item, at=at):
            # Nothing that its passes saw has changed: it was sent back after the fact and stands.
            item.state = State.APPROVED.value
            item.save(update_fields=["state"])
        detail = {"version": item.version, "urgent": item.urgent_reason, "answer": item.answer}
        audit.record(verb="publication.submit", subject=item.source, by=by, at=at, detail=detail)
    return item


def _checked(content: Content) -> Content:
    content = content.canonical()
    check_content(content)
    return content


def _check_channels(unit: int, content: Content, *, before: Collection[Channel], on: dt.date) -> None:
    """Refuse further channels that the unit does not run on the day; what was written before stays."""
    fresh = [channel for channel in content.channels if channel not in before]
    if fresh:
        check_channels(fresh=fresh, running=channels_on(unit=unit, on=on), on=on)


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(CHINA).date()


def _keep_files(item: Item, content: Content) -> None:
    """Tie the pictures' files to the item.

    Raises:  ContentRefused for a picture whose file is not there or is no picture.
    """
    digests = [picture.digest for picture in content.pictures]
    files = Evidence.objects.filter(digest__in=digests, media_type__startswith="image/")
    if files.count() != len(digests):
        raise ContentRefused("有一张图片的文件不在，或不是图片，请重新上传。")
    ItemFile.objects.bulk_create(
        [ItemFile(item=item, evidence=evidence) for evidence in files], ignore_conflicts=True
    )


def _check_remarks(item: Item, content: Content, answer: str, on: dt.date) -> None:
    found = remarks_on(content=content, unit=item.unit, day=on)
    stops = sum(remark.level == "stop" for remark in found)
    if stops and not answer.strip():
        raise ItemNotSubmittable(
            f"检查出 {stops} 处改好以前不能发的问题，请改好再送审；确认无误的，请写明理由。"
        )
