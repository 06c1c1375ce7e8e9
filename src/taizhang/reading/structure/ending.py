"""What stands below the body: signature, date, and the colophon of an official document."""

from __future__ import annotations

import re
from dataclasses import replace

from taizhang.reading.lines import Line, Role
from taizhang.reading.structure.dates import is_date_line, split_trailing_day
from taizhang.reading.structure.signs import heading_sign
from taizhang.reading.structure.title import ORGANISATION

_COLOPHON = re.compile(
    r"[（(]?(?:抄送|抄报|主送|分送|联系人|联系电话|联系方式|此件|共印|印数|打印|校对|审核|附注)[：:\s（(公\d].*|[（(](?:此件|联系人).*[）)]|.*印发$"
)
_ANNEX = re.compile(r"附\s*[件表图]?\s*\d*\s*[：:]?")
_ANNEX_NOTE = re.compile(r"附\s*件\s*\d*\s*[：:]\s*\S")
_NOTE_GOES_ON = re.compile(r"\d{1,2}\s*[.．、][^，。；]{1,60}$")
_ANNEX_BEGINS = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[：:]?")
_PAUSE = re.compile("[，。；：！？,;:]")
_SIGNATURE_AT_MOST = 40
_SIGNERS_AT_MOST = 4
_ENDED = re.compile("[。！？!?.…”）)]$")


def with_ending(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with the roles signature, date and colophon where they have none yet."""
    roles: dict[int, Role] = {}
    last = len(lines)
    while last > 0 and not lines[last - 1].role and _is_colophon(lines[last - 1]):
        last -= 1
        roles[last] = "colophon"
    at_date = _place_of_date(lines, last)
    if at_date is not None:
        roles.update(_signed_above(lines, at_date))
        below = range(at_date + 1, last)
        roles.update({at: "colophon" for at in below if not lines[at].role and _is_colophon(lines[at])})
    elif last > 1 and _is_signed_without_date(lines[last - 2], lines[last - 1]):
        roles[last - 1] = "signature"
    roles.update(_annexes(lines, last if at_date is None else at_date))
    return tuple(replace(line, role=roles.get(at, line.role)) for at, line in enumerate(lines))


def _annexes(lines: tuple[Line, ...], end: int) -> dict[int, Role]:
    """Return the lines of the annex note, which stands before `end`, and of the annexes' beginnings."""
    roles: dict[int, Role] = {}
    for at, line in enumerate(lines):
        if line.role or line.table:
            continue
        if (at < end and _ANNEX_NOTE.match(line.text)) or (
            at < end and roles.get(at - 1) == "annex-note" and _NOTE_GOES_ON.match(line.text)
        ):
            roles[at] = "annex-note"
        elif at > end and _ANNEX_BEGINS.fullmatch(line.text):
            roles[at] = "annex"
    return roles


def _is_colophon(line: Line) -> bool:
    return not line.table and _COLOPHON.fullmatch(line.text) is not None


def _place_of_date(lines: tuple[Line, ...], last: int) -> int | None:
    """Return the place of the line with the date: the last line, or the last before the annexes."""
    for at in range(1, last):
        line = lines[at]
        if line.role or line.table:
            continue
        is_last = at == last - 1
        if (is_last or _ANNEX.match(lines[at + 1].text) or _is_colophon(lines[at + 1])) and (
            is_date_line(line.text) or _signs_and_dates(line.text)
        ):
            return at
    return None


def _signs_and_dates(text: str) -> bool:
    """Return whether signature and date share the line: 梧桐街道办事处 2019年12月5日."""
    signer, day = split_trailing_day(text)
    return bool(day) and is_date_line(day) and _may_sign(signer)


def _may_sign(text: str) -> bool:
    return 0 < len(text) <= _SIGNATURE_AT_MOST and not _PAUSE.search(text) and heading_sign(text) is None


def _signed_above(lines: tuple[Line, ...], at_date: int) -> dict[int, Role]:
    if not is_date_line(lines[at_date].text):
        return {at_date: "signature"}
    roles: dict[int, Role] = {at_date: "date"}
    for at in range(at_date - 1, max(0, at_date - 1 - _SIGNERS_AT_MOST), -1):
        line = lines[at]
        if line.role or line.table or line.level is not None or not _may_sign(line.text):
            break
        if _ANNEX.match(line.text) or re.fullmatch("特此.*|此致|敬礼|妥否.*|以上.*|谢谢.*", line.text):
            break
        if roles.get(at + 1) == "signature" and not ORGANISATION.search(line.text):
            break
        roles[at] = "signature"
    return roles


def _is_signed_without_date(before: Line, line: Line) -> bool:
    return (
        not line.role
        and not line.table
        and line.level is None
        and len(line.text) <= _SIGNATURE_AT_MOST
        and _may_sign(line.text)
        and ORGANISATION.search(line.text) is not None
        and (_ENDED.search(before.text) is not None or before.table > 0)
    )
