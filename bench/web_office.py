"""Fill an office with many records and time its pages: web_office.py ROWS REPEATS; prints JSON.

Runs in a process of its own, in the data folder that TAIZHANG_HOME names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import sys
import time
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready

from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.foundation.accounts.services import set_password  # noqa: E402 -- app ready
from taizhang.foundation.units.selectors import stock_scope, unit_by  # noqa: E402 -- app ready
from taizhang.kernel.quantity import read_quantity  # noqa: E402 -- app ready
from taizhang.ledgers.records.models import Record  # noqa: E402 -- app ready
from taizhang.ledgers.records.rules import Content, kinds  # noqa: E402 -- app ready
from taizhang.ledgers.records.services import NewRecord, import_records, refresh_statistics  # noqa: E402 -- app ready

PASSWORD = "wutong-2026-tz"
STREET = "梧桐街道"
WORDS = (
    "河岸",
    "楼道",
    "广场",
    "清洁",
    "义诊",
    "讲座",
    "读书",
    "电影",
    "宣讲",
    "慰问",
    "培训",
    "春联",
    "书法",
    "合唱",
)
CHUNK = 10_000
NOW = dt.datetime.now(dt.UTC)


def fill(rows: int) -> None:
    """Bring in records until there are so many, spread over the units and the last six years."""
    dice = Random(7)
    street = unit_by(text=STREET)
    units = [span.unit for span in stock_scope(unit=street, day=NOW.date()).spans]
    author, reviewer = person_by(text="wenming"), person_by(text="reviewer")
    codes = [kind.code for kind in kinds()]
    missing = rows - Record.objects.count()
    for start in range(0, missing, CHUNK):
        chunk = [
            NewRecord(_content(dice, units, codes, start + number))
            for number in range(min(CHUNK, missing - start))
        ]
        import_records(
            rows=chunk, unit=street, file_name="量", digest="0" * 64, author=author, by=reviewer, at=NOW
        )


def _content(dice: Random, units: list[int], codes: list[str], number: int) -> Content:
    day = NOW.date() - dt.timedelta(days=dice.randrange(2190))
    return Content(
        unit=dice.choice(units),
        kind=dice.choice(codes),
        title=f"{dice.choice(WORDS)}{dice.choice(WORDS)}活动第{number}场",
        on=day,
        until=day,
        place=f"{dice.choice(WORDS)}广场",
        people=read_quantity(str(dice.randrange(5, 300))),
    )


def timed(client: Client, path: str, repeats: int) -> list[float]:
    """Return the seconds that the server takes for a page, each time; the first is left out."""
    seconds = []
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    return seconds[1:]


def main() -> None:
    """Fill, time, print."""
    rows, repeats = int(sys.argv[1]), int(sys.argv[2])
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    fill(rows)
    refresh_statistics()
    told = {}
    for login in ("wenming", "reviewer"):
        set_password(person=person_by(text=login), password=PASSWORD)
        client = Client()
        client.post("/signin/", {"login": login, "password": PASSWORD})
        number = Record.objects.order_by("-pk").values_list("number", flat=True)[0]
        pages = {
            "首页": "/",
            "列表": "/records/",
            "列表，本年，按类型": "/records/?kind=lecture&period=本年",
            "列表第 200 页": "/records/?page=200",
            "搜索两个字": "/records/?q=义诊",
            "搜索一个字": "/records/?q=诊",
            "搜索一句": "/records/?q=河岸清洁活动",
            "搜索不到": "/records/?q=飞碟",
            "一条记录": f"/records/{number}/",
            "待审": "/records/review/" if login == "reviewer" else "/records/?mine=on",
            "汇总": "/figures/?period=本年",
            "一个指标": "/figures/activities_held/?period=本年",
            "报告列表": "/reports/",
        }
        for name, path in pages.items():
            seconds = timed(client, path, repeats)
            told[f"{name}（{login}）"] = statistics.quantiles(seconds, n=20)[-1]
    sys.stdout.write(json.dumps({"rows": Record.objects.count(), "p95": told}, ensure_ascii=False))


if __name__ == "__main__":
    main()
