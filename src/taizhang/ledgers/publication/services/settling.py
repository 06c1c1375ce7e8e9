"""What follows from an item's passes: whose turn it is, and whether it may go out."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.journal import services as journal
from taizhang.foundation.office_days.selectors import notice
from taizhang.kernel.posting import Posting
from taizhang.ledgers.publication.models import Decision, Item, ItemVersion
from taizhang.ledgers.publication.rules import (
    ChannelKind,
    Code,
    Content,
    Measure,
    StageState,
    Verdict,
    due_at,
    may_go_out,
    passes_lost,
    turn_of,
)
from taizhang.ledgers.publication.selectors import BOOK, content_of, stages_of


def locked(item: Item) -> Item:
    """Return the item as it is now, locked until the act is done."""
    return Item.objects.select_for_update().get(pk=item.pk)


def latest_version(item: Item) -> ItemVersion:
    """Return the telling that was sent last."""
    return item.versions.get(number=item.version)


def keep_version(item: Item, *, reason: str, by: Person, at: dt.datetime) -> None:
    """Write the item's content down as a version, where it is not that of the latest, and undo lost passes."""
    if item.version and latest_version(item).digest == item.digest:
        return
    item.version += 1
    ItemVersion.objects.create(
        item=item,
        number=item.version,
        content=item.content,
        digest=item.digest,
        reason=reason,
        author=by,
        at=at,
    )
    item.save(update_fields=["version"])
    _undo_lost(item, at=at)


def _undo_lost(item: Item, *, at: dt.datetime) -> None:
    standing = {Code(one.stage.code): one for one in standing_passes(item)}
    seen = {code: Content.from_dict(one.version.content) for code, one in standing.items()}
    for code in passes_lost(seen, content_of(item)):
        decision = standing[code]
        decision.voided_at = at
        decision.save(update_fields=["voided_at"])


def standing_passes(item: Item) -> list[Decision]:
    """Return the passes that no edit has undone."""
    rows = item.decisions.filter(verdict=Verdict.PASS.value, voided_at__isnull=True)
    return list(rows.select_related("stage", "version"))


def settle_stages(item: Item, *, at: dt.datetime, closed: bool = False) -> bool:
    """Set the state of each stage by the passes, open the one whose turn it is, and return whether the item may go out.

    With `closed` none is open: the item is with its author, or withdrawn.
    """
    stages = {Code(stage.code): stage for stage in stages_of(item=item)}
    plan = sorted(stages, key=lambda code: stages[code].position)
    passed = frozenset(Code(one.stage.code) for one in standing_passes(item))
    turn = None if closed else turn_of(plan, passed, urgent=item.urgent)
    days = notice()
    # The one that closes comes before the one that opens: only one is ever open.
    for code, stage in sorted(stages.items(), key=lambda pair: pair[0] is turn):
        state = (
            StageState.OPEN if code is turn else StageState.PASSED if code in passed else StageState.WAITING
        )
        if stage.state == state.value:
            continue
        stage.state = state.value
        if state is StageState.OPEN:
            stage.opened_at = at
            stage.due_at = due_at(opened=at, amount=stage.amount, measure=Measure(stage.measure), notice=days)
        stage.save(update_fields=["state", "opened_at", "due_at"])
    return bool(plan) and may_go_out(plan, passed, urgent=item.urgent)


def tell_journal(item: Item, kind: str, *, on: dt.date, at: dt.datetime) -> None:
    """Post that something became of an item on a day: reviewed, returned, published, corrected or withdrawn."""
    channels = {ChannelKind(channel.kind).label for channel in content_of(item).channels}
    short = item.stages.count() < len(Code)
    tags = {f"渠道:{label}" for label in channels}
    tags |= {tag for tag, holds in (("紧急", item.urgent), ("简化", short)) if holds}
    posting = Posting(
        book=BOOK,
        source=item.source,
        revision=item.version,
        unit=item.unit_id,
        on=on,
        kind=kind,
        tags=tuple(sorted(tags)),
    )
    journal.post(postings=[posting], at=at)
