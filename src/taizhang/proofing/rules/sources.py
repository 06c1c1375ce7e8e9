"""What is said to be known from somewhere without saying from where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.proofing.patterns import Row, remarks_by
from taizhang.proofing.remark import Remark

_STANDARD = "《中华人民共和国著作权法》"
_SOMEBODY = "(?:有关|相关|某些|一些)?(?:资料|媒体|部门|方面|人士|专家|数据|统计|机构|学者|研究|调查)"
_RULES: tuple[Row, ...] = (
    (
        "source-unnamed", "note", "",
        re.compile(rf"据(?:{_SOMEBODY}(?:报道|显示|表明|介绍|统计|透露|称)?|悉|了解|报道|传)(?=[，,、：:]|[\u4e00-\u9fff])"),
        "没有写明出处，请写明哪个单位、哪份材料，或删去这一句。",
    ),
    (
        "source-unnamed", "note", "",
        re.compile(r"(?:(?<=[，。；！？\n])|^)(?:有|有关|相关|多项|一项|科学|最新|医学)?(?:数据|研究|调查|资料|统计)(?:显示|表明|发现)|(?:(?<=[，。；！？\n])|^)(?:(?:有|有关|相关)?专家|(?:业内|知情|有关|相关)人士)(?:表示|指出|认为|提醒|建议|透露|介绍)", re.MULTILINE),
        "没有写明出处，请写明哪个单位、哪份材料，或删去这一句。",
    ),
    (
        "source-web", "mend", "第二十四条",
        re.compile(r"(?:本文|图片|文字|素材|视频|照片|内容|图文)?(?:均|系|部分)?(?:来源于|来源自|来自|转自|摘自|取自|源自|来源[:：]|图源[:：]?)\s*(?:互联网|网络|网上|百度)(?![\u4e00-\u9fff])"),
        "“网络”不是来源，请写明作者和原来发表的地方，并取得许可。",
    ),
)  # fmt: skip


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each source that is not named."""
    yield from remarks_by(_RULES, text=text, standard=_STANDARD)
