"""Precision and recall over the planted sentences, printed by `make bench`."""

from __future__ import annotations

import pytest
from bench.proofing_bench import GROUPS, PROMISED, grouped, measure, sentences

SENTENCES = sentences()
SCORES = grouped(measure(SENTENCES))


def test_there_are_at_least_three_hundred_sentences_many_of_them_right() -> None:
    right = [one for one in SENTENCES if not one.faults]

    assert len(SENTENCES) >= 300
    assert len(right) >= 120
    assert len({one.text for one in SENTENCES}) == len(SENTENCES)
    assert all(one.text[start:end] for one in SENTENCES for _, start, end in one.faults)


@pytest.mark.parametrize("group", list(GROUPS)[:3])
def test_personal_data_dates_and_open_places_are_found_and_little_else_is_told(group: str) -> None:
    score = SCORES[group]

    assert score.planted >= 20
    assert score.precision >= PROMISED, score
    assert score.recall >= PROMISED, score


@pytest.mark.parametrize("group", list(GROUPS)[3:])
def test_the_other_rules_are_worth_reading(group: str) -> None:
    score = SCORES[group]

    assert score.planted >= 5
    assert score.precision >= 0.9, score
    assert score.recall >= 0.9, score
