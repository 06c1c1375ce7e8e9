"""Many people re-check, and many put right, one finding at one time; prints what then stands.

Run as a process of its own: what threads write must be committed for the others to see.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Callable

import django

THREADS, ROUNDS = 6, 4
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x01" * 40


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from taizhang.foundation.accounts.models import Person, Post  # noqa: PLC0415 -- app ready
    from taizhang.foundation.evidence.services import keep_file  # noqa: PLC0415 -- app ready
    from taizhang.foundation.journal.selectors import standing_postings  # noqa: PLC0415 -- app ready
    from taizhang.foundation.units.models import Unit  # noqa: PLC0415 -- app ready
    from taizhang.kernel.refusal import Refused  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.premises import services  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.premises.models import Finding, FindingStep  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.premises.rules import Answer, Severity, Wrong, type_by_code  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0, interactive=False)
    at, day = dt.datetime(2025, 6, 10, 4, tzinfo=dt.UTC), dt.date(2025, 6, 10)
    unit = Unit.objects.create(name="北桥社区", level="COMMUNITY")
    people = [Person.objects.create(login=f"p{n}", name=f"同事{n}", unit=unit) for n in range(THREADS)]
    post = Post.objects.create(unit=unit, name="宣传干事", roles=["CLERK"])
    kind, photo = type_by_code("reading_room"), keep_file(content=PICTURE, name="照片.png", at=at).pk

    def found(number: int) -> Finding:
        place = services.register(
            details=services.Details(
                type=kind,
                name=f"北桥书屋{number}",
                unit=unit.pk,
                post=post.pk,
                fields={"area": 80, "hours": "9:00—17:00"},
            ),
            since=dt.date(2025, 1, 6),
            by=people[0],
            today=day,
            at=at,
        )
        answers = {item.code: Answer.FINE for item in kind.items} | {"fire": Answer.WRONG}
        wrongs = [Wrong("fire", "灭火器过期", Severity.SERIOUS, post.pk, day + dt.timedelta(days=7))]
        services.inspect(place=place, answers=answers, wrongs=wrongs, on=day, by=people[0], at=at)
        return Finding.objects.get(place=place)

    def rectify(finding: Finding, person: Person) -> None:
        services.rectify(finding=finding, text="已更换", photos=[photo], on=day, by=person, at=at)

    def close(finding: Finding, person: Person) -> None:
        services.close(finding=finding, text="已看现场", on=day, by=person, at=at)

    def close_or_send_back(finding: Finding, person: Person) -> None:
        if person.pk % 2:
            close(finding, person)
        else:
            services.send_back(finding=finding, text="仍不合格", on=day, by=person, at=at)

    def race(act: Callable[[Finding, Person], None], findings: list[Finding]) -> dict[str, object]:
        """Let everybody do the act to each finding at once, and tell who won, who was refused and what broke."""
        gate, lock = threading.Barrier(THREADS), threading.Lock()
        told: dict[str, list[object]] = {"won": [], "refused": [], "errors": []}

        def keep(what: str, value: object) -> None:
            with lock:
                told[what].append(value)

        def work(person: Person) -> None:
            try:
                for finding in findings:
                    gate.wait()
                    try:
                        act(finding, person)
                        keep("won", finding.pk)
                    except Refused as refusal:
                        keep("refused", str(refusal))
            except Exception as error:
                keep("errors", repr(error))
                gate.abort()
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {
            "errors": told["errors"],
            "one_won_each": sorted(told["won"]) == sorted(finding.pk for finding in findings),
            "refused": len(told["refused"]),
            "words": sorted(set(told["refused"])),
        }

    closed, checked = ([found(100 * run + n) for n in range(ROUNDS)] for run in (1, 2))
    result = {"rectify": race(rectify, [*closed, *checked])}
    result["close"] = race(close, closed)
    result["recheck"] = race(close_or_send_back, checked)
    steps = FindingStep.objects.filter(act__in=("CLOSE", "RETURN"))
    rectifiers = dict(FindingStep.objects.filter(act="RECTIFY").values_list("finding", "by"))
    result["steps"] = steps.count()
    result["own"] = sum(rectifiers[step.finding_id] == step.by_id for step in steps)
    result["told_once"] = all(
        [line.kind for line in standing_postings(book="inspections", source=f"inspections:r{one.pk}")]
        == ["rectification_closed"]
        for one in closed
    )
    print(json.dumps({"expected_losers": (THREADS - 1) * ROUNDS, "rounds": ROUNDS, **result}))


if __name__ == "__main__":
    main()
