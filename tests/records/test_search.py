"""What the index finds is what a plain look through the texts finds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.pairs import search_text, search_words
from taizhang.ledgers.records import services
from taizhang.ledgers.records.selectors import Choice, listed

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)
WORDS = st.text("河岸清明社区A1", min_size=1, max_size=6)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=5), query=st.text("河岸清明社区", min_size=1, max_size=3))
def test_the_index_finds_what_stands_in_a_title(office, activity, texts, query):
    made = {
        services.create_record(
            content=activity(title=text, place="", people=""), by=office.clerk, at=NOW
        ).pk: text
        for text in texts
    }

    found = {record.pk for record in listed(units=[office.north.pk], choice=Choice(words=query))} & set(made)

    assert found == {pk for pk, text in made.items() if query in text}


def test_full_width_letters_and_cases_are_one():
    assert search_text("ＬＥＤ屏") == search_text("led屏")


def test_a_query_of_signs_alone_asks_for_nothing():
    assert search_words("——《》*\"'") == []
