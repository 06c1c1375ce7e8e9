"""Reading ahead: asked of the system for a part of the database's file, and for nothing where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.foundation.read_ahead import ask_for, read_ahead

SIZE = 3_000_001


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "taizhang.sqlite3"
    path.write_bytes(b"\0" * SIZE)
    return path


def test_a_part_of_the_file_is_asked_for(file: Path) -> None:
    assert ask_for(path=file, begin=0.0, end=1.0) == SIZE
    assert ask_for(path=file, begin=0.5, end=0.75) == 750_000


def test_nothing_past_the_end_of_the_file_is_asked_for(file: Path) -> None:
    assert ask_for(path=file, begin=1.2, end=1.4) == 0
    assert ask_for(path=file, begin=0.5, end=1.4) == SIZE - 1_500_000


def test_nothing_is_asked_for_where_there_is_no_file(tmp_path: Path) -> None:
    assert ask_for(path=tmp_path / "nobody.sqlite3", begin=0.0, end=1.0) == 0


def test_nothing_is_asked_for_on_postgresql_and_of_a_database_in_memory() -> None:
    assert read_ahead(begin=0.0, end=1.0) == 0
