"""What the index finds is what a plain look through the texts finds."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.numerals import fold_width
from taizhang.kernel.pairs import marked, search_text, search_words
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import Choice, listed

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)
TITLES = st.text("河岸清明LＥd8８，“", min_size=1, max_size=7)
QUERIES = st.text("河岸清明led8", min_size=1, max_size=4)


def found(office, query: str) -> set[int]:
    return set(listed(units=[office.north.pk], choice=Choice(words=query)).values_list("pk", flat=True))


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(TITLES, min_size=1, max_size=5), words=st.lists(QUERIES, min_size=1, max_size=2))
def test_the_index_finds_what_stands_in_a_title(office, activity, titles, words):
    made = {}
    for title in titles:
        content = activity(title=title, place="", people="")
        made[services.create_record(content=content, by=office.clerk, at=NOW).pk] = fold_width(title).lower()

    hits = found(office, " ".join(words)) & set(made)

    # A query of digits alone is also looked for in the records' numbers.
    in_number = {pk for pk in made if len(words) == 1 and words[0] in Record.objects.get(pk=pk).number}
    assert hits == {pk for pk, title in made.items() if all(word in title for word in words)} | in_number


@pytest.mark.parametrize("place", ["title", "place", "host", "note"])
def test_every_text_of_a_record_is_searched(office, activity, place):
    content = activity(**{"title": "走访", "place": "", place: "南浦文化礼堂"})
    record = services.create_record(content=content, by=office.clerk, at=NOW)

    assert found(office, "文化礼堂") == {record.pk}


def test_tags_and_own_fields_are_searched(office, activity):
    content = activity(kind="lecture", tags=("家风家训",), fields={"topic": "防范电信诈骗"})
    record = services.create_record(content=content, by=office.clerk, at=NOW)

    assert found(office, "家训") == found(office, "电信诈骗") == {record.pk}


def test_a_word_does_not_run_from_one_text_into_the_next(office, activity):
    services.create_record(content=activity(title="河岸清洁", place="明月湾"), by=office.clerk, at=NOW)

    assert found(office, "清洁明月") == found(office, "洁明") == set()


def test_a_found_record_is_found_by_its_new_words_after_an_edit(office, activity):
    record = services.create_record(content=activity(title="河岸清洁"), by=office.clerk, at=NOW)

    services.edit_record(record=record, content=activity(title="河岸绿化"), by=office.clerk, at=NOW)

    assert found(office, "清洁") == set()
    assert found(office, "绿化") == {record.pk}


def test_records_that_stood_before_the_index_are_found(office, activity):
    from django.apps import apps  # noqa: PLC0415 -- only here

    record = services.create_record(content=activity(title="河岸清洁"), by=office.clerk, at=NOW)
    Record.objects.filter(pk=record.pk).update(search="")
    assert found(office, "清洁") == set()

    name = "taizhang.ledgers.records.migrations.0004_list_index_and_search_in_order"
    importlib.import_module(name).refill(apps, None)

    assert found(office, "河岸清洁") == {record.pk}


def test_a_frequent_word_finds_every_record_that_holds_it_the_latest_first(office, activity):
    def told(number: int) -> services.NewRecord:
        unit = office.north if number % 3 else office.south
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 500)
        title = f"河岸{'清洁' if number % 5 else '绿化'}第{number}场"
        return services.NewRecord(activity(unit=unit.pk, on=day, title=title, place=""))

    services.import_records(
        rows=[told(number) for number in range(3000)],
        unit=office.street,
        file_name="台账.xlsx",
        digest="0" * 64,
        author=office.clerk,
        by=office.reviewer,
        at=NOW,
    )

    hits = list(listed(units=[office.north.pk], choice=Choice(words="清洁")))

    plainly = Record.objects.filter(unit=office.north, title__contains="清洁").order_by("-on", "-number")
    assert [hit.pk for hit in hits] == [record.pk for record in plainly]
    assert len(hits) == sum(bool(number % 3 and number % 5) for number in range(3000))


def test_full_width_letters_and_cases_are_one():
    assert search_text("ＬＥＤ屏") == search_text("led屏")


def test_a_query_of_signs_alone_asks_for_nothing():
    assert search_words("——《》*\"'") == []


def test_what_was_searched_for_is_marked_in_the_text():
    assert marked("ＬＥＤ屏更换，清洁屏幕", "led屏 清洁") == [
        ("ＬＥＤ屏", True),
        ("更换，", False),
        ("清洁", True),
        ("屏幕", False),
    ]


def test_nothing_is_marked_where_nothing_is_searched_for():
    assert marked("楼道清洁", "") == [("楼道清洁", False)]
