"""What a number counts: 集中学习 in 进行了集中学习17次, 社区 in 走访了6个社区.

The name stands before the number (群众文化活动中心有16处) or right after its measure word
(6个社区). It stands after when what is before is only a verb or a word of summing up; else before.
Verbs of doing, words of summing up, and whatever stands before the last 的 are no part of the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.reading.claims import vocabulary as words

_BOUNDARY = re.compile("[，。；：！？、,;:!?\n\t“”‘’《》（）()]")
_LIST_BOUNDARY = re.compile("[，。；：！？,;:!?\n\t“”‘’《》（）()]")
_QUOTED = re.compile(r"(?:“[^“”]{1,30}”|《[^《》]{1,30}》)$")
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}[）)]$")
_AFTER_END = re.compile("[^\u3400-\u9fffA-Za-z]")
_BEFORE_AT_MOST = 60
_AFTER_AT_MOST = 16
_NAME_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Name:
    """What is counted, and the place in the text up to which it is used up."""

    name: str
    end: int


def counted(*, text: str, after: Name, start: int, end: int) -> Name:
    """Return what the number at text[start:end] counts, an empty name when the text does not say.

    `after` is the name of the number before. The new name cannot reach back over it; a number
    right behind the one before counts the same (45批次120人次).
    """
    before = text[max(after.end, start - _BEFORE_AT_MOST) : start].rstrip()
    name = _name_after(text[end : end + _AFTER_AT_MOST])
    bare = _without_sum(before)
    if name and (_is_open(before) or _is_open(bare)):
        return Name(name, text.index(name, end) + len(name))
    if not before and not name and start == after.end > 0:
        return Name(after.name, end)
    is_list = words.SUMS_UP_A_LIST.search(before) is not None
    return Name(_name_before(bare, is_list=is_list) or name, end)


def _is_open(before: str) -> bool:
    """Return whether only a verb, a word of summing up or a boundary stands before the number."""
    return not before or _BOUNDARY.match(before[-1]) is not None or words.ENDS_OPEN.search(before) is not None


def _without_sum(before: str) -> str:
    """Return what stands before the words of summing up, and before a note in brackets."""
    while True:
        cut = _BRACKETED.search(before) or words.TRAILING_SUM.search(before)
        if cut is None:
            return before
        before = before[: cut.start()].rstrip()


def _name_before(bare: str, *, is_list: bool) -> str:
    """Return the name at the end of the text; of a list that is summed up, all its members."""
    quoted = _QUOTED.search(bare)
    if quoted:
        return quoted[0]
    stops = list((_LIST_BOUNDARY if is_list else _BOUNDARY).finditer(bare))
    part = bare[stops[-1].end() :] if stops else bare
    return _trimmed(part.replace(" ", ""))[-_NAME_AT_MOST:]


def _trimmed(part: str) -> str:
    """Return the name without the verb before it and without words that say when, how and whose."""
    for doing in reversed(list(words.LAST_DOING.finditer(part))):
        if len(part) - doing.end() >= 2 and part[doing.end()] not in "进下入走":
            part = part[doing.end() :]
            break
    compared = words.COMPARED.sub("", part)
    part = compared if len(compared) >= 2 else part
    head, of, tail = part.rpartition("的")
    if of:
        part = tail if len(tail) >= 2 else head
    while (leading := words.FIRST_LEADING.match(part) or words.FIRST_DOING_OR_NAME.match(part)) is not None:
        part = part[leading.end() :]
    return "" if words.ONLY_LEADING.fullmatch(part) else part.removeprefix("了")


def _name_after(following: str) -> str:
    """Return the name that begins right after a measure word, "" when something else begins."""
    following = following.removeprefix("的")
    stop = _AFTER_END.search(following)
    name = following[: stop.start()] if stop else following
    if not name or words.BEGINS_FOLLOWING.match(name):
        return ""
    ending = words.FIRST_FOLLOWING.search(name, 1)
    return name[: ending.start()] if ending else name
