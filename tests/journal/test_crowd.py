"""Many at once: nobody is refused, nothing is lost, chains and positions hold."""

from __future__ import annotations

from pathlib import Path

from tests.journal.crowd import DEEDS, THREADS
from tests.many_at_once import told_by


def test_posting_reversing_sealing_and_tidying_leaves_a_whole_journal(db, tmp_path: Path) -> None:
    told = told_by("tests.journal.crowd", home=tmp_path)

    assert told["errors"] == []
    assert told["tidied"] == [[1, 3], [2, 3], [3, 3]]
    assert told["faults"] == []
    assert told["postings"] == told["sealed"]
    assert told["postings"] >= THREADS * DEEDS
    assert told["checkpoints"] >= 1
