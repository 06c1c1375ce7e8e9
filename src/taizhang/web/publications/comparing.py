"""What two tellings of an item tell differently, and what stands on a channel beside what was approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.kernel.text_difference import Piece, differ, text_differences
from taizhang.ledgers.publication.models import ItemVersion, Release
from taizhang.ledgers.publication.rules import (
    Change,
    Channel,
    Content,
    Line,
    Picture,
    as_read,
    change_between,
    figures_in,
    parse,
    without_signs,
)

_SORTS = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two contents tell differently."""

    pieces: tuple[Piece, ...]
    facts: tuple[str, ...]
    change: str

    @property
    def any(self) -> bool:
        return differ(self.pieces) or bool(self.facts)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A telling that was sent, and what it changed of the one before."""

    version: ItemVersion
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """An entry of the register, and where what stands there is not what was approved."""

    release: Release
    pieces: tuple[Piece, ...]
    differs: bool


def compared(before: Content, after: Content) -> Comparison:
    """Return what two contents tell differently: the words, then channels and pictures in words."""
    change = change_between(before, after)
    return Comparison(
        text_differences(_told(before), _told(after)),
        (
            *_figures(before, after),
            *_channels(before.channels, after.channels),
            *_pictures(before.pictures, after.pictures),
        ),
        change.label if change is not Change.NONE else "",
    )


def _told(content: Content) -> str:
    """Return what is compared: the words shown, with what a line is where it is no paragraph."""
    return "\n".join((content.title, *(_line(line) for line in parse(content.text))))


def _line(line: Line) -> str:
    match line.sort:
        case "heading":
            return f"〔{_SORTS[line.level]}〕{line.text}"
        case "bullet":
            return f"• {line.text}"
        case "paragraph":
            return line.text


def _figures(before: Content, after: Content) -> list[str]:
    """Return which figures come from elsewhere now; words that changed are told by the words."""
    old, new = (
        Counter((one.figure.source, one.figure.text) for one in figures_in(content.text))
        for content in (before, after)
    )
    gone = [text for source, text in (old - new).elements() if source not in {one for one, _ in new}]
    fresh = [text for source, text in (new - old).elements() if source not in {one for one, _ in old}]
    return [
        *(f"数字“{text}”换了来处" for text in fresh if text in gone),
        *(f"数字“{text}”取自台账" for text in fresh if text not in gone),
        *(f"数字“{text}”不再取自台账" for text in gone if text not in fresh),
    ]


def _channels(before: Iterable[Channel], after: Iterable[Channel]) -> list[str]:
    old, new = {one.label for one in before}, {one.label for one in after}
    gone = [f"去掉渠道：{label}" for label in sorted(old - new)]
    return [*gone, *(f"增加渠道：{label}" for label in sorted(new - old))]


def _pictures(before: Sequence[Picture], after: Sequence[Picture]) -> list[str]:
    old, new = {one.digest: one for one in before}, {one.digest: one for one in after}
    told = [f"去掉图片：{_name(old[digest])}" for digest in old if digest not in new]
    told += [f"增加图片：{_name(new[digest])}" for digest in new if digest not in old]
    told += [f"改了图片的说明、来源或依据：{_name(new[d])}" for d in new if d in old and old[d] != new[d]]
    same = [digest for digest in old if digest in new]
    if same != [digest for digest in new if digest in old]:
        told.append("图片换了次序")
    return told


def _name(picture: Picture) -> str:
    return picture.alternative or picture.digest[:8]


def version_lines(versions: Sequence[ItemVersion]) -> list[VersionLine]:
    """Return the tellings, the latest first, each compared with the one before."""
    contents = [Content.from_dict(version.content) for version in versions]
    lines = [
        VersionLine(version, compared(contents[place - 1], contents[place]) if place else None)
        for place, version in enumerate(versions)
    ]
    return lines[::-1]


def release_lines(releases: Iterable[Release]) -> list[ReleaseLine]:
    """Return the entries of an item, each compared with the version that was approved for it."""
    return [_release_line(one) for one in releases]


def _release_line(release: Release) -> ReleaseLine:
    if not release.text:
        return ReleaseLine(release, (), False)
    approved = Content.from_dict(release.version.content)
    published = without_signs(release.text)
    titled = published.startswith(without_signs(approved.title))
    told = f"{approved.title}\n{as_read(approved.text)}" if titled else as_read(approved.text)
    pieces = text_differences(without_signs(told), published)
    return ReleaseLine(release, pieces, differ(pieces))
