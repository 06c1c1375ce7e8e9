"""Markdown shows the document's words as they are."""

from __future__ import annotations

from taizhang.compiler.document import Chart, Heading, Table
from taizhang.render.markdown import markdown_text
from tests.render.examples import document, figure, paragraph, report, text


def test_a_document_reads_in_its_order() -> None:
    shown = markdown_text(
        document=document(
            Heading(1, "一、", text("主要工作")),
            Heading(2, "（一）", text("学习。"), run_in=True),
            paragraph("全年学习", 0, "次。"),
            figures=(figure("a", "12"),),
        )
    )

    assert shown == (
        "# 梧桐街道2025年工作情况汇报\n\n区文明实践中心：\n\n## 一、主要工作\n\n"
        "**（一）学习**。全年学习12次。\n\n梧桐街道办事处  \n2025年12月26日\n"
    )


def test_a_table_is_a_table_and_a_chart_is_the_table_of_its_values() -> None:
    shown = markdown_text(
        document=document(
            Table("分单位", ("单位", "场次"), ((text("青禾|社区"), text("71")),), "lr"),
            Chart("分季度", "bar", ("一季度", "二季度"), ("88", None), "场"),
        )
    )

    assert "| 单位 | 场次 |\n| :-- | --: |\n| 青禾\\|社区 | 71 |" in shown
    assert "**分季度（场）**\n\n| 项目 | 数值 |\n| :-- | --: |\n| 一季度 | 88 |\n| 二季度 | — |" in shown


def test_signs_of_markdown_in_a_text_are_only_text() -> None:
    shown = markdown_text(
        document=document(
            paragraph("*一* _二_ <b>三</b> # [四](五) `六` 1. \\"), paragraph("- 七"), paragraph("2. 八")
        )
    )

    assert r"\*一\* \_二\_ \<b\>三\</b\> \# \[四\](五) \`六\` 1. \\" in shown
    assert "\n\\- 七\n" in shown
    assert "\n\\2. 八\n" in shown or "\n2\\. 八\n" in shown


def test_the_report_has_its_annexes() -> None:
    shown = markdown_text(document=report())

    assert "## 附件1 数据来源" in shown
    assert "附件：1. 数据来源" in shown
