"""What stands above the body: the head of an official document, the title, the addressee."""

from __future__ import annotations

import re
from dataclasses import replace

from taizhang.reading.lines import Line, Role
from taizhang.reading.structure.dates import is_date_line
from taizhang.reading.structure.signs import heading_sign

GENRES = "汇报|报告|总结|材料|情况|经验|方案|计划|要点|通报|纪实|综述|发言|讲话|稿|说明|清单|意见|通知|函|请示|小结|做法|交流|简报|分析|体会|述职"
_ENDS_AS_TITLE = re.compile(rf"(?:{GENRES})(?:[（(〔\[][^）)〕\]]*[）)〕\]])?$")
_HEAD = re.compile(
    r".{1,20}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*[\dX×x*]+\s*号.*"
    r"|(?:秘密|机密|绝密|特急|加急|平急|内部资料|\d{6})[★☆\s\S]{0,12}|签发人[：:].*|.{2,24}文件"
)
_SENTENCE = re.compile("[。；;！？]")
_ADDRESSEE_END = re.compile("[：:]$")
_NOT_ADDRESSEE = re.compile("如下|以下|[。；]")
_DASH = re.compile(r"(?:——|—|--|－－|──)\s*\S")
_TITLE_AT_MOST = 60
_LINES_AT_MOST = 5
_ADDRESSEE_AT_MOST = 60
ORGANISATION = re.compile(
    "(?:办事处|委员会|党工委|工委|党委|政府|办公室|领导小组|居委会|村委会|支部|党总支|总支|社区|中心|街道|学校|公司|"
    "[区县市省局部厅站所队院馆乡镇村组处科委会])$"
)
"""How the name of a body or unit ends."""


def with_opening(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with the roles head, title, addressee, and a signature or date under the title."""
    roles: dict[int, Role] = {}
    place = 0
    while place < min(len(lines), 8) and _is_head(lines[place]):
        roles[place] = "head"
        place += 1
    place = _mark_title(lines, place, roles)
    while place < len(lines) and "title" in roles.values() and _is_by_line(lines, place):
        roles[place] = "date" if is_date_line(lines[place].text) else "signature"
        place += 1
    if place < len(lines) and _is_addressee(lines, place):
        roles[place] = "addressee"
    return tuple(replace(line, role=roles.get(at, line.role)) for at, line in enumerate(lines))


def _is_head(line: Line) -> bool:
    return line.level is None and not line.table and _HEAD.fullmatch(line.text) is not None


def _mark_title(lines: tuple[Line, ...], place: int, roles: dict[int, Role]) -> int:
    """Mark the lines of the title, and return the place after them."""
    styled = [at for at, line in enumerate(lines[: place + 6]) if line.level == 0]
    if styled:
        for at in styled:
            roles[at] = "title"
        return styled[-1] + 1
    if place >= len(lines) or not _may_be_title(lines[place], is_first=True):
        return place
    end = place + 1
    roles[place] = "title"
    for at in range(end, min(len(lines), place + _LINES_AT_MOST)):
        if not _may_be_title(lines[at], is_first=False):
            break
        is_finished = _ENDS_AS_TITLE.search(lines[at - 1].text) is not None
        if _DASH.match(lines[at].text) or (not is_finished and _title_ends_within(lines[at:])):
            roles[at] = "title"
            end = at + 1
        else:
            break
    return end


def _may_be_title(line: Line, *, is_first: bool) -> bool:
    text = line.text
    if line.table or line.level is not None or len(text) > _TITLE_AT_MOST or heading_sign(text):
        return False
    if _SENTENCE.search(text) or _ADDRESSEE_END.search(text) or text[-1] in "，、," or is_date_line(text):
        return False
    if not re.search("[，,]", text):
        return True
    return _ENDS_AS_TITLE.search(text) is not None or (not is_first and _DASH.match(text) is not None)


def _title_ends_within(lines: tuple[Line, ...]) -> bool:
    """Return whether one of the next lines closes a title that runs over several lines."""
    for line in lines[:3]:
        if not _may_be_title(line, is_first=False):
            return False
        if _ENDS_AS_TITLE.search(line.text):
            return True
    return False


def _is_by_line(lines: tuple[Line, ...], place: int) -> bool:
    """Return whether the line under the title says who wrote it or when."""
    line = lines[place]
    if line.table or line.level is not None or heading_sign(line.text):
        return False
    if is_date_line(line.text):
        return True
    bare = line.text.strip("（）() ")
    return (
        len(bare) <= 30
        and not re.search("[，。；：,;:]", bare)
        and ORGANISATION.search(bare) is not None
        and place + 1 < len(lines)
    )


def _is_addressee(lines: tuple[Line, ...], place: int) -> bool:
    text = lines[place].text
    return (
        place + 1 < len(lines)
        and not lines[place].table
        and len(text) <= _ADDRESSEE_AT_MOST
        and _ADDRESSEE_END.search(text) is not None
        and not _NOT_ADDRESSEE.search(text)
        and heading_sign(text) is None
    )
