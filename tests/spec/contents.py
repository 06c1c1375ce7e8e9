"""The table of contents of the book: chapters (folders) and their sections (files), in order."""

from __future__ import annotations

CHAPTERS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "counting",
        "统计方式",
        (
            ("count", "计数：count"),
            ("sum", "求和：sum"),
            ("distinct", "去重计数：distinct"),
            ("stock", "存量：stock"),
            ("ratio", "比率：ratio"),
        ),
    ),
    (
        "conditions",
        "统计哪些记录",
        (
            ("kinds", "按类别：kinds"),
            ("tags", "按标签：tags"),
            ("measures", "按是否登记：carries、lacks"),
        ),
    ),
    (
        "frame",
        "期间与单位",
        (
            ("period", "期间"),
            ("units", "单位及其下属"),
        ),
    ),
    (
        "corrections",
        "更正与统计时点",
        (
            ("reversal", "更正与作废"),
            ("position", "统计时点"),
            ("later", "此后的变动"),
        ),
    ),
    (
        "duties",
        "责任清单",
        (("occurrences", "每项责任每期算一项"), ("study", "学习计划")),
    ),
    (
        "premises",
        "阵地",
        (
            ("stocks", "存量随启用、停用和变更"),
            ("findings", "检查与问题各归各的日子"),
        ),
    ),
    (
        "publication",
        "信息发布",
        (("items", "一篇稿件是一个来源"),),
    ),
)
