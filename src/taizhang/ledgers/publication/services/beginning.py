"""Give an item the stages it passes: once, when it is first sent; more of them where it goes out on more channels."""

from __future__ import annotations

import datetime as dt

from taizhang.ledgers.publication.models import Item, ItemStage, StageSetting
from taizhang.ledgers.publication.rules import Code, ItemNotSubmittable, place_number
from taizhang.ledgers.publication.selectors import content_of, plan_for_channels


def begin_stages(item: Item, *, on: dt.date) -> None:
    """Give an item its stages, where it is sent for the first time. One sent again keeps those it has.

    Channels that were added meanwhile may add stages, and a post that was closed gives way to the
    one that holds the stage now.
    Raises:  ItemNotSubmittable where nobody has set any.
    """
    plan = _plan(item, on)
    standing = {stage.code: stage for stage in item.stages.select_related("post")}
    if not plan and not standing:
        raise ItemNotSubmittable("本单位和上级都还没有设置三审三校，请管理员先设置各环节的岗位和时限。")
    if not standing:
        ItemStage.objects.bulk_create([_stage(item, setting) for setting in plan])
        return
    for setting in plan:
        stage = standing.get(setting.code)
        if stage is not None and stage.post.closed_on is not None and stage.post.closed_on <= on:
            stage.post = setting.post
            stage.save(update_fields=["post"])
    add_stages(item, on=on)


def add_stages(item: Item, *, on: dt.date) -> None:
    """Give an item under way the stages that its further channels ask for; it loses none that it has."""
    if not _further(item):
        return
    standing = {stage.code: stage for stage in item.stages.all()}
    for setting in _plan(item, on):
        stage = standing.get(setting.code)
        if stage is None:
            _stage(item, setting).save()
        elif stage.position != setting.position:
            stage.position = setting.position
            stage.save(update_fields=["position"])


def _further(item: Item) -> bool:
    """Return whether the item goes out on a channel that the telling it began with did not name."""
    first = item.versions.order_by("number").first()
    if first is None:
        return False
    begun = {(one["kind"], one["name"], one["source"]) for one in first.content["channels"]}
    return any((one.kind, one.name, one.source) not in begun for one in content_of(item).channels)


def _plan(item: Item, on: dt.date) -> list[StageSetting]:
    places = {place_number(channel.source) or 0 for channel in content_of(item).channels}
    return plan_for_channels(unit=item.unit, places=places, on=on)


def _stage(item: Item, setting: StageSetting) -> ItemStage:
    return ItemStage(
        item=item,
        code=setting.code,
        sort=Code(setting.code).sort.value,
        position=setting.position,
        post=setting.post,
        amount=setting.amount,
        measure=setting.measure,
    )
