"""The content of a record: what a revision holds, compares and hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from taizhang.kernel.festivals import FESTIVAL_TAG
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.quantity import Quantity
from taizhang.ledgers.records.rules.kinds import kind_by_code
from taizhang.ledgers.records.rules.post_acts import PostAct, act_tags

FESTIVALS = (
    ("春节", ("春节", "春联", "迎新春", "贺新春", "拜年")),
    ("元宵节", ("元宵", "闹元宵", "灯谜")),
    ("清明节", ("清明",)),
    ("端午节", ("端午", "粽")),
    ("七夕节", ("七夕",)),
    ("中秋节", ("中秋",)),
    ("重阳节", ("重阳", "敬老")),
    ("腊八节", ("腊八",)),
    ("小年", ("小年",)),
    ("除夕", ("除夕",)),
    ("元旦", ("元旦",)),
    ("劳动节", ("五一", "劳动节")),
    ("儿童节", ("六一", "儿童节")),
    ("国庆节", ("国庆",)),
)
"""Festival -> words in a title that name it."""

EVIDENCED = "有佐证"
MADE_UP = "补学"
"""The tag of a study session held for those who missed one: its field `makeup_of` names that one."""

LABELS = {
    "unit": "开展单位",
    "kind": "活动类型",
    "title": "活动名称",
    "on": "日期",
    "until": "结束日期",
    "place": "地点",
    "host": "主持或主讲",
    "people": "参加人数",
    "minutes": "时长（分钟）",
    "copies": "发放资料（份）",
    "tags": "主题标签",
    "note": "备注",
    "fields": "其他内容",
    "acts": "履职和参加的岗位",
    "evidence": "佐证材料",
}


@plain_data
class Content:
    """Everything that a person says about one piece of work.

    `until` is the last day, `on` itself for one day. `people` is None where unknown. `evidence`
    holds the digests of the files, in order. `fields` holds what only this kind has, `acts` what the
    holders of posts did in person.
    """

    unit: int
    kind: str
    title: str
    on: dt.date
    until: dt.date
    place: str = ""
    host: str = ""
    people: Quantity | None = None
    minutes: int | None = None
    copies: int | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    acts: tuple[PostAct, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the content as JSON values, with whole keys in a fixed order.

        `acts` is there only where there are any, so that older contents keep their digests.
        """
        told = {
            "unit": self.unit,
            "kind": self.kind,
            "title": self.title,
            "on": self.on.isoformat(),
            "until": self.until.isoformat(),
            "place": self.place,
            "host": self.host,
            "people": _people_dict(self.people),
            "minutes": self.minutes,
            "copies": self.copies,
            "tags": list(self.tags),
            "note": self.note,
            "fields": dict(sorted(self.fields.items())),
            "evidence": list(self.evidence),
        }
        if self.acts:
            told["acts"] = [act.as_dict() for act in self.acts]
        return told

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Content:
        """Return the content that `as_dict` wrote."""
        return cls(
            unit=told["unit"],
            kind=told["kind"],
            title=told["title"],
            on=dt.date.fromisoformat(told["on"]),
            until=dt.date.fromisoformat(told["until"]),
            place=told["place"],
            host=told["host"],
            people=_people_from(told["people"]),
            minutes=told["minutes"],
            copies=told["copies"],
            tags=tuple(told["tags"]),
            note=told["note"],
            fields=told["fields"],
            evidence=tuple(told["evidence"]),
            acts=tuple(PostAct.from_dict(act) for act in told.get("acts", ())),
        )

    def digest(self) -> str:
        """Return the SHA-256 (hex) of the content's canonical JSON."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def counted_people(self) -> int | None:
        """Return how many people a figure counts: the stated number; of a range its lower bound."""
        if self.people is None:
            return None
        number = self.people.value if self.people.value is not None else self.people.low
        return None if number is None else int(number)

    @property
    def is_makeup(self) -> bool:
        """Whether it is a session held for those who had missed one."""
        return bool(self.fields.get("makeup_of"))

    def posting_tags(self) -> tuple[str, ...]:
        """Return the tags that figures filter by: its own, festivals, acts of posts, whether evidence is there."""
        tags = set(self.tags) | {f"{FESTIVAL_TAG}{name}" for name in festivals_of(self)} | act_tags(self.acts)
        if self.is_makeup:
            tags.add(MADE_UP)
        if self.evidence:
            tags.add(EVIDENCED)
        return tuple(sorted(tags))


def people_counted(told: Mapping[str, Any]) -> int | None:
    """Return what `Content.counted_people` returns of the content that `as_dict` wrote, without reading all of it."""
    people = told["people"]
    number = None if people is None else people["low"] if people["value"] is None else people["value"]
    return None if number is None else int(Decimal(number))


def festivals_of(content: Content) -> tuple[str, ...]:
    """Return the festivals that a festival activity names, in its field or its title."""
    if content.kind != "festival_activity":
        return ()
    said = content.fields.get("festival", "")
    text = f"{said} {content.title}"
    return tuple(name for name, words in FESTIVALS if name in text or any(word in text for word in words))


def _people_dict(people: Quantity | None) -> dict[str, Any] | None:
    if people is None:
        return None
    return {
        "value": _plain(people.value),
        "low": _plain(people.low),
        "high": _plain(people.high),
        "relation": people.relation,
        "raw": people.raw,
    }


def _people_from(told: Mapping[str, Any] | None) -> Quantity | None:
    if told is None:
        return None
    numbers = {name: None if told[name] is None else Decimal(told[name]) for name in ("value", "low", "high")}
    return Quantity(**numbers, relation=told["relation"], unit="人", raw=told["raw"])


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two revisions tell differently, in words a clerk reads."""

    field: str
    label: str
    before: str
    after: str


def differences(*, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what changed between the contents of two revisions, in the order of the form."""
    return tuple(
        Difference(code, label, _shown(code, before.get(code)), _shown(code, after.get(code)))
        for code, label in LABELS.items()
        if before.get(code) != after.get(code)
    )


def _shown(code: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "（空）"
    if code == "people":
        return str(value["raw"])
    if code == "kind":
        return kind_by_code(value).label
    if code == "evidence":
        return f"{len(value)} 份"
    if code == "acts":
        return "、".join(str(PostAct.from_dict(act)) for act in value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return "；".join(f"{name}：{text}" for name, text in value.items())
    return str(value)
