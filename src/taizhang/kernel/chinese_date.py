"""Reading the dates of Chinese ledgers: 2019.3.5, 二〇一九年三月五日, 3月5日-7日, 五月初五, 三季度."""

from __future__ import annotations

import datetime as dt
import math
import re

from taizhang.kernel.chinese_date_lunar import read_lunar
from taizhang.kernel.chinese_date_parts import read_part
from taizhang.kernel.chinese_date_points import read_days
from taizhang.kernel.date_span import (
    AmbiguousDate,
    DateSpan,
    NoDateGiven,
    NoSuchDay,
    NotADate,
    YearMissing,
    chinese_day,
    day_of,
    last_day,
    short,
)
from taizhang.kernel.festivals import BY_NAME
from taizhang.kernel.numerals import fold_width, read_digits, read_numeral

__all__ = ["AmbiguousDate", "DateSpan", "NoDateGiven", "NoSuchDay", "NotADate", "YearMissing", "read_date"]

DateCell = str | int | float | dt.date | dt.datetime | dt.time | dt.timedelta | bool | None

_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20000, 60000
_FIRST_CELL_YEAR = 1930
"""A number like 3.5 in a cell with a date format turns up as a day of January 1900."""
_LONGEST = 80
"""A longer text is a story, not a date."""
_ABSENT = re.compile(r"无|没有|暂无|[-—–/\\_.]+|不详|未知|待定|未定|none|null|n/?a", re.IGNORECASE)
_CLOCK = (
    r"(?:上午|下午|早上|早晨|清晨|中午|傍晚|晚上|夜间|凌晨|晚|[AaPp][Mm])?\s*"
    r"(?<![0-9])[0-2]?[0-9]\s*(?::[0-5]?[0-9](?::[0-5][0-9](?:\.[0-9]+)?)?|[点时](?:整|半|[0-5]?[0-9]分?)?)"
    r"\s*(?:[AaPp][Mm])?"
    r"|(?:上午|下午|早上|早晨|清晨|中午|傍晚|晚上|夜间|凌晨|晚)[一二两三四五六七八九十]{1,3}[点时](?:整|半|一刻|三刻)?"
)
_TIME = re.compile(rf"[T,，]?\s*(?:{_CLOCK})(?:\s*(?:-|—+|–|~|至|到)\s*(?:{_CLOCK}))?\s*(?:开始|起|许)?")
_HALF_DAY = re.compile(r"(?:上午|下午|早上|早晨|中午|傍晚|晚上|夜间|全天|当天|晚)(?=$|[)）\s])")
_WEEKDAY = re.compile(r"[(\[]?\s*(?:周|星期|礼拜)([一二三四五六日天1-7])\s*[)\]]?")
_REMARK = re.compile(
    r"\((?P<bracket>[^()]*)\)$|(?<=[日号0-9])\s*[,，]?\s*(?P<lunar>(?:农历|阴历).+)$"
    rf"|(?<=[日号0-9])\s*[,，]?\s*(?P<festival>{'|'.join(sorted(BY_NAME, key=len, reverse=True))})$"
)
_VAGUE = re.compile(
    r"约|左右|前后|大概|期间|不定期|每[月周天日年季]|假期|寒假|暑假|[春夏秋冬]季|经常|长期|全程|多次|等"
)
_WRONG_POINT = re.compile(r"^([12][0-9]{3})\s*([。,，、·])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})(?![0-9])")
_SHORT_WRONG_POINT = re.compile(r"^([0-9]{1,2})\s*[。·]\s*([0-9]{1,2})(?![0-9])")
_NEW_LINE = re.compile(r"(?<=[日号0-9])[^\S\n]*\n\s*(?=[0-9])")
_CHINESE_NUMBER = re.compile(r"[零〇○一二两三四五六七八九十廿卅]+")


def read_date(cell: DateCell, *, year: int | None) -> DateSpan:
    """Return the days that a cell of a ledger names.

    `year` is taken where the cell names none, and that is noted. Lunar dates (五月初五, 腊月初八)
    belong to the lunar year `year`, so a day in 腊月 may fall in the solar year after it.
    Raises NotADate or a kind of it: NoDateGiven, AmbiguousDate (a cell typed 3.10 is stored as
    the number 3.1), NoSuchDay, YearMissing.
    """
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        if cell.year < _FIRST_CELL_YEAR:
            raise NotADate(
                f"“{cell.isoformat()}”不像活动日期，多半是单元格的格式设错了，请改成 2019-03-05 这样的日期。"
            )
        return _with_year_note(_one_day(cell, raw=cell.isoformat()), year)
    if cell is None:
        raise NoDateGiven("日期是空的，请填写日期，例如 2019-03-05。")
    if isinstance(cell, (bool, dt.time, dt.timedelta)):
        raise NotADate(f"“{cell}”不是日期，请写成 2019-03-05 这样的日期。")
    if isinstance(cell, (int, float)):
        return _with_year_note(_read_number(cell, year), year)
    return _with_year_note(_read_text(cell, year), year)


