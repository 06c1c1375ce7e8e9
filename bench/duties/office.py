"""Thirty units with 120 duties each: occurrences made, the matrix asked for: office.py UNITS TASKS REPEATS; prints JSON.

Runs in a process of its own, in the data folder that TAIZHANG_HOME names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import sys
import time
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
from taizhang.foundation.units.models import Affiliation, Unit  # noqa: E402 -- app ready
from taizhang.ledgers.duties import services  # noqa: E402 -- app ready
from taizhang.ledgers.duties.models import Occurrence, Scheme  # noqa: E402 -- app ready
from taizhang.ledgers.duties.rules import Role, Sort  # noqa: E402 -- app ready

MONTHLY = {"kind": "every", "every": "month", "times": 1}
NOW = dt.datetime.now(dt.UTC)
YEAR = NOW.year


def issued(units: int, tasks: int, author: Person, issuer: Person, street: Unit) -> tuple[Scheme, float]:
    """Return the scheme, handed down to every unit, and the seconds that the handing down took."""
    below = [Unit.objects.create(name=f"第{number}社区", level="VILLAGE") for number in range(1, units + 1)]
    Affiliation.objects.bulk_create([Affiliation(unit=unit, parent=street) for unit in below])
    scheme = services.create_scheme(
        title="任务分解表", year=YEAR, unit=street, sort=Sort.DUTY, by=author, at=NOW
    )
    answering = tuple(services.Answering(unit, Role.RESPONSIBLE) for unit in below)
    lines = [
        services.NewTask(services.TaskText(f"{number}", f"第{number}项工作", MONTHLY), answering)
        for number in range(1, tasks + 1)
    ]
    services.add_tasks(scheme=scheme, tasks=lines, by=author, at=NOW)
    begun = time.perf_counter()
    services.issue_scheme(scheme=scheme, document="", issued_on=dt.date(YEAR, 1, 1), by=issuer, at=NOW)
    return scheme, time.perf_counter() - begun


def main() -> None:
    """Fill, make twelve more months, ask for the matrix, print."""
    units, tasks, repeats = (int(told) for told in sys.argv[1:4])
    call_command("migrate", verbosity=0, interactive=False)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    street, password = Unit.objects.create(name="梧桐街道", level="STREET"), secrets.token_urlsafe(24)
    since = dt.date(YEAR, 1, 1)
    author = somebody("clerk", street, "CLERK", password, since=since)
    issuer = somebody("reviewer", street, "REVIEWER", password, since=since)
    scheme, handed_down = issued(units, tasks, author, issuer, street)
    begun = time.perf_counter()
    made = services.generate(until=dt.date(YEAR + 3, 1, 1), at=NOW)
    generated = time.perf_counter() - begun
    client = Client()
    client.post("/signin/", {"login": "reviewer", "password": password})
    seconds = []
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        answer = client.get(f"/duties/schemes/{scheme.pk}/matrix/?period={YEAR}年")
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"matrix: {answer.status_code}")
    told = {
        "made": made,
        "generated": generated,
        "handed_down": handed_down,
        "occurrences": Occurrence.objects.count(),
        "seconds": seconds[1:],
        "vendor": connection.vendor,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
