"""Reading ahead: asked of the system for a part of the database's file, and for nothing where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from taizhang.foundation.read_ahead import read_ahead

SIZE = 3_000_001


@pytest.fixture
def file_of_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "taizhang.sqlite3"
    path.write_bytes(b"\0" * SIZE)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    return path


def on_sqlite(asked: int) -> int:
    """Return what is asked for: on PostgreSQL nothing."""
    return asked if connection.vendor == "sqlite" else 0


def test_a_part_of_the_file_is_asked_for(file_of_database: Path) -> None:
    assert read_ahead(begin=0.0, end=1.0) == on_sqlite(SIZE)
    assert read_ahead(begin=0.5, end=0.75) == on_sqlite(750_000)


def test_nothing_past_the_end_of_the_file_is_asked_for(file_of_database: Path) -> None:
    assert read_ahead(begin=1.2, end=1.4) == 0
    assert read_ahead(begin=0.5, end=1.4) == on_sqlite(SIZE - 1_500_000)


def test_nothing_is_asked_for_where_there_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "nobody.sqlite3"))

    assert read_ahead(begin=0.0, end=1.0) == 0
