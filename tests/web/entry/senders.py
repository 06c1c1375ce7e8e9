"""Many threads send one record of a device at once to a fresh ledger; prints what they were answered, as JSON.

Run as a process of its own: what threads write must be committed for the others to see.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import django

THREADS = 6
KEY = "5" * 32


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- app ready
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready
    from django.test import Client  # noqa: PLC0415 -- app ready

    from taizhang.foundation.accounts.models import Person  # noqa: PLC0415 -- app ready
    from taizhang.foundation.accounts.rules import Role  # noqa: PLC0415 -- app ready
    from taizhang.foundation.accounts.services import ensure_standing_people, set_password  # noqa: PLC0415 -- app ready
    from taizhang.foundation.keys.services import create_key  # noqa: PLC0415 -- app ready
    from taizhang.foundation.units.models import Unit  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.records.models import Record  # noqa: PLC0415 -- app ready
    from tests.web.conftest import PASSWORD, hold  # noqa: PLC0415 -- app ready
    from tests.web.pictures import PNG  # noqa: PLC0415 -- app ready

    Path(os.environ["TAIZHANG_HOME"]).mkdir()
    call_command("migrate", verbosity=0, interactive=False)
    create_key(home=Path(os.environ["TAIZHANG_HOME"]))
    ensure_standing_people()
    unit = Unit.objects.create(name="北桥社区", level="VILLAGE")
    clerk = Person.objects.create(login="clerk", name="周敏", unit=unit)
    hold(clerk, unit, Role.CLERK)
    set_password(person=clerk, password=PASSWORD)
    clients = [Client() for _ in range(THREADS)]
    for client in clients:
        client.post("/signin/", {"login": "clerk", "password": PASSWORD})
    ready, answers = threading.Barrier(THREADS), []
    told = {
        "id": KEY,
        "person": "clerk",
        "entered": "2025-03-05",
        "title": "楼道清洁",
        "kind": "community_activity",
        "unit": unit.pk,
        "on": "2025年3月5日",
        "then": "submit",
    }

    def send(client: Client) -> None:
        ready.wait()
        try:
            answer = client.post("/outbox/send/", {**told, "files": SimpleUploadedFile("现场.png", PNG)})
            answers.append([answer.status_code, answer.json()])
        except Exception as error:
            answers.append([0, repr(error)])
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = [
        [record.client_key, record.state, record.evidence.count(), record.revisions.count()]
        for record in Record.objects.all()
    ]
    print(json.dumps({"answers": answers, "records": records}))


if __name__ == "__main__":
    main()
