"""What the demo office has on its channels: an item published, one in review for the second time, a draft with faults."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.selectors import person_by, tenures_of
from taizhang.foundation.units.selectors import unit_by
from taizhang.ledgers.publication.models import Item, ThemePlan
from taizhang.ledgers.publication.rules import (
    USUAL_ORDER,
    Channel,
    Code,
    Content,
    Measure,
    StageTold,
    as_read,
)
from taizhang.ledgers.publication.selectors import channels_on, content_of, items_within
from taizhang.ledgers.publication.services import (
    create_item,
    create_theme,
    edit_item,
    pass_stage,
    publish_item,
    set_stages,
    submit_item,
)
from taizhang.processes.demo.people import CLERKS, LEADER, REVIEWER
from taizhang.processes.demo.world import STREET

AUTHOR, PLACE = CLERKS["qinghe"][0], "青禾社区"
SEATS = {
    Code.FIRST_REVIEW: CLERKS[STREET.key][0],
    Code.FIRST_PROOF: REVIEWER[0],
    Code.SECOND_REVIEW: REVIEWER[0],
    Code.SECOND_PROOF: LEADER[0],
    Code.THIRD_PROOF: CLERKS[STREET.key][0],
    Code.FINAL_REVIEW: LEADER[0],
}
"""Who sits at which stage: three people, each at one review and one proofreading."""
LINK = "https://example.org/qinghe/reading"
SATURDAY = 5


def begin_items(*, today: dt.date, at: dt.datetime) -> None:
    """Set the stages of the street, and write the three items; nothing where it has any already."""
    street, unit, author = unit_by(text=STREET.code), unit_by(text=PLACE), person_by(text=AUTHOR)
    people = {code: person_by(text=login) for code, login in SEATS.items()}
    if items_within(units=[unit.pk]).exists():
        return
    stages = [StageTold(code, _post(people[code], today).pk, 1, Measure.WORKDAYS) for code in USUAL_ORDER]
    set_stages(unit=street, stages=stages, by=people[Code.SECOND_REVIEW], at=at)
    theme = create_theme(
        unit=unit,
        title="冬季全民阅读",
        start=today.replace(day=1),
        until=today + dt.timedelta(days=60),
        planned=6,
        note="每周一篇，读书会以后三天内发出。",
        by=author,
        at=at,
    )
    channels = tuple(sorted(channels_on(unit=unit.pk, on=today)))
    _published(_written(_reading(today, channels), theme, author, at), people, author, at)
    _in_review_again(_written(_shearing(today, channels[:1]), theme, author, at), people, author, at)
    _written(_faulty(today, channels[:1]), None, author, at)


def _post(person: Person, on: dt.date) -> Post:
    return tenures_of(person=person, on=on)[0].post


def _written(content: Content, theme: ThemePlan | None, author: Person, at: dt.datetime) -> Item:
    return create_item(
        unit=unit_by(text=PLACE), content=content, planned_at=None, theme=theme, by=author, at=at
    )


def _published(item: Item, people: dict[Code, Person], author: Person, at: dt.datetime) -> None:
    day = at.date()
    item = submit_item(item=item, by=author, at=at, on=day)
    for code in USUAL_ORDER:
        item = pass_stage(item=item, code=code, digest=item.digest, by=people[code], on=day, at=at)
    publish_item(
        item=item,
        on=day,
        today=day,
        channel=content_of(item).channels[0].label,
        link=LINK,
        photo=None,
        text=as_read(str(item.content["text"])).replace("一本书", "一本喜欢的书"),
        reason="",
        by=author,
        at=at,
    )


def _in_review_again(item: Item, people: dict[Code, Person], author: Person, at: dt.datetime) -> None:
    """Pass two stages; then a time changes, and the first review is to see it again."""
    day = at.date()
    item = submit_item(item=item, by=author, at=at, on=day)
    for code in USUAL_ORDER[:2]:
        item = pass_stage(item=item, code=code, digest=item.digest, by=people[code], on=day, at=at)
    content = Content.from_dict(item.content)
    later = Content(content.title, content.text.replace("上午9时", "下午2时"), (), content.channels)
    edit_item(item=item, content=later, planned_at=None, theme=item.theme, by=author, at=at)


def _reading(today: dt.date, channels: tuple[Channel, ...]) -> Content:
    return Content(
        "银龄读书会本周六开讲",
        f"# 时间地点\n{_saturday(today)}上午9时，青禾社区文化室。\n# 怎样参加\n欢迎居民带一本书来，现场备有热水和老花镜。",
        channels=channels,
    )


def _shearing(today: dt.date, channels: tuple[Channel, ...]) -> Content:
    return Content(
        "便民义剪周末到楼下",
        f"# 时间地点\n{_saturday(today)}上午9时，青禾社区小广场。\n六十岁以上的居民优先，雨天改在文化室。",
        channels=channels,
    )


def _faulty(today: dt.date, channels: tuple[Channel, ...]) -> Content:
    wrong = _saturday(today).replace("星期六", "星期五")
    return Content(
        "冬季用火安全提示",
        f"# 消防讲座\n{wrong}下午2时30分，约30余人参加的消防讲座在望合社区举行。\n"
        "报名请拨13800123456，资料共XX份。\n据统计，冬季火灾多由电器引起。",
        channels=channels,
    )


def _saturday(today: dt.date) -> str:
    day = today + dt.timedelta(days=(SATURDAY - today.weekday()) % 7 or 7)
    return f"{day.year}年{day.month}月{day.day}日（星期六）"
