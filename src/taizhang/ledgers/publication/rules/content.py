"""What goes out: title, text, pictures and channels, in one canonical form with one digest. Pure."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules.marked_text import shown

LONGEST_TITLE = 200
LONGEST_TEXT = 50_000
MOST_PICTURES = 30
MOST_CHANNELS = 20


class ContentRefused(Refused):
    """The content cannot be kept so."""


class ChannelKind(enum.StrEnum):
    """What sort of channel of the body's own it goes out on."""

    NOTICE_BOARD = "NOTICE_BOARD"
    SCREEN = "SCREEN"
    ACCOUNT = "ACCOUNT"
    NOTICE_GROUP = "NOTICE_GROUP"
    SITE = "SITE"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    ChannelKind.NOTICE_BOARD: "宣传栏",
    ChannelKind.SCREEN: "电子屏",
    ChannelKind.ACCOUNT: "公众号",
    ChannelKind.NOTICE_GROUP: "通知群",
    ChannelKind.SITE: "网站",
    ChannelKind.OTHER: "其他",
}


_KIND_OF_TYPE = {
    "notice_board": ChannelKind.NOTICE_BOARD,
    "led_screen": ChannelKind.SCREEN,
    "official_account": ChannelKind.ACCOUNT,
    "notice_group": ChannelKind.NOTICE_GROUP,
}
_SIGNS = re.compile(r"\A\s*(?:#+|[-•·●](?=\s))\s*")
_PLACE = re.compile(r"premises:p([0-9]{1,18})")


def channel_kind(type: str, platform: str) -> ChannelKind:
    """Return what sort of channel a place of a type is. An account whose platform is a site is a site."""
    if type == "official_account" and "网站" in platform:
        return ChannelKind.SITE
    return _KIND_OF_TYPE.get(type, ChannelKind.OTHER)


def place_number(source: str) -> int | None:
    """Return the place that a channel's source names, None where it names none."""
    match = _PLACE.fullmatch(source)
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """A channel of the body's own. `source` names its entry in the premises book, "" where it has none."""

    kind: str
    name: str
    source: str = ""

    @property
    def label(self) -> str:
        return f"{ChannelKind(self.kind).label}“{self.name}”"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the digest of its file: whose it is, by what right it is shown, what it shows in words."""

    digest: str
    source: str = ""
    licence: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One telling of an item. `text` is in the form of `marked_text`: headings, lists, figures in readable marks."""

    title: str
    text: str
    pictures: tuple[Picture, ...] = ()
    channels: tuple[Channel, ...] = ()

    def canonical(self) -> Content:
        """Return the content in its one form: line ends alike, no spaces at the ends, channels in order."""
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return Content(
            title=self.title.strip(),
            text="\n".join(line.rstrip() for line in lines).strip("\n"),
            pictures=self.pictures,
            channels=tuple(sorted(set(self.channels))),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the content as it is stored; `from_dict` reads it back."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Content:
        """Return the content that `as_dict` stored."""
        return cls(
            title=stored["title"],
            text=stored["text"],
            pictures=tuple(Picture(**picture) for picture in stored["pictures"]),
            channels=tuple(Channel(**channel) for channel in stored["channels"]),
        )

    def digest(self) -> str:
        """Return the SHA-256 (hex) of the canonical content: two contents with one digest read the same."""
        written = json.dumps(
            asdict(self.canonical()), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(written.encode()).hexdigest()


def as_read(text: str) -> str:
    """Return a text as it reads on a channel: the words shown, no empty lines, no spaces at the ends of lines."""
    lines = (line.strip() for line in shown(text).splitlines())
    return "\n".join(line for line in lines if line)


def without_signs(words: str) -> str:
    """Return words that were copied from a channel, or are compared with such: no signs of headings and lists."""
    lines = (_SIGNS.sub("", line).strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def check_content(content: Content) -> None:
    """Refuse a content without a title, too long, with a picture twice, or a channel of no kind.

    Raises:  ContentRefused.
    """
    if not content.title.strip():
        raise ContentRefused("标题不能为空，请填写。")
    if len(content.title) > LONGEST_TITLE:
        raise ContentRefused(f"标题至多 {LONGEST_TITLE} 字，现在有 {len(content.title)} 字。")
    if len(content.text) > LONGEST_TEXT:
        raise ContentRefused(f"正文至多 {LONGEST_TEXT} 字，现在有 {len(content.text)} 字，请分成几篇。")
    if len(content.pictures) > MOST_PICTURES:
        raise ContentRefused(f"图片至多 {MOST_PICTURES} 张，请挑选。")
    if len({picture.digest for picture in content.pictures}) < len(content.pictures):
        raise ContentRefused("有一张图片加了两次，请删去一张。")
    if len(content.channels) > MOST_CHANNELS:
        raise ContentRefused(f"发布渠道至多 {MOST_CHANNELS} 个。")
    for channel in content.channels:
        if channel.kind not in set(ChannelKind):
            raise ContentRefused("没有这种发布渠道，请从列表中选。")
        if not channel.name.strip() or "|" in channel.name:
            raise ContentRefused("请写明发布渠道的名称，名称里不能有竖线“|”。")


def check_channels(*, fresh: Collection[Channel], running: Collection[Channel], on: dt.date) -> None:
    """Refuse a channel that an item did not have before and that its unit does not run on the day.

    `running` are the channels that the unit has registered and runs then. A unit that has none
    registered writes names.
    Raises:  ContentRefused.
    """
    for channel in fresh:
        if channel in running or not (channel.source or running):
            continue
        if channel.source:
            raise ContentRefused(
                f"{channel.label}在{on.year}年{on.month}月{on.day}日不是发布单位在用的渠道，请改选渠道，或改计划发布时间。"
            )
        raise ContentRefused(
            f"{channel.label}没有在“阵地”里登记，请从发布单位登记在用的渠道里选，或先到“阵地”登记。"
        )