def _one_day(day: dt.date, *, raw: str, notes: tuple[str, ...] = ()) -> DateSpan:
    day_of(year=day.year, month=day.month, day=day.day, raw=raw)
    return DateSpan(day, day, "day", notes, raw)


def _with_year_note(span: DateSpan, year: int | None) -> DateSpan:
    """Say so when the cell names another year than the ledger: a slip that programs make too."""
    if year is None or year in (span.start.year, span.end.year):
        return span
    if any(note.startswith("农历") for note in span.notes):
        # The last month of the lunar year lies in the next solar year, and the note says so.
        return span
    note = f"写的是 {span.start.year} 年，与台账年度 {year} 年不同"
    return DateSpan(span.start, span.end, span.precision, (*span.notes, note), span.raw)


def _read_number(cell: int | float, year: int | None) -> DateSpan:
    if not math.isfinite(cell):
        raise NotADate("日期这一格出错了，请改成 2019-03-05 这样的日期。")
    whole = int(cell)
    if _FIRST_SERIAL <= cell < _LAST_SERIAL:
        day = _EPOCH + dt.timedelta(whole)
        return _one_day(day, raw=f"{cell:g}", notes=(f"由 Excel 日期序号 {whole} 换算为{chinese_day(day)}",))
    if cell == whole:
        return _read_whole_number(str(whole), year)
    text = repr(float(cell))
    match = re.fullmatch(r"([0-9]{1,2}|[12][0-9]{3})\.([0-9]{1,2})", text)
    if match is None:
        raise NotADate(f"“{text}”不是日期，请写成 2019-03-05 或 3月5日。")
    lead, decimals = match.groups()
    if len(lead) == 4:
        if decimals == "1":
            raise AmbiguousDate(
                f"“{text}”在表格里存成了数字，可能是{lead}年1月，也可能是{lead}年10月；"
                f"请把这一格改成文本，写成“{lead}年1月”或“{lead}年10月”。"
            )
        return read_part(f"{lead}年{int(decimals)}月", raw=text, year=year) or _give_up(text)
    if decimals in ("1", "2", "3") and _has_day(year, int(lead), int(decimals) * 10):
        raise AmbiguousDate(
            f"“{text}”在表格里存成了数字，可能是{lead}月{decimals}日，也可能是{lead}月{decimals}0日；"
            f"请把这一格改成文本，写成“{lead}月{decimals}日”或“{lead}月{decimals}0日”。"
        )
    return read_days(text, raw=text, year=year) or _give_up(text)


def _has_day(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and day <= last_day(year=year or 2000, month=month)


def _read_whole_number(text: str, year: int | None) -> DateSpan:
    """Read 20190305, 201903 or 190305 without signs between."""
    if re.fullmatch(r"(?:19|20)[0-9]{6}", text):
        return _one_day(
            day_of(year=int(text[:4]), month=int(text[4:6]), day=int(text[6:]), raw=text), raw=text
        )
    if re.fullmatch(r"[0-9]{6}", text):
        month_read = 1949 <= int(text[:4]) <= 2100 and 1 <= int(text[4:]) <= 12
        day_read = _has_day(2000 + int(text[:2]), int(text[2:4]), int(text[4:])) and text[4:] != "00"
        if month_read and day_read:
            raise AmbiguousDate(
                f"“{text}”可能是{text[:4]}年{int(text[4:])}月，也可能是20{text[:2]}年{int(text[2:4])}月"
                f"{int(text[4:])}日，请写成 2019-03-05 这样的日期。"
            )
        if month_read:
            return read_part(f"{text[:4]}年{int(text[4:])}月", raw=text, year=year) or _give_up(text)
        if day_read:
            century = 2000 + int(text[:2])
            return _one_day(
                day_of(year=century, month=int(text[2:4]), day=int(text[4:]), raw=text),
                raw=text,
                notes=(f"两位年份按 {century} 年",),
            )
    raise NotADate(f"“{text}”不是日期，请写成 2019-03-05 或 3月5日。")


def _read_text(cell: str, year: int | None) -> DateSpan:
    text = fold_width(cell).strip()
    if not text:
        raise NoDateGiven("日期是空的，请填写日期，例如 2019-03-05。")
    if len(text) > _LONGEST:
        return _give_up(cell)
    if _ABSENT.fullmatch(text):
        raise NoDateGiven(f"写的是“{short(cell)}”，表示没有日期；日期必须有，请填写，例如 2019-03-05。")
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text) and _FIRST_SERIAL <= float(text) < _LAST_SERIAL:
        return _renamed(_read_number(int(float(text)), year), cell)
    text, weekday = _without_weekday(_without_time(text))
    text, remark = _without_remark(_with_points(text))
    text = re.sub(r"\s+", "", text).replace("号", "日").replace("元月", "1月").rstrip("。.,，;；、")
    span = read_lunar(text, raw=cell, year=year)
    if span is None:
        if re.fullmatch(r"[0-9]{6}|[0-9]{8}", text):
            span = _renamed(_read_whole_number(text, year), cell)
        else:
            plain = _with_arabic_digits(text)
            span = read_days(plain, raw=cell, year=year) or read_part(plain, raw=cell, year=year)
    if span is None:
        return _give_up(cell)
    return _checked(span, weekday=weekday, remark=remark, year=year)


