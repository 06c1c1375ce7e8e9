"""What a record says is kept word for word, and compared field by field."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.quantity import Quantity, read_quantity
from taizhang.ledgers.records.rules import Content, UnknownKind, differences, match_kind, people_counted

words = st.text(min_size=1, max_size=20)
people = st.sampled_from(["36人", "约120人", "二百余人", "近百人", "五六十人", "3.2万", None]).map(
    lambda text: text and read_quantity(text)
)
contents = st.builds(
    Content,
    unit=st.integers(1, 9),
    kind=st.sampled_from(["visit", "lecture"]),
    title=words,
    on=st.just(dt.date(2025, 1, 1)),
    until=st.just(dt.date(2025, 1, 2)),
    place=words,
    people=people,
    minutes=st.none() | st.integers(0, 600),
    tags=st.lists(words, max_size=3).map(tuple),
    fields=st.dictionaries(words, words, max_size=3),
)


@given(contents)
def test_content_comes_back_from_its_revision_as_it_was(content: Content) -> None:
    back = Content.from_dict(content.as_dict())

    assert back.as_dict() == content.as_dict()
    assert back.digest() == content.digest()
    assert people_counted(content.as_dict()) == content.counted_people()


@given(contents, contents)
def test_contents_differ_exactly_when_a_difference_is_told(one: Content, other: Content) -> None:
    told = differences(before=one.as_dict(), after=other.as_dict())

    assert bool(told) == (one.digest() != other.digest())


@pytest.mark.parametrize(
    ("text", "counted"),
    [("36人", 36), ("约120人", 120), ("二百余人", 200), ("近百人", 100), ("五六十人", 50), (None, None)],
)
def test_a_figure_counts_the_stated_number_and_of_a_range_the_lower_bound(text, counted) -> None:
    said: Quantity | None = text and read_quantity(text)
    content = Content(1, "visit", "走访", dt.date(2025, 1, 1), dt.date(2025, 1, 1), people=said)

    assert content.counted_people() == counted


@pytest.mark.parametrize(
    ("kind", "title", "tags"),
    [
        ("festival_activity", "包粽子 迎端午", ("节日:端午节",)),
        ("festival_activity", "写春联送祝福", ("节日:春节",)),
        ("festival_activity", "中秋国庆联欢", ("节日:中秋节", "节日:国庆节")),
        ("lecture", "端午的由来", ()),
    ],
)
def test_a_festival_activity_names_its_festivals(kind, title, tags) -> None:
    content = Content(1, kind, title, dt.date(2025, 5, 31), dt.date(2025, 5, 31))

    assert content.posting_tags() == tags


@pytest.mark.parametrize(
    ("name", "title", "kind", "tag"),
    [
        ("集中学习", "", "study_session", ""),
        ("志愿服务", "", "community_activity", "志愿服务"),
        ("道德讲堂", "", "lecture", ""),
        ("", "重阳敬老饺子宴", "festival_activity", ""),
    ],
)
def test_a_kind_goes_by_many_names(name, title, kind, tag) -> None:
    found = match_kind(name=name, title=title)

    assert (found.kind.code, found.tag) == (kind, tag)


@pytest.mark.parametrize(("name", "title"), [("集体学系", ""), ("", "见面"), ("", "春节读书会")])
def test_an_unknown_or_doubtful_kind_is_refused_not_guessed(name, title) -> None:
    with pytest.raises(UnknownKind):
        match_kind(name=name, title=title)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("健康讲座", "lecture"), ("演讲比赛", "contest"), ("业务学习会", "study_session"), ("会 议", "meeting"),
        ("志愿服务类", "community_activity"), ("培训（线上）", "training"), ("体育活动", "community_activity"),
    ],
)  # fmt: skip
def test_a_longer_name_belongs_to_the_kind_it_ends_in(name: str, kind: str) -> None:
    assert match_kind(name=name, title="").kind.code == kind


@pytest.mark.parametrize("name", ["其他", "调研", "志愿服务/便民", "学习和会议", "夜观天象"])
def test_a_name_of_no_kind_or_of_two_is_refused(name: str) -> None:
    with pytest.raises(UnknownKind):
        match_kind(name=name, title="")


def test_the_last_word_of_a_title_tells_its_kind() -> None:
    assert match_kind(name="", title="亲子运动会").kind.code == "community_activity"
    with pytest.raises(UnknownKind, match="可能是“节日活动”、“走访慰问”"):
        match_kind(name="", title="重阳节慰问老人")


def test_the_heading_of_the_ledger_tells_the_kind_where_the_title_does_not() -> None:
    found = match_kind(name="", title="春季养生", heading="2024年讲座统计")

    assert (found.kind.code, found.note) == ("lecture", "活动类型按台账标题认作“讲堂”")
