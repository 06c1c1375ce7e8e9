"""The sealer: give committed postings their global positions and sign the whole."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from taizhang.foundation.journal.models import Checkpoint, PostingRow, SealerState
from taizhang.foundation.journal.rules import Frontier, checkpoint_text, leaf_hash
from taizhang.foundation.keys.services import ALGORITHM, SigningKey

BATCH = 2000


def seal(*, key: SigningKey, at: dt.datetime) -> int:
    """Give every committed posting without a position the next one, and return the last position.

    Positions have no holes and never change. The sealer takes what is committed and unsealed,
    never "id greater than the last": in PostgreSQL ids commit out of order. Within a unit the
    chain commits in order, so positions follow it. Signs a checkpoint when the journal grew.
    """
    with transaction.atomic():
        state = _locked_state()
        frontier = Frontier(state.size, [bytes.fromhex(node) for node in state.frontier])
        waiting = list(
            PostingRow.objects.filter(position__isnull=True).order_by("id").values_list("pk", "digest")
        )
        if not waiting:
            return state.size
        for start in range(0, len(waiting), BATCH):
            _place(waiting[start : start + BATCH], frontier)
        state.size = frontier.size
        state.frontier = [node.hex() for node in frontier.nodes]
        state.save(update_fields=["size", "frontier"])
        _sign(frontier, key=key, at=at)
    return frontier.size


def _locked_state() -> SealerState:
    SealerState.objects.bulk_create([SealerState(id=1, size=0, frontier=[])], ignore_conflicts=True)
    return SealerState.objects.select_for_update().get(id=1)


def _place(rows: list[tuple[int, str]], frontier: Frontier) -> None:
    places = []
    for pk, digest in rows:
        frontier.append(leaf_hash(digest))
        places.append((frontier.size, pk))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE journal_posting SET position = %s WHERE id = %s", places)


def _sign(frontier: Frontier, *, key: SigningKey, at: dt.datetime) -> None:
    root = frontier.root()
    text = checkpoint_text(size=frontier.size, root=root)
    Checkpoint.objects.create(
        size=frontier.size,
        root=root.hex(),
        text=text,
        algorithm=ALGORITHM,
        public_key=key.public,
        signature=key.sign(text.encode()),
        sealed_at=at,
    )
