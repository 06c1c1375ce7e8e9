"""How a person finds what stands behind the sources of the duties book."""

from __future__ import annotations

from collections.abc import Collection

from taizhang.ledgers.duties.selectors import fulfilments_by_source, occurrence_names
from taizhang.ledgers.records.selectors import BOOK as RECORDS
from taizhang.ledgers.records.selectors import records_by_source


def duty_names(*, sources: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return number and title by source, for those of the duties book.

    An occurrence is known by its task and its time ("3.1·2025年3月"), a fulfilment by the record that
    it names.
    """
    called = occurrence_names(sources=sources)
    names = {source: (f"{one.number}·{one.label}", one.content) for source, one in called.items()}
    behind = {
        source: one.source
        for source, one in fulfilments_by_source(sources=sources).items()
        if one.source.startswith(f"{RECORDS}:")
    }
    records = records_by_source(sources=set(behind.values()))
    for source, name in behind.items():
        names[source] = (records[name].number, records[name].title)
    return names
