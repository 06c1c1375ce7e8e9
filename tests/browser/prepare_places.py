"""Give the demo office premises: looked after by the clerk's post, one with something wrong: prepare_places.py LOGIN."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.foundation.accounts.models import Tenure  # noqa: E402 -- app ready
from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.ledgers.premises import services  # noqa: E402 -- app ready
from taizhang.ledgers.premises.models import Place  # noqa: E402 -- app ready
from taizhang.ledgers.premises.rules import (  # noqa: E402 -- app ready
    Answer,
    IncidentSort,
    Severity,
    Wrong,
    type_by_code,
)
from taizhang.processes.import_places import begin_place_upload  # noqa: E402 -- app ready

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.astimezone(ZoneInfo("Asia/Shanghai")).date()
LATER = TODAY + dt.timedelta(days=7)
PLACES = (
    ("reading_room", "河畔书屋", {"area": 80, "hours": "9:00—17:00"}),
    ("led_screen", "文化广场大屏", {"area": 12, "controller": "联网控制", "network": "政务外网"}),
    ("notice_board", "街道北门宣传栏", {"size": "2—6平方米"}),
    ("notice_group", "网格通知群", {"platform": "微信", "band": "200—500人"}),
    ("square", "河畔文化广场", {"area": 2400, "hours": "全天"}),
)
NAMED = {"led_screen": "custodian", "notice_group": "administrator"}


def settle_places() -> None:
    """Register them, inspect the first, find something wrong; write an incident down and upload a table."""
    clerk = person_by(text=sys.argv[1])
    post = Tenure.objects.filter(person=clerk, until=None).select_related("post__unit").first().post
    for kind, name, fields in PLACES:
        named = {NAMED[kind]: post.pk} if kind in NAMED else {}
        details = services.Details(
            type=type_by_code(kind),
            name=name,
            unit=post.unit_id,
            post=post.pk,
            grid="第三网格",
            address="梧桐路 18 号",
            fields=fields | named,
        )
        since = dt.date(TODAY.year - 1, 3, 5)
        services.register(details=details, since=since, by=clerk, today=TODAY, at=NOW)
    room, screen = (Place.objects.get(name=name) for _, name, _ in PLACES[:2])
    answers = {item.code: Answer.FINE for item in type_by_code(room.type).items}
    wrong = Wrong("fire", "灭火器压力不足，指针在红区", Severity.SERIOUS, post.pk, LATER)
    services.inspect(
        place=room, answers=answers | {"fire": Answer.WRONG}, wrongs=[wrong], on=TODAY, by=clerk, at=NOW
    )
    services.write_incident(
        place=screen,
        sort=IncidentSort.HIJACKED,
        what="屏幕播放外来画面约三分钟",
        noticed_at=NOW - dt.timedelta(hours=2),
        on=TODAY,
        by=clerk,
        at=NOW,
    )
    lines = (
        "类型,名称,管理单位,责任岗位,启用日期,规格",
        f"宣传栏,南门宣传栏,{post.unit.name},{post.name},2025-03-05,2—6平方米",
        f"宣传栏,西门宣传栏,{post.unit.name},张三,2025-03-05,很大",
    )
    content = "\r\n".join(lines).encode()
    begin_place_upload(
        content=content,
        name=Path("阵地.csv").name,
        root=post.unit,
        units=[post.unit_id],
        by=clerk,
        today=TODAY,
        at=NOW,
    )


settle_places()
