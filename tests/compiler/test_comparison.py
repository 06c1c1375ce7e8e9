"""Comparisons and shares: in words that agree with the numbers, each number a figure of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.kernel.period import Period
from tests.compiler.office import (
    Office,
    Record,
    context_of,
    lectures_of,
)
from tests.compiler.writing import compiled, paragraphs


def test_more_than_the_year_before_is_told_in_number_and_percent() -> None:
    document = compiled("讲座{{ 比('lectures', 上年同期) }}。", office=lectures_of(now=13, before=12))

    assert paragraphs(document) == ["讲座比上年增加1场，增长8.3%。"]


def test_less_than_the_year_before_is_told_without_a_minus_sign() -> None:
    document = compiled("讲座{{ 比('lectures', 上年同期) }}。", office=lectures_of(now=9, before=12))

    assert paragraphs(document) == ["讲座比上年减少3场，下降25.0%。"]
    assert [figure.value for figure in document.figures if figure.rule.startswith("derived.")] == [
        "-3",
        "-25",
    ]


def test_the_same_number_is_told_as_level() -> None:
    document = compiled("讲座{{ 比('lectures', 上年同期) }}。", office=lectures_of(now=2, before=2))

    assert paragraphs(document) == ["讲座与上年持平。"]


def test_nothing_the_year_before_is_shown_and_listed_not_taken_for_zero() -> None:
    document = compiled("讲座{{ 比('lectures', 上年同期) }}。", office=lectures_of(now=2, before=0))

    assert paragraphs(document) == ["讲座上年为—场。"]
    assert [finding.kind for finding in document.findings] == ["missing-figure"]


def test_a_comparison_that_may_be_left_out_is_left_out() -> None:
    body = "讲座{{ 计('lectures') }}{{ 较('lectures', 上年同期) }}。"

    assert paragraphs(compiled(body, office=lectures_of(now=2, before=0))) == ["讲座2场。"]
    assert paragraphs(compiled(body, office=lectures_of(now=2, before=1))) == [
        "讲座2场，比上年增加1场，增长100.0%。"
    ]


def test_percentages_differ_by_points() -> None:
    records = [Record(n, "lecture", dt.date(2025, 1, n), "讲", evidence=n > 1) for n in range(1, 5)]
    records += [Record(n, "lecture", dt.date(2024, 1, n - 4), "讲", evidence=n > 6) for n in range(5, 9)]

    document = compiled("佐证覆盖率{{ 比('evidence_coverage', 上年同期) }}。", office=Office(records))

    assert paragraphs(document) == ["佐证覆盖率比上年提高25个百分点。"]


def test_what_is_worked_out_leads_to_both_figures_and_all_their_sources() -> None:
    document = compiled("{{ 比('lectures', 上年同期) }}", office=lectures_of(now=3, before=2))

    difference, now, before, growth = document.figures
    assert (difference.rule, difference.derived_from) == ("derived.difference", ("f2", "f3"))
    assert (growth.rule, growth.derived_from) == ("derived.growth", ("f2", "f3"))
    assert (now.value, before.value, now.period, before.period) == ("3", "2", "2025年", "2024年")
    assert difference.definition == "f2－f3"
    assert growth.definition == "（f2－f3）÷f3×100%"
    assert {ref.source for ref in difference.sources} == {f"records:{n}" for n in range(1, 6)}


def test_a_share_is_a_figure_of_its_own() -> None:
    contests = [Record(n, "contest", dt.date(2025, 3, n), "赛") for n in (8, 9)]
    office = Office([*lectures_of(now=1, before=0).records, *contests])

    document = compiled("占{{ 占(数('lectures'), 数('activities_held')) }}%。", office=office)

    assert paragraphs(document) == ["占33.3%。"]
    assert [figure.rule for figure in document.figures] == ["derived.share", "lectures", "activities_held"]


def test_a_share_of_nothing_is_missing() -> None:
    document = compiled("{{ 占(数('lectures'), 数('activities_held')) }}")

    assert paragraphs(document) == ["—"]
    assert [finding.kind for finding in document.findings] == ["missing-figure"]


def test_the_half_year_before_is_named_by_its_own_name() -> None:
    office = Office(
        [Record(1, "lecture", dt.date(2024, 8, 1), "讲"), Record(2, "lecture", dt.date(2025, 2, 1), "讲")]
    )
    context = context_of(office, period=Period.half(2025, 1))

    document = compiled("{{ 比('lectures', 上期) }}", context=context)

    assert paragraphs(document) == ["与上年下半年持平"]


@settings(max_examples=60, deadline=None)
@given(now=st.integers(0, 30), before=st.integers(0, 30))
def test_the_words_of_a_comparison_agree_with_its_numbers(now: int, before: int) -> None:
    document = compiled("{{ 比('lectures', 上年同期) }}", office=lectures_of(now=now, before=before))

    (told,) = paragraphs(document)
    if not now or not before:
        assert told == f"上年为{before or '—'}场"
    elif now == before:
        assert told == "与上年持平"
    else:
        more = now > before
        growth = (Decimal(abs(now - before)) / before * 100).quantize(Decimal("0.1"), "ROUND_HALF_UP")
        assert told == (
            f"比上年{'增加' if more else '减少'}{abs(now - before)}场，{'增长' if more else '下降'}{growth}%"
        )
