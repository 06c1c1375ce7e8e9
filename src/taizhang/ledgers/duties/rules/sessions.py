"""Sessions of a study plan: the words by which a record of one is found, and what a session is called."""

from __future__ import annotations

import re

SESSION_KIND = "study_session"
_MOST_WORDS = 6
_TITLE = re.compile(r"《([^《》]+)》")
_LEADING = re.compile(r"^(?:集中|专题|深入|认真|组织|传达|学习|贯彻|落实|开展|围绕|重温)+")
_STATE = "中华人民共和国"
_BETWEEN = re.compile(r"[、，,;；:：。\s]+|及其|以及")


def topic_words(topic: str) -> tuple[str, ...]:
    """Return the words of a topic that tell it from others: titles in 《》, else its parts without 学习, 传达."""
    titles = [title.removeprefix(_STATE) for title in _TITLE.findall(topic)]
    parts = titles or [_LEADING.sub("", part) for part in _BETWEEN.split(topic)]
    return tuple(dict.fromkeys(part for part in parts if len(part) > 1))[:_MOST_WORDS]


def session_name(*, number: str, topic: str, label: str) -> str:
    """Return what a session is called where a makeup names it: 3 《民法典》专题学习（2026年3月31日前）."""
    return f"{number} {' '.join(topic.split())[:120]}（{label}）"
