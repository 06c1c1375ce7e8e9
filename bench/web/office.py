"""Fill the demo office with many records and time its pages: office.py ROWS REPEATS PASSWORD; prints JSON.

Runs in a process of its own, in the data folder that TAIZHANG_HOME names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.db import connection  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready

from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.foundation.accounts.services import add_person, add_post, begin_tenure, set_password  # noqa: E402 -- app ready
from taizhang.foundation.keys.services import load_key  # noqa: E402 -- app ready
from taizhang.foundation.statistics import refresh_statistics  # noqa: E402 -- app ready
from taizhang.foundation.units.models import Unit  # noqa: E402 -- app ready
from taizhang.foundation.units.selectors import stock_scope, unit_by  # noqa: E402 -- app ready
from taizhang.kernel.period import parse_period  # noqa: E402 -- app ready
from taizhang.kernel.quantity import read_quantity  # noqa: E402 -- app ready
from taizhang.ledgers.records.models import Record  # noqa: E402 -- app ready
from taizhang.ledgers.records.rules import Content, kinds  # noqa: E402 -- app ready
from taizhang.ledgers.records.services import NewRecord, import_records  # noqa: E402 -- app ready
from taizhang.reporting.drafting import start_report  # noqa: E402 -- app ready
from taizhang.reporting.kept_totals import catch_up  # noqa: E402 -- app ready
from taizhang.reporting.runs import Order  # noqa: E402 -- app ready

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
PEOPLE = ("wenming", "reviewer")
CLIENTS = 10
"""Colleagues who write at the same time in the load test."""
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


def report_of_last_year() -> int:
    """Compile the street's work report of last year, which nobody has written in yet, and return its number."""
    year = NOW.year - 1
    order = Order(
        unit=unit_by(text=STREET),
        period=parse_period(f"{year}"),
        subject="文明实践工作",
        signed_on=dt.date(year, 12, 31),
    )
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    author = person_by(text="wenming")
    return start_report(template="work_report", order=order, by=author, key=key, at=NOW).pk


def colleagues(password: str) -> list[str]:
    """Let so many clerks sign in at their communities and return their names for it."""
    units = Unit.objects.filter(
        pk__in=[span.unit for span in stock_scope(unit=unit_by(text=STREET), day=NOW.date()).spans]
    )
    places = list(units.order_by("pk"))
    logins = []
    for number in range(CLIENTS):
        login, unit = f"clerk{number}", places[number % len(places)]
        person = add_person(login=login, name=f"文书{number}", unit=unit)
        post = add_post(unit=unit, name=f"文书岗{number}", roles=["CLERK"])
        begin_tenure(post=post, person=person, since=NOW.date() - dt.timedelta(days=365))
        set_password(person=person, password=password)
        logins.append(login)
    return logins


def pages(login: str, report: int) -> dict[str, str]:
    """Return the pages to time, each with what it is called."""
    number = Record.objects.order_by("-pk").values_list("number", flat=True)[0]
    own = {"一份报告": f"/reports/{report}/"} if login == "wenming" else {"待审核": "/records/review/"}
    return {
        "首页": "/",
        "列表": "/records/",
        "列表，本年，按类型": "/records/?kind=lecture&period=本年",
        "列表第 200 页": "/records/?page=200",
        "搜索两个字": "/records/?q=义诊",
        "搜索一个字": "/records/?q=诊",
        "搜索一句": "/records/?q=河岸清洁活动",
        "搜索不到": "/records/?q=飞碟",
        "一条记录": f"/records/{number}/",
        "自己填的": "/records/?mine=on",
        "汇总": "/figures/?period=本年",
        "一个指标": "/figures/activities_held/?period=本年",
        "报告列表": "/reports/",
        **own,
    }


def main() -> None:
    """Fill, time, print."""
    rows, repeats, password = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    begun = time.perf_counter()
    fill(rows)
    refresh_statistics(Record)
    # What the worker of a served office does within seconds.
    catch_up()
    filled = time.perf_counter() - begun
    report = report_of_last_year()
    seconds: dict[str, list[float]] = {}
    for login in PEOPLE:
        set_password(person=person_by(text=login), password=password)
        client = Client()
        client.post("/signin/", {"login": login, "password": password})
        for name, path in pages(login, report).items():
            seconds.setdefault(name, []).extend(timed(client, path, repeats))
    told = {
        "rows": Record.objects.count(),
        "filled": filled,
        "seconds": seconds,
        "logins": colleagues(password),
        "vendor": connection.vendor,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
