"""Precision and recall over sentences with planted faults, printed by `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.proofing_bench import GROUPS, HELD_OUT, PLANTED, PROMISED, UNSEEN, grouped, measure, sentences

MEASURED = {file: grouped(measure(sentences(file))) for file in (PLANTED, HELD_OUT, UNSEEN)}


@pytest.mark.parametrize("file", [PLANTED, HELD_OUT], ids=lambda file: file.stem)
def test_there_are_at_least_three_hundred_sentences_many_of_them_right(file: Path) -> None:
    told = sentences(file)

    assert len(told) >= 300
    assert len([one for one in told if not one.faults]) >= 120
    assert len({one.text for one in told}) == len(told)
    assert all(one.text[start:end] for one in told for _, start, end in one.faults)


def test_no_sentence_is_in_two_sets() -> None:
    texts = [one.text for file in MEASURED for one in sentences(file)]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("file", [PLANTED, HELD_OUT, UNSEEN], ids=lambda file: file.stem)
@pytest.mark.parametrize("group", list(GROUPS)[:3])
def test_personal_data_dates_and_open_places_are_found_and_little_else_is_told(
    group: str, file: Path
) -> None:
    score = MEASURED[file][group]

    assert score.planted >= (10 if file == UNSEEN else 20)
    assert score.precision >= PROMISED, score
    assert score.recall >= PROMISED, score


@pytest.mark.parametrize("file", [PLANTED, HELD_OUT], ids=lambda file: file.stem)
@pytest.mark.parametrize("group", list(GROUPS)[3:])
def test_the_other_rules_are_worth_reading(group: str, file: Path) -> None:
    score = MEASURED[file][group]

    assert score.planted >= 5
    assert score.precision >= 0.9, score
    assert score.recall >= 0.9, score
