"""Reading a frequency as offices write it: 每月1次, 每季度至少2次, 全年4次, 6月底前, 春节前一周 …"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.date_span import NoDateGiven, NotADate, short
from taizhang.kernel.festivals import BY_NAME, festivals_of
from taizhang.kernel.numerals import fold_width, read_numeral
from taizhang.kernel.recurrence.kinds import BeforeFestival, Every, Frequency, NotAFrequency, Once, Stretch

HOW = "请写成“每月1次”“每季度至少2次”“全年4次”“2026年6月30日前”或“春节前7天”这样的频次或时限"

_NUMBER = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_DOING = r"(?:完成|开展|组织|召开|举办|举行|学习|进行|报送|上报|报|办结|落实|更新|检查|自查|调度|研究|听取)*"
_LEAST = r"(?:至少|不少于|不低于|最少|不得少于)?"
_TIMES = rf"{_LEAST}{_DOING}(?P<times>{_NUMBER})[次场期轮](?:及?以上)?{_DOING}"
_BEFORE = r"(?:之前|以前|前)"
_STRETCHES: dict[str, Stretch] = {"月": "month", "季": "quarter", "半年": "half", "年": "year"}

_EVERY = re.compile(
    r"(?:每个?|按|逐)(?P<stretch>季度?|月度?|半年度?|年度?)"
    rf"(?:(?:末月|最后[1一]个月|(?P<month>12|十二)月)?(?:(?P<day>{_NUMBER})[日号]|底|末){_BEFORE}?)?"
    rf"{_DOING}(?:{_TIMES})?"
)
_WHOLE_YEAR = re.compile(rf"(?:全年|年内|年度|[1一]年){_DOING}{_TIMES}")
_HALF_YEAR = re.compile(rf"半年{_DOING}{_TIMES}")
_FESTIVALS = {fold_width(name): rule.names[0] for name, rule in BY_NAME.items()}
_FESTIVAL = re.compile(
    rf"(?P<each>每年)?(?:(?P<year>[12][0-9]{{3}})年)?(?P<name>{'|'.join(sorted(map(re.escape, _FESTIVALS), key=len, reverse=True))})"
    rf"{_BEFORE}(?:(?P<count>{_NUMBER})个?(?P<measure>天|日|周|星期))?(?:{_BEFORE}|内)?{_DOING}(?:{_TIMES})?"
)
_UNTIL = re.compile(r"(?P<often>每.+?)[,，;；](?:至|到|截至)(?P<last>.+?)(?:为?止)?")
_BY = re.compile(rf"(?:(?:应|须|要)?(?:于|在))?(?P<day>.+?)(?:(?P<before>{_BEFORE})|止|内)?{_DOING}")
_WIDE = ("month", "quarter", "half", "year", "range")
_YEAR_END = re.compile(rf"(?:(?P<year>[12][0-9]{{3}})年|[本今当]年|年)度?(?:[底末]{_BEFORE}?|内){_DOING}")
_VAGUE = re.compile(
    r"长期|持续|常态|经常|适时|及时|根据|按需|视情|随时|立即|立行立改|贯穿|不定期|日常|定期|按要求|按照?上级|有序|稳步|全程|^全年$"
)
_OTHER_STRETCH = re.compile(
    rf"每(?:个?(?:周|星期|天|日|旬|学期|双月|单月)|{_NUMBER}个?(?:周|月|天|季度|年))|[一1]周"
)
_SEVERAL = re.compile(r"[、，,；;\n]|以及|并|和")


def parse_frequency(text: str, year: int | None) -> Frequency:
    """Return the frequency that a cell says. A day without a year belongs to `year`.

    Every number is a least one: 每月1次, 每月至少1次 and 每月 are the same.
    Raises:  NotAFrequency, with the reason and what to write instead; nothing is guessed.
    """
    plain = re.sub(r"[\s。]", "", fold_width(text)).rstrip(";,；，")
    if not plain:
        raise NotAFrequency(f"没有写频次或时限；{HOW}。")
    if match := _WHOLE_YEAR.fullmatch(plain):
        return Every("year", _count(match["times"]))
    if match := _HALF_YEAR.fullmatch(plain):
        return Every("half", _count(match["times"]))
    if match := _EVERY.fullmatch(plain):
        return _every(match, text)
    if match := _UNTIL.fullmatch(plain):
        often = parse_frequency(match["often"], year)
        if isinstance(often, Every):
            return replace(often, last=_once(match["last"], text, year).by)
    if match := _FESTIVAL.fullmatch(plain):
        return _festival(match, text)
    if _VAGUE.search(plain):
        raise NotAFrequency(f"“{short(text)}”没有写明多久一次、何时完成，无法按期提醒和统计；{HOW}。")
    if match := _OTHER_STRETCH.search(plain):
        raise NotAFrequency(
            f"“{short(text)}”不按月、季度、半年或年计；请折算后写，例如每周1次写成“每月4次”，每两个月1次写成“全年6次”。"
        )
    if _SEVERAL.search(plain):
        raise NotAFrequency(f"“{short(text)}”写了几个频次或时限，分不清以哪一个为准；请分成几行，一行一个。")
    return _once(plain, text, year)


def _every(match: re.Match[str], text: str) -> Every:
    stretch = _STRETCHES[match["stretch"].removesuffix("度")]
    if match["month"] and stretch != "year":
        raise NotAFrequency(f"“{short(text)}”前后不一致，看不懂；{HOW}。")
    told = match[0]
    if (
        match["day"]
        and stretch != "month"
        and "末月" not in told
        and "最后" not in told
        and not match["month"]
    ):
        raise NotAFrequency(
            f"“{short(text)}”没有写明是哪个月的{match['day']}日，请写成“每季度末月20日前1次”。"
        )
    day = _count(match["day"]) if match["day"] else None
    return Every(stretch, _count(match["times"] or "1"), day)


def _festival(match: re.Match[str], text: str) -> Frequency:
    days = _count(match["count"] or "1") * (7 if match["measure"] in ("周", "星期") else 1)
    festival = BeforeFestival(_FESTIVALS[match["name"]], days, _count(match["times"] or "1"))
    if match["year"] is None:
        return festival
    if match["each"] or match["times"]:
        raise NotAFrequency(f"“{short(text)}”既写了年份又写了每年或次数，看不懂；{HOW}。")
    found = [one.day for one in festivals_of(int(match["year"])) if one.name == festival.festival]
    if len(found) != 1:
        raise NotAFrequency(
            f"公历{match['year']}年有{len(found)}个{festival.festival}，分不清是哪一天；请写成具体日期，例如 2026年1月20日前。"
        )
    return Once(found[0] - dt.timedelta(days=days))


def _once(plain: str, text: str, year: int | None) -> Once:
    end = _YEAR_END.fullmatch(plain)
    if end:
        at = int(end["year"]) if end["year"] else year
        if at is None:
            raise NotAFrequency(f"“{short(text)}”没有写年份；请写成“2026年12月31日前”。")
        return Once(dt.date(at, 12, 31))
    if re.search(rf"{_NUMBER}[次场期轮]", plain):
        raise NotAFrequency(f"“{short(text)}”写了次数，却看不出是每月、每季度还是全年；{HOW}。")
    if plain.startswith("每年"):
        raise NotAFrequency(
            f"“{short(text)}”不是年底，请写成当年的日期，例如“2026年6月30日前”，下一年再列入方案。"
        )
    match = _BY.fullmatch(plain)
    day = match["day"] if match else plain
    try:
        span = read_date(re.sub(r"(?<=季度)[末底]$|(?<=半年)[末底]$", "", day), year=year)
    except NoDateGiven as refusal:
        raise NotAFrequency(f"“{short(text)}”表示没有频次或时限；{HOW}。") from refusal
    except NotADate as refusal:
        raise NotAFrequency(
            f"频次或时限“{short(text)}”看不懂：{str(refusal).rstrip('。')}。也可以写频次，例如“每月1次”。"
        ) from refusal
    if match and match["before"] and span.precision in _WIDE and not re.search(r"[底末]$", day):
        raise NotAFrequency(
            f"“{short(text)}”可能指{_day(span.start)}之前，也可能指{_day(span.end)}之前；请写明日期，例如“{_day(span.end)}前”。"
        )
    return Once(span.end)


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _count(text: str) -> int:
    number = int(text) if text.isdigit() and text.isascii() else read_numeral(text)
    if number is None:
        raise NotAFrequency(f"“{text}”不是数字，请用 1、2、3 写次数和日子。")
    return number
