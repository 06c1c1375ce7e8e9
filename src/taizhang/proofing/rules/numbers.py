"""How numbers are written: approximations said twice, digits mixed, years cut short, impossible shares.

Source:  GB/T 15835-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.kernel.numerals import fold_width
from taizhang.proofing.patterns import Row, remarks_by
from taizhang.proofing.remark import Remark

_SOURCE = "GB/T 15835-2011"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千万]+"
_MEASURE = "[人场次名户个条项份件家册期元天年月小时分钟余多]"

_RULES: tuple[Row, ...] = (
    (
        "number-about-twice", "mend", "5.1.3",
        re.compile(rf"(?:大约|约|近|将近|大概|接近)\s*(?:{_NUMBER})\s*(?:[余多](?:\s*{_MEASURE})?|[万亿]?[人场次名户个条项份件家册期元天年]+\s*(?:左右|上下))"),
        "约数说了两遍，“约、近、大约”与“余、多、左右、上下”只用一个。",
    ),
    (
        "number-bound-twice", "mend", "5.1.3",
        re.compile(rf"(?:超过|多于|不少于|不低于|至少|最少)\s*(?:{_NUMBER})[万亿]?{_MEASURE}?\s*以上|(?:不超过|少于|低于|至多|最多|不多于)\s*(?:{_NUMBER})[万亿]?{_MEASURE}?\s*以[下内]"),
        "界限说了两遍，“超过、不少于、至少”与“以上”、“不超过、少于”与“以下、以内”只用一个。",
    ),
    (
        "number-mixed-date", "mend", "5.1.1",
        re.compile(r"[0-9]{1,4}年[一二三四五六七八九十]{1,3}月|[0-9]{1,2}月[一二三四五六七八九十廿]{1,3}[日号]|[一二三四五六七八九十]{1,3}月[0-9]{1,2}[日号]|[一二][〇零九0-9][〇零一二三四五六七八九0-9]{2}年(?=[0-9]{1,2}月)(?<![0-9]{4}年)"),
        "同一个日期里阿拉伯数字和汉字数字不要混用。",
    ),
    (
        "number-short-year", "mend", "5.1.1",
        re.compile(r"(?<![0-9〇零一二三四五六七八九十.第隔])(?:0[0-9]|[12][0-9])年(?=(?:1[0-2]|[1-9])月|全年|上半年|下半年|第?[一二三四]季度|春节|度|[底末初])"),
        "年份要写全四位，例如 2026年。",
    ),
    (
        "number-padded-date", "mend", "5.1.1、GB/T 9704-2012 7.3.5",
        re.compile(r"(?<=年)0[1-9]月|(?<=月)0[1-9]日"),
        "公文里的月、日不编虚位，例如 1月5日。",
    ),
    (
        "number-zero-in-year", "mend", "5.1.2",
        re.compile(r"(?<![零〇一二三四五六七八九])[一二][零九][零〇一二三四五六七八九]{2}年|(?<![零〇一二三四五六七八九])[一二]〇[〇一二三四五六七八九]?零[〇零一二三四五六七八九]?年"),
        "用汉字写年份时，“零”应写作“〇”，例如 二〇二六年。",
    ),
    (
        "number-mixed-scale", "mend", "4.1.3",
        re.compile(r"[0-9]+(?:\.[0-9]+)?[千百](?:[0-9]+[百十])?(?=[人场次名户个条项份件家册元多余])|[0-9]+万[0-9]+千"),
        "阿拉伯数字后面只能接“万”“亿”，“千”“百”要写成数字，例如 5000人。",
    ),
    (
        "number-percent-range", "mend", "5.1.4",
        re.compile(r"(?<![0-9.%])[0-9]+(?:\.[0-9]+)?\s*(?:~|～|-|—|–|至|到)\s*[0-9]+(?:\.[0-9]+)?%"),
        "百分数的范围，前一个数也要写 %，例如 10%～15%。",
    ),
    (
        "number-fewer-times", "mend", "",
        re.compile(rf"(?:减少|下降|降低|缩短|减小)了?\s*(?:{_NUMBER})\s*倍"),
        "减少不能说几倍，请改写为百分之几或几分之几。",
    ),
    (
        "number-share-over-all", "note", "",
        re.compile(r"(?:下降|减少|降低)了?\s*(?:1[0-9]{2}|[2-9][0-9]{2}|[0-9]{4,})(?:\.[0-9]+)?%|(?:覆盖率|完成率|合格率|满意率|办结率|知晓率|参与率|整改率|及格率|优良率)(?:达到?|为|是)?\s*(?:1[0-9][1-9]|1[1-9][0-9]|10[1-9]|100\.[0-9]*[1-9]|[2-9][0-9]{2})(?:\.[0-9]+)?%"),
        "这个百分数超过了 100%，请核对。",
    ),
)  # fmt: skip


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each number that is written otherwise than the standard has it."""
    yield from remarks_by(_RULES, text=text, standard=_SOURCE, read_as=fold_width(text))
