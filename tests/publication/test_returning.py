"""The law of edits: whatever is changed and passed in whatever order, the last review saw what goes out."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledgers.publication.rules import (
    REVIEWS,
    USUAL_ORDER,
    Change,
    Channel,
    Code,
    Content,
    Picture,
    change_between,
    may_go_out,
    passes_lost,
    still_holds,
    turn_of,
)

CHANNELS = tuple(Channel("ACCOUNT", name) for name in ("甲", "乙", "丙"))
EVERY = tuple(
    Content(title, text, pictures, channels)
    for title in ("读书会", "读书会！", "观影会")
    for text in ("周六上午。", "周六上午！", "周六 上午", "周日上午。", "周六\n上午。")
    for pictures in ((), (Picture("a"),), (Picture("a", "本单位拍摄"),), (Picture("b"),))
    for many in range(len(CHANNELS) + 1)
    for channels in itertools.combinations(CHANNELS, many)
)
contents = st.sampled_from(EVERY)
moves = st.lists(st.one_of(contents, st.none()), max_size=30)


@given(contents)
def test_nothing_is_lost_where_nothing_changes(content: Content) -> None:
    assert change_between(content, content) is Change.NONE
    assert passes_lost(dict.fromkeys(Code, content), content) == frozenset()


@given(contents, contents)
def test_contents_read_the_same_exactly_where_their_digests_agree(one: Content, other: Content) -> None:
    assert (change_between(one, other) is Change.NONE) == (one.digest() == other.digest())


@given(contents, contents)
def test_any_change_is_seen_by_the_last_review(one: Content, other: Content) -> None:
    lost = passes_lost(dict.fromkeys(Code, one), other)

    assert (REVIEWS[-1] in lost) == (one.digest() != other.digest())


@given(st.sampled_from(Code), st.sampled_from(Change), st.sampled_from(Change))
def test_a_greater_change_never_holds_where_a_lesser_does_not(code: Code, less: Change, more: Change) -> None:
    less, more = sorted((less, more))
    assert still_holds(code, less) or not still_holds(code, more)


@given(contents, moves, st.booleans())
def test_what_may_go_out_was_seen_word_for_word_by_all_reviews(
    start: Content, moved: list[Content | None], urgent: bool
) -> None:
    now, seen = start, dict[Code, Content]()
    for move in moved:
        if move is not None:
            now = move
            for code in passes_lost(seen, now):
                del seen[code]
        elif (turn := turn_of(USUAL_ORDER, frozenset(seen), urgent=urgent)) is not None:
            seen[turn] = now
        if may_go_out(USUAL_ORDER, frozenset(seen), urgent=urgent):
            assert seen[REVIEWS[-1]].digest() == now.digest()
            assert all(change_between(content, now) < Change.MATTER for content in seen.values())
            assert urgent or set(seen) == set(Code)


@given(contents, st.sampled_from(CHANNELS))
def test_a_further_channel_is_a_matter_for_everybody(content: Content, channel: Channel) -> None:
    fewer = replace(content, channels=tuple(one for one in content.channels if one != channel))
    more = replace(content, channels=(*fewer.channels, channel))

    assert change_between(fewer, more) is Change.MATTER
    assert change_between(more, fewer) is Change.FEWER_CHANNELS
