"""The year of a ledger, from its title lines or the name of the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.kernel.numerals import fold_width, read_digits

_LABELLED = re.compile(r"(?:年度|年份)\s*:?\s*((?:19|20)[0-9]{2})(?![0-9])")
_WRITTEN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|学年)")
_STRETCH = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年?\s*(?:-+|—+|–|~|至|到)\s*((?:19|20)[0-9]{2})(?![0-9])"
)
_CHINESE = re.compile(r"([一二][零〇○一二三四五六七八九]{3})年")
_WHEN_FILLED_IN = re.compile(
    r"(?:填报|填表|制表|报送|上报|打印|更新|统计|录入|导出)(?:时间|日期)?\s*:?\s*"
    r"[12][0-9]{3}\s*[年./-]\s*[0-9]{1,2}(?:\s*[月./-]\s*[0-9]{1,2})?"
)
_BARE = re.compile(r"(?<![0-9.])(20[0-9]{2})(?![0-9])(?!\s*[-_./]\s*[0-9])(?!\s*[人名次场个份条号户余多])")


def years_in(text: str) -> list[int]:
    """Return the years a text names, each once, the one after 年度： first.

    The day on which a form was filled in (填报时间：2025年1月6日) says nothing about its year; a bare
    2024 counts only where no year is written out.
    """
    folded = _WHEN_FILLED_IN.sub(" ", fold_width(text))
    labelled = [int(year) for year in _LABELLED.findall(folded)]
    if labelled:
        return list(dict.fromkeys(labelled))
    written = [int(year) for years in _STRETCH.findall(folded) for year in years]
    written += [int(year) for year in _WRITTEN.findall(folded)]
    chinese = [year for sign in _CHINESE.findall(folded) if (year := read_digits(sign)) is not None]
    found = written + [year for year in chinese if 1900 <= year <= 2100]
    return list(dict.fromkeys(found or [int(year) for year in _BARE.findall(folded)]))


def year_of(*, title_lines: Sequence[str], sheet_name: str, file_name: str) -> tuple[int | None, str]:
    """Return the ledger's year and a Chinese note on where it was found; None when that is not certain."""
    for place, texts in (("表头", title_lines), ("工作表名称", [sheet_name]), ("文件名", [file_name])):
        found = list(dict.fromkeys(year for text in texts for year in years_in(text)))
        if len(found) == 1:
            return found[0], f"年度 {found[0]} 取自{place}"
        if found:
            return (
                None,
                f"{place}里写了几个年份（{'、'.join(map(str, found))}），没有采用；请在导入时给出年份",
            )
    return None, ""
