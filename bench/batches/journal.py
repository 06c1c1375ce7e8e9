"""The journal of the made-up records: many lines at once, chained, numbered and sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from taizhang.foundation.bulk import insert_rows
from taizhang.foundation.journal.models import ChainHead, Checkpoint, PostingRow, SealerState
from taizhang.foundation.journal.rules import GENESIS, Frontier, chain_digest, checkpoint_text, leaf_hash
from taizhang.foundation.journal.services.payload import payload_of
from taizhang.foundation.keys.services import ALGORITHM, SigningKey
from taizhang.kernel.posting import MEASURES
from taizhang.ledgers.records.rules import Content

_COLUMNS = (
    "book", "source", "revision", "unit_id", "on_day", "kind", "tags", *MEASURES, "weight", "chain_number", "digest",
    "position",
)  # fmt: skip


class Journal:
    """A journal that nobody else writes to: heads and frontier stay in memory until it is closed."""

    def __init__(self, *, at: dt.datetime) -> None:
        self._at = at
        self._heads: dict[int, tuple[int, str]] = {}
        self._frontier = Frontier(0, [])

    def append(self, records: Sequence[tuple[int, Content]]) -> None:
        """Write one line for each record."""
        rows = [self._row(number, content) for number, content in records]
        insert_rows(
            PostingRow, columns=_COLUMNS, rows=rows, same={"posted_at": self._at, "reverses_id": None}
        )

    def close(self, *, key: SigningKey) -> None:
        """Write the ends of the chains and sign the whole."""
        heads = [(unit, length, digest) for unit, (length, digest) in self._heads.items()]
        insert_rows(ChainHead, columns=("unit_id", "length", "digest"), rows=heads)
        size, root = self._frontier.size, self._frontier.root()
        nodes = [node.hex() for node in self._frontier.nodes]
        SealerState.objects.update_or_create(id=1, defaults={"size": size, "frontier": nodes})
        text = checkpoint_text(size=size, root=root)
        Checkpoint.objects.create(
            size=size, root=root.hex(), text=text, algorithm=ALGORITHM, public_key=key.public,
            signature=key.sign(text.encode()), sealed_at=self._at,
        )  # fmt: skip

    def _row(self, number: int, content: Content) -> tuple[object, ...]:
        length, before = self._heads.get(content.unit, (0, GENESIS))
        measures = {
            "people": content.counted_people(),
            "minutes": content.minutes,
            "copies": content.copies,
            "points": None,
        }
        tags = content.posting_tags()
        told = {
            "book": "records",
            "source": f"records:{number}",
            "revision": 1,
            "unit": content.unit,
            "on": content.on,
            "kind": content.kind,
            "tags": f"|{'|'.join(tags)}|" if tags else "",
        }
        payload = payload_of(
            **told, **measures, weight=1, reverses=None, posted_at=self._at, chain_number=length + 1
        )
        digest = chain_digest(previous=before, payload=payload)
        self._heads[content.unit] = (length + 1, digest)
        self._frontier.append(leaf_hash(digest))
        return (
            *told.values(),
            *(measures[name] for name in MEASURES),
            1,
            length + 1,
            digest,
            self._frontier.size,
        )
