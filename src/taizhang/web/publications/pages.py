"""What the pages of items show: text with its remarks in place, stages with who and when, differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.kernel.text_difference import Piece, differ, text_differences
from taizhang.ledgers.publication.models import Decision, Item, ItemStage, ItemVersion, Release
from taizhang.ledgers.publication.rules import (
    Change,
    Channel,
    Code,
    Content,
    Picture,
    StageState,
    State,
    Verdict,
    as_read,
    change_between,
)
from taizhang.ledgers.publication.selectors import words_of
from taizhang.proofing import Remark, proof_picture

STATE_SIGNS: Mapping[str, tuple[str, str]] = {
    State.DRAFT.value: ("mut", "draft"),
    State.IN_REVIEW.value: ("soon", "review"),
    State.RETURNED.value: ("bad", "back"),
    State.APPROVED.value: ("ok", "check"),
    State.PUBLISHED.value: ("ok", "publish"),
    State.CORRECTED.value: ("soon", "edit"),
    State.WITHDRAWN.value: ("mut", "void"),
}
LEVELS = {"stop": ("不能发", "bad"), "mend": ("要改", "soon"), "note": ("请看", "mut")}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line. `number` is that of the remark on it, 0 for none."""

    text: str
    number: int
    sign: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text; `level` 0 is a paragraph."""

    level: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A remark as it is listed."""

    number: int
    label: str
    sign: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture with what is told and remarked about it."""

    picture: Picture
    remarks: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: who decided and when, or who is to, until when."""

    label: str
    state: str
    sign: str
    icon: str
    post: str
    who: str
    at: dt.datetime | None
    due: dt.datetime | None
    overdue: bool
    told: str


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


def found_on(remarks: Iterable[Remark]) -> list[Found]:
    """Return the remarks as they are listed, numbered in the order of their places."""
    return [
        Found(number, *LEVELS[remark.level], remark.text, remark.source)
        for number, remark in enumerate(remarks, start=1)
    ]


def lines_of(content: Content, remarks: Sequence[Remark]) -> tuple[tuple[Stretch, ...], list[TextLine]]:
    """Return the title and the lines of the text, cut where remarks stand; of two that overlap the first is marked."""
    words = words_of(content)
    title = _cut(words, 0, len(content.title), remarks)
    lines, place = [], len(content.title) + 1
    for line in content.text.split("\n"):
        level = min(len(line) - len(line.lstrip("#")), 3)
        start = place + len(line) - len(line[level:].lstrip()) if level else place
        if line.strip():
            lines.append(TextLine(level, _cut(words, start, place + len(line), remarks)))
        place += len(line) + 1
    return title, lines


def _cut(words: str, start: int, end: int, remarks: Sequence[Remark]) -> tuple[Stretch, ...]:
    stretches, place = [], start
    for number, remark in enumerate(remarks, start=1):
        first, last = max(remark.start, start), min(remark.end, end)
        if first < place or first >= last:
            continue
        if first > place:
            stretches.append(Stretch(words[place:first], 0, ""))
        stretches.append(Stretch(words[first:last], number, LEVELS[remark.level][1]))
        place = last
    if place < end:
        stretches.append(Stretch(words[place:end], 0, ""))
    return tuple(stretches)


def pictures_of(content: Content) -> list[PictureShown]:
    """Return the pictures, each with what is remarked on it."""
    return [
        PictureShown(
            one,
            tuple(
                found_on(proof_picture(alternative=one.alternative, source=one.source, licence=one.licence))
            ),
        )
        for one in content.pictures
    ]


def stage_lines(
    stages: Sequence[ItemStage], decisions: Sequence[Decision], *, holders: str, now: dt.datetime
) -> list[StageLine]:
    """Return the stages in their order. `holders` names who is to decide on the one that is open."""
    return [_stage_line(stage, decisions, holders, now) for stage in stages]


def _stage_line(stage: ItemStage, decisions: Sequence[Decision], holders: str, now: dt.datetime) -> StageLine:
    state = StageState(stage.state)
    standing = [one for one in decisions if one.stage_id == stage.pk and one.voided_at is None]
    passed = next((one for one in reversed(standing) if one.verdict == Verdict.PASS.value), None)
    if state is StageState.PASSED and passed is not None:
        told = "事后补办" if passed.afterwards else ""
        told += "，逾期" if passed.late and told else "逾期" if passed.late else ""
        who = passed.by.name + (f"（{passed.delegation.by.name}委托代办）" if passed.delegation else "")
        return StageLine(
            stage.label, state.label, "ok", "check", stage.post.name, who, passed.at, None, False, told
        )
    if state is StageState.OPEN:
        overdue = stage.due_at is not None and now > stage.due_at
        sign = "bad" if overdue else "soon"
        told = "已逾期" if overdue else ""
        return StageLine(
            stage.label,
            state.label,
            sign,
            "clock",
            stage.post.name,
            holders,
            None,
            stage.due_at,
            overdue,
            told,
        )
    return StageLine(stage.label, state.label, "mut", "clock", stage.post.name, "", None, None, False, "")


def compared(before: Content, after: Content) -> Comparison:
    """Return what two contents tell differently: the words, then channels and pictures in words."""
    change = change_between(before, after)
    return Comparison(
        text_differences(words_of(before), words_of(after)),
        (*_channels(before.channels, after.channels), *_pictures(before.pictures, after.pictures)),
        change.label if change is not Change.NONE else "",
    )


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
    titled = as_read(release.text).startswith(as_read(approved.title))
    told = words_of(approved) if titled else approved.text
    pieces = text_differences(as_read(told), as_read(release.text))
    return ReleaseLine(release, pieces, differ(pieces))


def open_code(stages: Iterable[ItemStage]) -> Code | None:
    """Return the stage that is open, None where none is."""
    return next((Code(stage.code) for stage in stages if stage.state == StageState.OPEN.value), None)


def signed(items: Iterable[Item]) -> list[tuple[Item, tuple[str, str]]]:
    """Return the items each with the sign of its state."""
    return [(item, STATE_SIGNS[item.state]) for item in items]
