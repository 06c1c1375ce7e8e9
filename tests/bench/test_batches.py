"""The city of the bench of many reports: its journal keeps the laws of a real one, its reports can be compiled."""

from __future__ import annotations

import itertools

import pytest
from bench.batches.journal import Journal
from bench.batches.office import contents, load_units
from bench.batches.sizes import CITY, LINES_EACH, VILLAGES

from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import scope_of
from taizhang.kernel.period import Period


@pytest.fixture
def sealed(db, key, at) -> list[range]:
    """Two streets whose journal was written in two pieces."""
    streets = load_units(streets=2)
    lines, numbered = Journal(at=at), enumerate(contents(streets=streets), 1)
    while piece := list(itertools.islice(numbered, 300)):
        lines.append(piece)
    lines.close(key=key)
    return streets


def test_the_journal_of_the_city_is_found_whole(sealed, key) -> None:
    assert journal.verify(trusted_key=key.public).faults == []


def test_sealing_it_once_more_finds_nothing_to_seal(sealed, key, at) -> None:
    assert journal.seal(key=key, at=at) == 2 * LINES_EACH


def test_the_villages_are_below_their_streets_and_these_below_the_city(sealed) -> None:
    year = Period.year(2025)
    city, street = Unit.objects.get(pk=CITY), Unit.objects.get(pk=sealed[1][0])

    below = {span.unit for span in scope_of(unit=street, start=year.start, until=year.until).spans}

    assert below == set(sealed[1])
    assert len(scope_of(unit=city, start=year.start, until=year.until).spans) == 1 + 2 * (1 + VILLAGES)
