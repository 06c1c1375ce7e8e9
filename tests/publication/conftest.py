"""A street office whose six stages are held by five people, and items of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.services import add_post, begin_tenure
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.models import Item
from taizhang.ledgers.publication.rules import (
    USUAL_ORDER,
    Channel,
    Code,
    Content,
    Measure,
    StageTold,
)
from tests.conftest import NOON, Office

DAY = dt.date(2025, 6, 1)
SINCE = dt.date(2024, 1, 1)
ACCOUNT = Channel("ACCOUNT", "柳溪发布")
BOARD = Channel("NOTICE_BOARD", "北桥社区宣传栏")
TEXT = "# 活动时间\n6月7日上午，北桥社区文化室开展读书会。\n欢迎居民参加。"
HOLDERS = {
    Code.FIRST_REVIEW: "方宁",
    Code.SECOND_REVIEW: "罗青",
    Code.FINAL_REVIEW: "秦川",
    Code.FIRST_PROOF: "罗青",
    Code.SECOND_PROOF: "方宁",
    Code.THIRD_PROOF: "沈舟",
}


@dataclass(frozen=True)
class Desk:
    """Who sits at which stage, and the post of each."""

    people: dict[str, Person]
    posts: dict[Code, Post]

    def at(self, code: Code) -> Person:
        return self.people[HOLDERS[code]]


def telling(**changes: object) -> Content:
    """Return a content that proofing finds nothing in, changed as told."""
    told = {"title": "社区读书会本周六举行", "text": TEXT, "channels": (ACCOUNT,), **changes}
    return Content(**told)


def seated(office: Office) -> Desk:
    """Give each stage a post of the street, set the usual order for it and all below, and return who sits where."""
    people = {"秦川": office.reviewer}
    for login, name in (("fang", "方宁"), ("luo", "罗青"), ("shen", "沈舟")):
        people[name] = Person.objects.create(login=login, name=name, unit=office.street)
    posts = {}
    for code in Code:
        posts[code] = add_post(unit=office.street, name=f"{code.label}岗", roles=["VIEWER"])
        begin_tenure(post=posts[code], person=people[HOLDERS[code]], since=SINCE)
    stages = [StageTold(code, posts[code].pk, 2, Measure.WORKDAYS) for code in USUAL_ORDER]
    services.set_stages(unit=office.street, stages=stages, by=office.reviewer, at=NOON)
    return Desk(people, posts)


@pytest.fixture
def desk(office: Office) -> Desk:
    """Return who sits at which stage."""
    return seated(office)


@pytest.fixture
def draft(office: Office) -> Callable[..., Item]:
    """Return a maker of drafts by the clerk."""

    def make(**changes: object) -> Item:
        return services.create_item(
            unit=office.north,
            content=telling(**changes),
            planned_at=None,
            theme=None,
            by=office.clerk,
            at=NOON,
        )

    return make


@pytest.fixture
def sent(desk: Desk, draft: Callable[..., Item], office: Office) -> Callable[..., Item]:
    """Return a maker of items that were sent to review."""

    def make(*, urgent: str = "", **changes: object) -> Item:
        item = draft(**changes)
        return services.submit_item(item=item, by=office.clerk, at=NOON, on=DAY, urgent_reason=urgent)

    return make


@pytest.fixture
def passes(desk: Desk) -> Callable[..., Item]:
    """Return how an item passes stages, each by whoever sits there."""

    def go(item: Item, *codes: Code) -> Item:
        for code in codes or USUAL_ORDER:
            digest = Item.objects.get(pk=item.pk).digest
            item = services.pass_stage(item=item, code=code, digest=digest, by=desk.at(code), on=DAY, at=NOON)
        return item

    return go


@pytest.fixture
def edits(office: Office) -> Callable[..., Item]:
    """Return how the author changes an item."""

    def go(item: Item, *, reason: str = "", **changes: object) -> Item:
        return services.edit_item(
            item=item,
            content=telling(**changes),
            planned_at=None,
            theme=None,
            by=office.clerk,
            at=NOON,
            reason=reason,
        )

    return go


@pytest.fixture
def publishes(office: Office) -> Callable[..., object]:
    """Return how the clerk tells that an item went out."""

    def go(item: Item, *, reason: str = "", text: str = "", link: str = "https://lx.example/1") -> object:
        return services.publish_item(
            item=item,
            on=DAY,
            today=DAY,
            channel="柳溪发布",
            link=link,
            photo=None,
            text=text,
            reason=reason,
            by=office.clerk,
            at=NOON,
        )

    return go


@pytest.fixture
def heir(office: Office) -> Person:
    """Return a colleague of the north community who may write for it."""
    person = Person.objects.create(login="tao", name="陶然", unit=office.north)
    post = add_post(unit=office.north, name="宣传干事", roles=["CLERK"])
    begin_tenure(post=post, person=person, since=SINCE)
    return person
