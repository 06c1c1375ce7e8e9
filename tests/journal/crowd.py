"""Many threads post, reverse and seal at once in a fresh ledger; prints what the journal then says, as JSON.

Run as a process of its own: what threads write must be committed for the others to see.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import threading
from pathlib import Path

import django

THREADS, DEEDS = 8, 25


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection, transaction  # noqa: PLC0415 -- app ready

    from taizhang.foundation.journal import services as journal  # noqa: PLC0415 -- app ready
    from taizhang.foundation.keys.services import create_key  # noqa: PLC0415 -- app ready
    from taizhang.foundation.units.models import Unit  # noqa: PLC0415 -- app ready
    from taizhang.kernel.posting import Posting  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0, interactive=False)
    at = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    units = [Unit.objects.create(name=f"第{n}村", level="VILLAGE").pk for n in range(4)]
    key = create_key(home=Path(os.environ["TAIZHANG_HOME"]))
    errors: list[str] = []
    stop = threading.Event()

    def poster(number: int) -> None:
        dice = random.Random(number)
        try:
            for deed in range(DEEDS):
                source = f"records:{number}-{deed}"
                with transaction.atomic():
                    postings = [
                        Posting("records", source, 1, unit, dt.date(2025, 1, 1), "visit")
                        for unit in dice.sample(units, dice.randint(1, 3))
                    ]
                    journal.post(postings=postings, at=at)
                    if deed % 5 == 4:
                        journal.reverse(book="records", sources=[source], at=at)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    def sealer() -> None:
        try:
            while not stop.is_set():
                journal.seal(key=key, at=at)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    posters = [threading.Thread(target=poster, args=(n,)) for n in range(THREADS)]
    sealers = [threading.Thread(target=sealer) for _ in range(2)]
    for thread in (*posters, *sealers):
        thread.start()
    for thread in posters:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    sealed = journal.seal(key=key, at=at)
    tidied: list[tuple[int, int]] = []
    journal.tidy(progress=lambda done, total: tidied.append((done, total)))
    found = journal.verify(trusted_key=key.public)
    print(
        json.dumps(
            {
                "errors": errors,
                "tidied": tidied,
                "faults": found.faults,
                "postings": found.postings,
                "sealed": sealed,
                "checkpoints": found.checkpoints,
            }
        )
    )


if __name__ == "__main__":
    main()
