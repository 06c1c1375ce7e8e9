"""Reads of channels: those that a unit has registered as premises, and what became of those that items name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import place_source
from taizhang.ledgers.premises.selectors import channels_from, channels_in_use, places_within
from taizhang.ledgers.publication.rules import Channel, Content, channel_kind, place_number


def registered_channels(*, units: Collection[int], on: dt.date) -> dict[int, list[Channel]]:
    """Return unit -> the channels that it has registered and runs on a day or later, by name."""
    places = channels_from(units=units, on=on)
    return {unit: [_channel(place) for place in own] for unit, own in places.items()}


def channels_on(*, unit: int, on: dt.date) -> frozenset[Channel]:
    """Return the channels that a unit has registered and runs on a day."""
    return frozenset(_channel(place) for place in channels_in_use(unit=unit, on=on))


def closed_channels(*, channels: Iterable[Channel], unit: int, on: dt.date) -> frozenset[str]:
    """Return the sources of those channels that the unit does not run on a day any more."""
    tied = [one.source for one in channels if one.source]
    if not tied:
        return frozenset()
    running = {channel.source for channel in channels_on(unit=unit, on=on)}
    return frozenset(tied) - running


def place_named(*, content: Content, label: str) -> int | None:
    """Return the place of the channel that a content names so, None where it is of none."""
    named = (place_number(one.source) for one in content.channels if one.label == label)
    return next((number for number in named if number is not None), None)


def places_in_reach(*, channels: Iterable[Channel], units: Collection[int]) -> dict[str, int]:
    """Return source -> place for the channels whose places these units run."""
    numbers = {one.source: place_number(one.source) for one in channels if one.source}
    if not numbers:
        return {}
    seen = set(places_within(units=units).filter(pk__in=set(numbers.values())).values_list("pk", flat=True))
    return {source: number for source, number in numbers.items() if number in seen}


def _channel(place: Place) -> Channel:
    kind = channel_kind(place.type, str(place.fields.get("platform", "")))
    return Channel(kind.value, place.name, place_source(place.pk))
