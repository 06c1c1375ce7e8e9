"""How well a record suits a task: its kind, or the task's words in its title, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledgers.duties.rules import suit

VISIT = {"kinds": ("visit",), "words": ("春节",)}
LAW = {"kinds": ("study_session",), "words": ("档案法", "填报说明")}
TALK = {"kinds": (), "words": ("消防", "用电")}

CASES = (
    # task, kind, title, text -> reasons, or None where it does not suit
    (VISIT, "visit", "春节前走访困难家庭", "", ("类型相符", "题目提到“春节”")),
    (VISIT, "visit", "走访困难家庭", "送去春节慰问品", ("类型相符", "内容提到“春节”")),
    (VISIT, "visit", "走访老党员", "", ("类型相符", "没有提到“春节”")),
    (VISIT, "festival_activity", "春节联欢", "", None),
    (VISIT, "meeting", "工作例会", "安排春节值班", None),
    (LAW, "study_session", "学习《档案法》", "", ("类型相符", "题目提到“档案法”")),
    (LAW, "training", "《档案法》培训", "", None),
    (LAW, "training", "档案法和填报说明培训", "", ("题目提到“档案法”“填报说明”", "类型不同")),
    (TALK, "lecture", "消防知识讲座", "", ("题目提到“消防”",)),
    (TALK, "visit", "走访", "顺便查看用电", None),
    (TALK, "visit", "走访", "讲了消防和用电", ("内容提到“消防”“用电”",)),
    ({"kinds": ("visit",), "words": ()}, "visit", "走访", "", ("类型相符",)),
    ({"kinds": ("visit",), "words": ()}, "meeting", "走访工作例会", "", None),
    ({"kinds": (), "words": ()}, "meeting", "工作例会", "", ()),
)


@pytest.mark.parametrize(("task", "kind", "title", "text", "reasons"), CASES)
def test_a_record_suits_by_kind_or_by_words_in_its_title(task, kind, title, text, reasons) -> None:
    told = suit(**task, kind=kind, title=title, text=text)

    assert (told.reasons if told else None) == reasons


def test_kind_and_word_come_before_kind_alone_and_before_words_alone() -> None:
    both, other_kind, kind_alone = (
        suit(**LAW, kind=kind, title=title, text="")
        for kind, title in (
            ("study_session", "档案法和填报说明"),
            ("training", "档案法和填报说明"),
            ("study_session", "集中学习"),
        )
    )

    assert both.score > other_kind.score > kind_alone.score
    assert [one.faint for one in (both, other_kind, kind_alone)] == [False, False, True]


@given(st.sampled_from([VISIT, LAW]), st.sampled_from(["visit", "study_session"]), st.text(max_size=20))
def test_a_word_more_in_the_title_never_suits_worse(task, kind, title) -> None:
    before = suit(**task, kind=kind, title=title, text="")
    after = suit(**task, kind=kind, title=title + task["words"][0], text="")

    assert before is None or (after is not None and after.score >= before.score)
