"""The figures asked by the bench are those of the lines it loaded, on the very path a report takes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bench.figures.county import county
from bench.figures.lines import JournalLine, journal_lines, write_lines
from bench.figures.rules import RULES

from taizhang.kernel.period import Period

SIZE, EACH = 4000, 2


@pytest.mark.django_db
@pytest.mark.parametrize("with_totals", [False, True])
def test_every_answer_about_the_whole_county_is_that_of_the_lines(tmp_path: Path, with_totals: bool) -> None:
    from bench.figures.asking import answers, questions  # noqa: PLC0415 -- models need Django set up
    from bench.figures.loading import keep_totals, load_county, load_lines  # noqa: PLC0415 -- models need Django set up

    write_lines(path=tmp_path / "lines.csv", county=county(), size=SIZE)
    load_county(county())
    load_lines(tmp_path / "lines.csv")
    if with_totals:
        assert keep_totals() == SIZE
    asked = questions(county=county(), postings=SIZE, each=EACH)

    told = answers(asked)

    lines = list(journal_lines(county=county(), size=SIZE))
    kinds = [
        (one, two) for one, two in zip(asked, told, strict=True) if one.rule == "kinds" and one.unit == 1
    ]
    assert len(asked) == 4 * len(RULES) * EACH
    assert len(kinds) == 3 * EACH
    for question, answer in kinds:
        assert int(answer.value or 0) == kinds_counted(lines, period=question.period, as_of=question.as_of)


def kinds_counted(lines: list[JournalLine], *, period: Period, as_of: int | None) -> int:
    """Return how many kinds of records stand, counted by hand."""
    net: Counter[str] = Counter()
    for line in lines:
        seen = as_of is None or (line.position is not None and line.position <= as_of)
        if seen and period.start.isoformat() <= line.on_day < period.until.isoformat():
            net[line.kind] += line.weight
    return sum(weight > 0 for weight in net.values())


@pytest.mark.django_db
def test_after_each_line_the_figures_of_the_units_above_have_it(tmp_path: Path) -> None:
    from bench.figures.loading import keep_totals, load_county, load_lines  # noqa: PLC0415 -- models need Django set up
    from bench.figures.upwards import told_upwards  # noqa: PLC0415 -- models need Django set up

    write_lines(path=tmp_path / "lines.csv", county=county(), size=SIZE)
    load_county(county())
    load_lines(tmp_path / "lines.csv")
    keep_totals()

    told = told_upwards(county=county(), times=60)

    assert {name: len(seconds) for name, seconds in told.items()} == {
        "together": 60,
        "alone": 60,
        "uncounted": 60,
    }
