"""Twenty thousand places: inspections of a year made, lists and stocks asked for: office.py UNITS EACH REPEATS; prints JSON.

Runs in a process of its own, in the data folder that TAIZHANG_HOME names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.management import call_command  # noqa: E402 -- app ready
from django.db import connection  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready

from bench.office_people import somebody  # noqa: E402 -- app ready
from taizhang.foundation.accounts.models import Person  # noqa: E402 -- app ready
from taizhang.foundation.accounts.services import add_post  # noqa: E402 -- app ready
from taizhang.foundation.units.models import Affiliation, Unit  # noqa: E402 -- app ready
from taizhang.kernel.period import Period  # noqa: E402 -- app ready
from taizhang.ledgers.premises import services  # noqa: E402 -- app ready
from taizhang.ledgers.premises.models import Place  # noqa: E402 -- app ready
from taizhang.ledgers.premises.rules import type_by_code  # noqa: E402 -- app ready
from taizhang.reporting.figures import FigureDesk, scope_for  # noqa: E402 -- app ready
from taizhang.reporting.rules import rule_book  # noqa: E402 -- app ready

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.date()
TYPES = ("notice_board", "led_screen", "reading_room", "square", "park")
SIZES = ({"size": "2—6平方米"}, {"area": 12}, {"area": 80}, {"area": 2400}, {"area": 900})
LISTS = (
    "/premises/",
    "/premises/?type=square",
    "/premises/?state=late",
    "/premises/?q=17号",
    "/premises/?page=40",
    "/premises/due/",
    "/premises/findings/",
)
STOCKS = ("premises_total", "squares", "facilities_large", "led_screens_medium", "inspections_done_rate")


def registered(units: int, each: int, county: Unit, by: Person) -> float:
    """Register so many places in so many units below and return the seconds it took."""
    below = [Unit.objects.create(name=f"第{number}社区", level="VILLAGE") for number in range(1, units + 1)]
    Affiliation.objects.bulk_create([Affiliation(unit=unit, parent=county) for unit in below])
    begun = time.perf_counter()
    for unit in below:
        post = add_post(unit=unit, name="宣传干事", roles=["CLERK"])
        new = [place_of(unit.pk, post.pk, number) for number in range(each)]
        services.register_all(places=new, by=by, today=TODAY, at=NOW)
    return time.perf_counter() - begun


def place_of(unit: int, post: int, number: int) -> services.NewPlace:
    """Return the place of that number in a unit."""
    kind = number % len(TYPES)
    named = {"custodian": post} if TYPES[kind] == "led_screen" else {}
    details = services.Details(
        type=type_by_code(TYPES[kind]),
        name=f"{number}号",
        unit=unit,
        post=post,
        grid=f"第{number % 9 + 1}网格",
        fields=SIZES[kind] | named,
    )
    return services.NewPlace(details, dt.date(TODAY.year - 1, number % 12 + 1, 5))


def timed(work: Callable[[], object], repeats: int) -> list[float]:
    """Return the seconds that each doing took, after one that is not counted."""
    seconds = []
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return seconds[1:]


def main() -> None:
    """Fill, make the inspections of twelve months, ask for lists and stocks, print."""
    units, each, repeats = (int(told) for told in sys.argv[1:4])
    call_command("migrate", verbosity=0, interactive=False)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    county, password = Unit.objects.create(name="澄江区", level="COUNTY"), secrets.token_urlsafe(24)
    by = somebody("clerk", county, "CLERK", password, since=dt.date(TODAY.year, 1, 1))
    filled = registered(units, each, county, by)
    begun = time.perf_counter()
    made = services.generate(until=dt.date(TODAY.year + 2, 1, 1), at=NOW)
    generated = time.perf_counter() - begun
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    client.post("/signin/", {"login": "clerk", "password": password})
    lists: list[float] = []
    for address in LISTS:
        if client.get(address).status_code != 200:
            raise SystemExit(address)
        lists += timed(lambda address=address: client.get(address), repeats)  # type: ignore[misc]
    period, desk = Period.year(TODAY.year), FigureDesk(as_of=None)
    stocks: list[float] = []
    for code in STOCKS:
        rule = rule_book().rule(code=code)
        scope = scope_for(rule=rule, unit=county, period=period)
        stocks += timed(
            lambda rule=rule, scope=scope: desk.count(rule=rule, scope=scope, period=period), repeats
        )  # type: ignore[misc]
    told = {
        "places": Place.objects.count(),
        "registered": filled,
        "made": made,
        "generated": generated,
        "lists": lists,
        "stocks": stocks,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