def _with_points(text: str) -> str:
    """Turn 2024。3。5 and 2024、3、5, typed with the wrong key, into 2024.3.5, and lines into a list."""
    text = _SHORT_WRONG_POINT.sub(r"\1.\2", _WRONG_POINT.sub(r"\1.\3.\4", text))
    return _NEW_LINE.sub("、", text)


def _renamed(span: DateSpan, raw: str) -> DateSpan:
    return DateSpan(span.start, span.end, span.precision, span.notes, raw)


def _without_time(text: str) -> str:
    """Drop the time of day; a ledger counts by day and the original text is kept."""
    return _HALF_DAY.sub("", _TIME.sub(" ", text)).strip()


def _without_weekday(text: str) -> tuple[str, int | None]:
    """Drop 周二 and （星期二）; return it, Monday 0, when there is exactly one."""
    found = _WEEKDAY.findall(text)
    left = _WEEKDAY.sub("", text) if found else text
    if len(found) != 1:
        return left, None
    return left, ("一二三四五六日".replace("天", "日") + "1234567").find(found[0].replace("天", "日")) % 7


def _without_remark(text: str) -> tuple[str, str]:
    """Split off a remark at the end: 2月19日（正月十五）, 10月1日国庆节."""
    match = _REMARK.search(text)
    if match is None or match.start() == 0:
        return text, ""
    return text[: match.start()], (match["bracket"] or match["lunar"] or match["festival"] or "").strip()


def _checked(span: DateSpan, *, weekday: int | None, remark: str, year: int | None) -> DateSpan:
    """Hold weekday and remark against the date that was read."""
    notes = span.notes
    if weekday is not None and span.precision == "day" and span.start.weekday() != weekday:
        names = "一二三四五六日"
        notes += (f"写的是星期{names[weekday]}，而这一天是星期{names[span.start.weekday()]}，请核对",)
    if remark:
        try:
            told = read_date(remark, year=span.start.year)
        except NotADate:
            notes += (f"附注“{short(remark)}”没有计入日期",)
        else:
            if not (told.start <= span.start and span.end <= told.end):
                raise AmbiguousDate(
                    f"“{short(span.raw)}”前后不一致：前面是{chinese_day(span.start)}，"
                    f"后面是{chinese_day(told.start)}，请核对后只留一个。"
                )
    return DateSpan(span.start, span.end, span.precision, notes, span.raw)


def _with_arabic_digits(text: str) -> str:
    """Turn 二〇一九年三月二十五日 into 2019年3月25日. The letter O between digits is a 〇."""
    text = re.sub(r"(?<=[零〇○一二三四五六七八九])[Oo0](?=[零〇○一二三四五六七八九])", "〇", text)

    def arabic(match: re.Match[str]) -> str:
        number = read_numeral(match[0])
        if number is None or len(match[0]) == 4:
            number = read_digits(match[0]) if read_digits(match[0]) is not None else number
        return match[0] if number is None else str(number)

    return _CHINESE_NUMBER.sub(arabic, text)


def _give_up(cell: str) -> DateSpan:
    shown = f"“{short(cell)}”"
    if _VAGUE.search(cell):
        raise NotADate(f"{shown}没有写明是哪一天，请写成具体日期，例如 2019-03-05 或 3月5日-7日。")
    if re.fullmatch(r"\s*[0-9]{1,2}\s*(?:[-~至到—]+\s*[0-9]{1,2}\s*)?[日号]?\s*", fold_width(cell)):
        raise NotADate(f"{shown}没有写月份，请写成 3月5日 这样的日期。")
    raise NotADate(f"看不懂的日期{shown}，请写成 2019-03-05 或 3月5日。")
