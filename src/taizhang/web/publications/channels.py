"""Channels in the form of an item: chosen from the registered ones, as written before, or written where none is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import Channel, ChannelKind, Content, ContentRefused
from taizhang.ledgers.publication.selectors import closed_channels, places_in_reach, registered_channels

SPARE = 2
MOST_ROWS = 20
AS_WRITTEN = "as-written-"
KINDS = [(kind.value, kind.label) for kind in ChannelKind]


@dataclass(frozen=True, slots=True)
class Choice:
    """A channel that may be ticked. `told` is what is to be known of it, "" for nothing."""

    value: str
    label: str
    chosen: bool
    told: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers: ticks by unit ("" for those written before), and rows where a unit has none registered."""

    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    rows: tuple[tuple[int, str, str], ...]

    @property
    def opened(self) -> frozenset[str]:
        """The units of which something is ticked."""
        return frozenset(unit for unit, choices in self.groups if any(one.chosen for one in choices))


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel of an item: its label as written, its place where this person may see that, whether it is closed."""

    label: str
    place: int | None
    closed: bool


def channel_rows(sent: Mapping[str, Any] | None) -> list[tuple[int, str, str]]:
    """Return number, kind and name of each row that is written by hand: as sent, with two more to fill in."""
    told = [
        (str(sent.get(f"channel_kind_{number}", "")), str(sent.get(f"channel_name_{number}", "")).strip())
        for number in range(MOST_ROWS)
        if sent is not None and f"channel_name_{number}" in sent
    ]
    spare = [(ChannelKind.ACCOUNT.value, "")] * (SPARE if told else SPARE + 1)
    return [(number, *row) for number, row in enumerate([*told, *spare][:MOST_ROWS])]


def channels_told(
    sent: QueryDict, before: Content | None, units: Sequence[Unit], today: dt.date
) -> tuple[Channel, ...]:
    """Return the channels that are ticked, and those written by hand. What the item had keeps its name as written.

    Raises:  ContentRefused for one that is not offered any more.
    """
    known = {one.source: one for one in _standing(before) if one.source}
    choices = {f"{AS_WRITTEN}{place}": one for place, one in enumerate(_standing(before))}
    for own in registered_channels(units=[unit.pk for unit in units], on=today).values():
        choices |= {one.source: known.get(one.source, one) for one in own}
    ticked = sent.getlist("channel")
    if not choices.keys() >= set(ticked):
        raise ContentRefused("选中的渠道有一个已经停用或移交，请看最新的列表，重新选一遍。")
    written = [Channel(kind, name) for _, kind, name in channel_rows(sent) if name]
    return (*(choices[value] for value in ticked), *written)


def channels_offered(
    sent: QueryDict | None, before: Content | None, units: Sequence[Unit], today: dt.date
) -> Offer:
    """Return what the form of an item of one of these units offers, ticked as sent or as it stands."""
    standing = _standing(before)
    by_unit = registered_channels(units=[unit.pk for unit in units], on=today)
    known = {one.source: one for one in standing if one.source}
    ticked = set(sent.getlist("channel")) if sent is not None else {one.source for one in standing}
    groups = []
    offered: set[str] = set()
    for unit in units:
        own = [known.get(one.source, one) for one in by_unit.get(unit.pk, [])]
        offered |= {one.source for one in own}
        if own:
            choices = tuple(Choice(one.source, one.label, one.source in ticked) for one in own)
            groups.append((unit.name, choices))
    written = tuple(
        Choice(
            f"{AS_WRITTEN}{place}",
            one.label,
            sent is None or f"{AS_WRITTEN}{place}" in ticked,
            "已停用或移交" if one.source else "没有登记",
        )
        for place, one in enumerate(standing)
        if one.source not in offered
    )
    if written:
        groups.append(("", written))
    rows = channel_rows(sent) if any(unit.pk not in by_unit for unit in units) else []
    return Offer(tuple(groups), tuple(rows))


def channel_lines(
    item: Item, content: Content, *, units: frozenset[int], today: dt.date
) -> list[ChannelLine]:
    """Return the channels of an item as its page shows them. `units` are those whose premises the reader may see."""
    closed = closed_channels(channels=content.channels, unit=item.unit_id, on=today)
    places = places_in_reach(channels=content.channels, units=units)
    return [ChannelLine(one.label, places.get(one.source), one.source in closed) for one in content.channels]


def _standing(content: Content | None) -> tuple[Channel, ...]:
    return content.channels if content else ()
