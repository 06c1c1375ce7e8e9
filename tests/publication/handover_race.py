"""An item is handed to somebody while that person decides on it, from many threads; prints what then stands.

Run as a process of its own: what threads write must be committed for the others to see. Beside the
services, threads write raw rows in transactions that overlap: the triggers alone must hold.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading

import django

from tests.publication.race import run

ITEMS, THREADS = 6, 6


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import IntegrityError, connection, transaction  # noqa: PLC0415 -- app ready

    from taizhang.foundation.accounts.models import Person  # noqa: PLC0415 -- app ready
    from taizhang.foundation.accounts.services import add_post, begin_tenure  # noqa: PLC0415 -- app ready
    from taizhang.foundation.units.models import Unit  # noqa: PLC0415 -- app ready
    from taizhang.kernel.refusal import Refused  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication import services  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication.models import Decision, ItemHandover, ItemStage, Seat  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.publication.rules import Channel, Code, Content, Measure, StageTold  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0, interactive=False)
    at, day, final = dt.datetime(2025, 6, 1, 4, tzinfo=dt.UTC), dt.date(2025, 6, 1), Code.FINAL_REVIEW
    unit = Unit.objects.create(name="柳溪街道", level="STREET")
    author, both, other = (
        Person.objects.create(login=name, name=name, unit=unit) for name in ("甲", "乙", "丙")
    )
    post = add_post(unit=unit, name=final.label, roles=["CLERK"])
    for person in (both, other):
        begin_tenure(post=post, person=person, since=dt.date(2024, 1, 1))
    stages = [StageTold(final, post.pk, 1, Measure.HOURS)]
    services.set_stages(unit=unit, stages=stages, by=author, at=at)
    content = Content("读书会", "周六上午举行。", channels=(Channel("ACCOUNT", "柳溪发布"),))

    def sent() -> list:
        made = []
        for _ in range(ITEMS):
            item = services.create_item(
                unit=unit, content=content, planned_at=None, theme=None, by=author, at=at
            )
            made.append(services.submit_item(item=item, by=author, at=at, on=day))
        return made

    errors: list[str] = []
    gate = threading.Barrier(THREADS)

    def worker(items: list, gives, decides, refused: type[Exception]):
        def work(number: int) -> None:
            try:
                for item in items:
                    gate.wait()
                    with contextlib.suppress(refused), transaction.atomic():
                        (gives if number % 2 else decides)(item)
            except Exception as error:
                errors.append(repr(error))
                gate.abort()
            finally:
                connection.close()

        return work

    items = sent()
    run(
        worker(
            items,
            lambda item: services.hand_over_item(item=item, to=both, reason="轮岗", by=author, on=day, at=at),
            lambda item: services.pass_stage(
                item=item, code=final, digest=item.digest, by=both, on=day, at=at
            ),
            Refused,
        )
    )
    handed = set(ItemHandover.objects.values_list("item", flat=True))
    decided = set(Decision.objects.values_list("item", flat=True))
    result = {"items": ITEMS, "both": len(handed & decided), "handed": len(handed), "decided": len(decided)}

    items = sent()
    rows = {item.pk: ItemStage.objects.get(item=item) for item in items}
    mine = [item.pk for item in items]
    run(
        worker(
            items,
            lambda item: ItemHandover.objects.create(
                item=item, giver=author, receiver=other, reason="轮岗", by=author, at=at
            ),
            lambda item: Seat.objects.create(
                item=item, stage=rows[item.pk], sort="REVIEW", person=other, author=author
            ),
            IntegrityError,
        )
    )
    handed = set(ItemHandover.objects.filter(item__in=mine).values_list("item", flat=True))
    seated = set(Seat.objects.filter(item__in=mine).values_list("item", flat=True))
    result |= {"raw_both": len(handed & seated), "raw_handed": len(handed), "raw_seated": len(seated)}
    print(json.dumps({"errors": errors, **result}))


if __name__ == "__main__":
    main()
