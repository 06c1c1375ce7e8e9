"""The book is whole: every section stands in its table of contents."""

from __future__ import annotations

from pathlib import Path

from tests.spec.contents import CHAPTERS

HERE = Path(__file__).parent


def test_every_section_stands_in_the_contents() -> None:
    listed = {f"{folder}/test_{file}.py" for folder, _, sections in CHAPTERS for file, _ in sections}

    assert listed == {path.relative_to(HERE).as_posix() for path in HERE.glob("*/test_*.py")}
