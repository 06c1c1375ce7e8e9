"""What a place says of itself: checked before it is stored, told in words where it changes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.selectors import parents_on
from taizhang.kernel.numerals import fold_width
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import PlaceRefused, PlaceType, check_fields, check_text, posts_named
from taizhang.ledgers.premises.selectors.places import said

_COORDINATES = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)[°]?[,，、\s]+(\d{1,2}(?:\.\d{1,6})?)[°]?")
YEARS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Details:
    """What a place says of itself, as told. `fields` are by the codes of its type."""

    type: PlaceType
    name: str
    unit: int
    post: int
    address: str = ""
    grid: str = ""
    coordinates: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def columns_of(details: Details) -> dict[str, Any]:
    """Return the columns of a place that these details fill, whatever posts they name.

    Raises:  PlaceRefused, FieldRefused.
    """
    fields = check_fields(type=details.type, fields=details.fields)
    return {
        "type": details.type.code,
        "name": check_text(" ".join(details.name.split()), refusal=PlaceRefused, name="名称", longest=100),
        "unit_id": details.unit,
        "post_id": details.post,
        "address": _short(details.address, "地址", 200),
        "grid": _short(details.grid, "所在网格", 60),
        "coordinates": read_coordinates(details.coordinates),
        "fields": fields,
        "size": details.type.size_of(fields),
    }


def check_details(details: Details, *, posts: Mapping[int, Post], above: Collection[int]) -> dict[str, Any]:
    """Return the columns of a place that these details fill.

    `posts` are those that may be named, `above` the unit and the units above it.
    Raises:  PlaceRefused, FieldRefused.
    """
    columns = columns_of(details)
    for pk in {details.post, *posts_named(type=details.type, fields=columns["fields"])}:
        post = posts.get(pk)
        if post is None or post.closed_on is not None or post.unit_id not in above:
            name = post.name if post is not None else "所选的岗位"
            raise PlaceRefused(f"“{name}”不是管理单位或它上级的在用岗位，请从列表中另选。")
    return columns


def _short(text: str, name: str, longest: int) -> str:
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise PlaceRefused(f"{name}至多 {longest} 个字，请精简。")
    return plain


def read_coordinates(text: str) -> str:
    """Return coordinates as they are stored, "" for none.

    Raises:  PlaceRefused for what is no pair of east and north.
    """
    plain = fold_width(text).strip()
    if not plain:
        return ""
    match = _COORDINATES.fullmatch(plain)
    if match is None or not (73 <= float(match[1]) <= 136 and 3 <= float(match[2]) <= 54):
        raise PlaceRefused("坐标应先写东经、再写北纬，如 118.78,32.04；不清楚就留空。")
    return f"{float(match[1]):.6f},{float(match[2]):.6f}"


def chains_above(*, units: Collection[int], on: dt.date) -> dict[int, tuple[int, ...]]:
    """Return for each unit itself and the units above it on a day, the nearest first."""
    chains: dict[int, tuple[int, ...]] = {unit: (unit,) for unit in units}
    ends = {unit: unit for unit in units}
    while ends:
        parents = parents_on(units=set(ends.values()), day=on)
        ends = {unit: parents[end] for unit, end in ends.items() if end in parents}
        for unit, parent in ends.items():
            chains[unit] = (*chains[unit], parent)
    return chains


def check_since(since: dt.date, *, today: dt.date) -> None:
    """Refuse a day of being put into use that nobody means.

    Raises:  PlaceRefused.
    """
    if since.year < 1949 or since > today + dt.timedelta(days=YEARS_AHEAD):
        raise PlaceRefused("启用日期应在 1949 年以后、一年以内，请核对年份。")


def differences(place: Place, columns: Mapping[str, Any], *, type: PlaceType) -> list[tuple[str, str, str]]:
    """Return what these columns would change in a place: label, before, after, in words."""
    posts = Post.objects.in_bulk(
        {
            place.post_id,
            columns["post_id"],
            *posts_named(type=type, fields=place.fields),
            *posts_named(type=type, fields=columns["fields"]),
        }
    )
    return differences_named(place, columns, type=type, names={pk: post.name for pk, post in posts.items()})


def differences_named(
    place: Place, columns: Mapping[str, Any], *, type: PlaceType, names: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """Return the same, where the names of all posts that are named are known."""
    labels = {
        "post_id": "责任岗位",
        "name": "名称",
        "address": "地址",
        "grid": "所在网格",
        "coordinates": "坐标",
    }
    found = []
    for column, label in labels.items():
        before, after = getattr(place, column), columns[column]
        if before != after:
            told = (names[before], names[after]) if column == "post_id" else (before, after)
            found.append((label, *told))
    for one in type.fields:
        before, after = (
            said(one, fields.get(one.code), names) for fields in (place.fields, columns["fields"])
        )
        if before != after:
            found.append((one.label, before, after))
    return found
