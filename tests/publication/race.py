"""One person who holds all three review posts sends passes from many threads at once; prints what then stands.

Run as a process of its own: what threads write must be committed for the others to see. Beside the
services, threads write seats in raw SQL, in transactions that overlap: the index alone must hold.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading

import django

THREADS, ITEMS = 6, 4


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import IntegrityError, connection, transaction  # noqa: PLC0415 -- app ready
    from django.db.models import Count  # noqa: PLC0415 -- app ready

    from taizhang.foundation.accounts.models import Person  # noqa: PLC0415 -- app ready
    from taizhang.foundation.accounts.services import add_post, begin_tenure  # noqa: PLC0415 -- app ready
    from taizhang.foundation.units.models import Unit  # noqa: PLC0415 -- app ready
    from taizhang.kernel.refusal import Refused  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication import services  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication.models import Decision, Item, ItemStage, Seat  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication.rules import (  # noqa: PLC0415 -- app ready
        PROOFS,
        REVIEWS,
        Channel,
        Content,
        Measure,
        StageTold,
    )

    call_command("migrate", verbosity=0, interactive=False)
    at, day = dt.datetime(2025, 6, 1, 4, tzinfo=dt.UTC), dt.date(2025, 6, 1)
    unit = Unit.objects.create(name="柳溪街道", level="STREET")
    author, both, other = (
        Person.objects.create(login=name, name=name, unit=unit) for name in ("甲", "乙", "丙")
    )
    posts = {code: add_post(unit=unit, name=code.label, roles=["VIEWER"]) for code in (*REVIEWS, *PROOFS)}
    for post in posts.values():
        for person in (both, other):
            begin_tenure(post=post, person=person, since=dt.date(2024, 1, 1))
    stages = [StageTold(code, post.pk, 1, Measure.HOURS) for code, post in posts.items()]
    services.set_stages(unit=unit, stages=stages, by=author, at=at)
    content = Content("读书会", "周六上午举行。", channels=(Channel("ACCOUNT", "柳溪发布"),))
    items = []
    for _ in range(ITEMS):
        item = services.create_item(unit=unit, content=content, planned_at=None, theme=None, by=author, at=at)
        items.append(services.submit_item(item=item, by=author, at=at, on=day))
    errors: list[str] = []
    gate = threading.Barrier(THREADS)

    def passer(number: int) -> None:
        try:
            for item in items:
                gate.wait()
                for code in REVIEWS:
                    with contextlib.suppress(Refused):
                        services.pass_stage(item=item, code=code, digest=item.digest, by=both, on=day, at=at)
        except Exception as error:
            errors.append(repr(error))
            gate.abort()
        finally:
            connection.close()

    run(passer)
    double = Decision.objects.values("item", "by", "stage__sort").annotate(n=Count("stage", distinct=True))
    result = {
        "double": double.filter(n__gt=1).count(),
        "passed_each_stage_once": Decision.objects.count() == ITEMS,
        "items": Item.objects.count(),
    }
    rows = {item.pk: list(ItemStage.objects.filter(item=item, sort="REVIEW")) for item in items}

    def seater(number: int) -> None:
        try:
            for item in items:
                gate.wait()
                stage = rows[item.pk][number % len(REVIEWS)]
                with contextlib.suppress(IntegrityError), transaction.atomic():
                    Seat.objects.create(item=item, stage=stage, sort="REVIEW", person=other, author=author)
        except Exception as error:
            errors.append(repr(error))
            gate.abort()
        finally:
            connection.close()

    run(seater)
    seats = Seat.objects.filter(person=other).values("item").annotate(n=Count("pk"))
    result["raw_double"] = seats.filter(n__gt=1).count() + (ITEMS - seats.count())
    print(json.dumps({"errors": errors, **result}))


def run(work: object) -> None:
    """Run the work in all threads and wait."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
