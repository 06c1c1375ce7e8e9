"""The bytes of a posting that its chain digest covers."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.journal.rules import canonical


def payload_of(
    *,
    book: str,
    source: str,
    revision: int,
    unit: int,
    on: dt.date,
    kind: str,
    tags: str,
    people: int | None,
    minutes: int | None,
    copies: int | None,
    points: int | None,
    weight: int,
    reverses: int | None,
    posted_at: dt.datetime,
    chain_number: int,
) -> bytes:
    """Return the canonical bytes of one posting: every column but its digest and its position."""
    measures = {"people": people, "minutes": minutes, "copies": copies, "points": points}
    return canonical(
        {
            "v": 1,
            "alg": "sha256",
            "book": book,
            "source": source,
            "revision": revision,
            "unit": unit,
            "on": on.isoformat(),
            "kind": kind,
            "tags": tags,
            "measures": {name: value for name, value in measures.items() if value is not None},
            "weight": weight,
            "reverses": reverses,
            "posted_at": _moment(posted_at),
            "number": chain_number,
        }
    )


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
