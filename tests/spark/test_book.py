"""Every paragraph of the book of examples, on a real cluster."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest

from tests.spark.conftest import SparkRoom
from tests.spec.contents import CHAPTERS
from tests.spec.paragraph import Paragraph, Tell, check_rolled_up, lines


def _paragraphs() -> list[Callable[[Tell], None]]:
    """Return every paragraph, in the order of the book."""
    found: list[Callable[[Tell], None]] = []
    for folder, _, sections in CHAPTERS:
        for file, _ in sections:
            module = importlib.import_module(f"tests.spec.{folder}.test_{file}")
            found += [each for name, each in vars(module).items() if name.startswith("test_")]
    return found


@pytest.mark.parametrize("paragraph", _paragraphs(), ids=lambda each: each.__name__)
def test_spark_tells_what_the_book_tells(paragraph: Callable[[Tell], None], room: SparkRoom) -> None:
    def tell(written: Paragraph) -> None:
        with room.holding(lines(written)) as bulk:
            check_rolled_up(written, bulk)

    paragraph(tell)
