"""The made-up journal keeps the laws of a real one."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from bench.figures.county import COUNTY, MERGED_ON, MOVED_ON, STREETS, VILLAGES, county
from bench.figures.lines import UNKNOWN, JournalLine, journal_lines, write_lines
from hypothesis import given, settings
from hypothesis import strategies as st

sizes = st.integers(1, 3000)


def _lines(size: int) -> list[JournalLine]:
    return list(journal_lines(county=county(), size=size))


@given(sizes)
@settings(max_examples=15, deadline=None)
def test_there_are_as_many_lines_as_asked_for_numbered_through(size: int) -> None:
    assert [line.id for line in _lines(size)] == list(range(1, size + 1))


@given(sizes)
@settings(max_examples=15, deadline=None)
def test_the_chain_of_every_unit_has_no_hole(size: int) -> None:
    chains: Counter[int] = Counter()
    for line in _lines(size):
        chains[line.unit_id] += 1
        assert line.chain_number == chains[line.unit_id]


def test_a_reversal_repeats_the_very_line_that_it_takes_back() -> None:
    lines = _lines(20_000)
    by_id = {line.id: line for line in lines}

    reversals = [line for line in lines if line.weight == -1]

    assert len(reversals) > 50
    for line in reversals:
        before = by_id[line.reverses_id or 0]
        assert before.id < line.id
        assert line[1:12] == before[1:12]


def test_at_most_one_line_of_a_source_stands() -> None:
    standing: Counter[str] = Counter()
    for line in _lines(20_000):
        standing[line.source] += line.weight
        assert standing[line.source] in (0, 1)


def test_a_merged_village_has_no_line_after_the_merger() -> None:
    merged = set(county().heirs)

    late = [
        line for line in _lines(20_000) if line.on_day >= MERGED_ON.isoformat() and line.unit_id in merged
    ]

    assert late == []


def test_all_lines_but_the_last_are_sealed() -> None:
    lines = _lines(3000)

    assert [line.position for line in lines[:2000]] == list(range(1, 2001))
    assert {line.position for line in lines[2000:]} == {None}


def test_the_county_has_its_streets_and_villages_and_some_moved() -> None:
    place = county()

    assert len(place.units) == 1 + STREETS + STREETS * VILLAGES
    assert {each.parent for each in place.belongings if each.unit in place.streets} == {COUNTY}
    assert {each.until for each in place.belongings} == {None, MOVED_ON, MERGED_ON}


def test_the_file_tells_unknown_apart_from_empty(tmp_path: Path) -> None:
    write_lines(path=tmp_path / "lines.csv", county=county(), size=500)

    with (tmp_path / "lines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    told = [tuple("" if cell == "" else cell for cell in row) for row in rows]
    written = [tuple(UNKNOWN if cell is None else str(cell) for cell in line) for line in _lines(500)]
    assert told == written
    assert "" in {line.tags for line in _lines(500)}
