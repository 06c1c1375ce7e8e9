"""The channels of an item are those that its unit has registered and runs on the day it is planned for."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.ledgers.premises import services as premises
from taizhang.ledgers.premises.rules import place_source
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Item, Release
from taizhang.ledgers.publication.rules import Channel, ContentRefused, channel_kind
from taizhang.ledgers.publication.selectors import (
    channels_on,
    closed_channels,
    content_of,
    registered_channels,
    releases_at,
)
from tests.premises.conftest import TODAY, placed, post, told
from tests.publication.conftest import DAY, telling

__all__ = ["placed", "post", "told"]

JULY = dt.datetime(2025, 7, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def group(placed):
    """Return the notice group of the north community."""
    return placed()


def channel_of(place, kind="NOTICE_GROUP") -> Channel:
    return Channel(kind, place.name, place_source(place.pk))


def planned(office, at, *channels, planned_at=None) -> Item:
    """Return an item of the north community on these channels."""
    content = telling(channels=channels)
    return services.create_item(
        unit=office.north, content=content, planned_at=planned_at, theme=None, by=office.clerk, at=at
    )


def closed(place, office, at, on=TODAY):
    return premises.withdraw(place=place, on=on, reason="停用", by=office.clerk, today=TODAY, at=at)


def test_a_units_channels_are_its_channels_and_no_facilities(office, placed, group):
    screen = placed("led_screen", name="北桥大屏")
    placed("reading_room", name="北桥书屋")

    running = registered_channels(units=[office.north.pk, office.south.pk], on=DAY)

    assert set(running[office.north.pk]) == {channel_of(group), channel_of(screen, "SCREEN")}
    assert office.south.pk not in running


def test_each_type_of_place_is_a_kind_of_channel():
    kinds = [
        channel_kind(*told)
        for told in (("notice_board", ""), ("official_account", "微信"), ("official_account", "政府网站"))
    ]

    assert [kind.label for kind in kinds] == ["宣传栏", "公众号", "网站"]


def test_what_is_not_registered_is_refused_once_anything_is(office, group, at):
    with pytest.raises(ContentRefused, match="没有在“阵地”里登记"):
        planned(office, at, Channel("ACCOUNT", "柳溪发布"))


def test_a_unit_that_has_registered_none_writes_names(office, at):
    item = planned(office, at, Channel("ACCOUNT", "柳溪发布"))

    assert [one.name for one in content_of(item).channels] == ["柳溪发布"]


def test_another_units_channel_is_refused(office, group, at):
    content = telling(channels=(channel_of(group),))
    with pytest.raises(ContentRefused, match="不是发布单位在用的渠道"):
        services.create_item(
            unit=office.south, content=content, planned_at=None, theme=None, by=office.clerk, at=at
        )


def test_a_channel_is_in_use_on_the_planned_day_or_refused(office, group, at):
    closed(group, office, at, on=dt.date(2025, 6, 10))
    with pytest.raises(ContentRefused, match="2025年7月1日"):
        planned(office, at, channel_of(group), planned_at=JULY)


def test_a_channel_closed_later_keeps_its_name_as_written(office, group, at):
    item = planned(office, at, channel_of(group))
    closed(group, office, at)

    changed = services.edit_item(
        item=item,
        content=telling(text="6月7日上午，读书会改在二楼。", channels=content_of(item).channels),
        planned_at=JULY,
        theme=None,
        by=office.clerk,
        at=at,
    )

    channels = content_of(changed).channels
    assert [one.label for one in channels] == ["通知群“北桥通知群”"]
    assert closed_channels(channels=channels, unit=office.north.pk, on=TODAY) == {channels[0].source}
    assert channels_on(unit=office.north.pk, on=TODAY) == frozenset()


def test_what_was_published_at_a_place_is_known_there(office, group, at, desk, passes):
    item = planned(office, at, channel_of(group))
    item = passes(services.submit_item(item=item, by=office.clerk, at=at, on=DAY))

    services.publish_item(
        item=item,
        on=DAY,
        today=DAY,
        channel="通知群“北桥通知群”",
        link="https://lx.example/1",
        photo=None,
        text="",
        reason="",
        by=office.clerk,
        at=at,
    )

    assert [one.item for one in releases_at(place=group.pk, units=[office.north.pk])] == [item]
    assert not releases_at(place=group.pk, units=[office.south.pk]).exists()


def test_a_release_on_a_channel_that_was_only_written_names_no_place(sent, passes, publishes):
    publishes(passes(sent()))

    assert Release.objects.get().place is None
