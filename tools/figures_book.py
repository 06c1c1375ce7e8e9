"""Write docs/reference/figures.md: the rules of the base pack, and the book of tests/spec.

With --check nothing is written; the exit code is 1 where the page is not what would be written.
"""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.spec.contents import CHAPTERS  # noqa: E402 -- after the path is set
from tests.spec.paragraph import Paragraph, table  # noqa: E402 -- after the path is set

from taizhang.rollups.packs import load_rules  # noqa: E402 -- after the path is set
from taizhang.rollups.plan import Rule  # noqa: E402 -- after the path is set

PAGE = ROOT / "docs" / "reference" / "figures.md"

HEAD = """\
# 口径与算法

<!-- 本页由 tools/figures_book.py 生成，请勿手工修改。 -->

第一部分列出随软件提供的口径。第二部分逐条说明数是怎样算出来的：每一条都有一张小表和它的答案，
测试时在内存、SQLite、PostgreSQL 三种引擎上逐条核对，又作为全树汇总再核对一遍，必须一致。
"""

SECOND = """\
## 二、算法

台账里的每一行记着：第几行（序号）、来源（哪条记录）、第几次修订、哪个单位、哪一天、什么类别、
带哪些标签、登记了哪些数，以及加减（+1 是记入，-1 是冲回）。下面各表省去与该条无关的列：
不写序号的，依次为 1、2、3……；不写修订、加减的，是第 1 次修订、+1；不写单位的，都是同一单位；
不写类别的，都是 lecture。问的一栏不写期间的，是 2025 年；不写范围的，是全部单位；不写截至的，是即时的数。
"""


def rule_rows(rules: tuple[Rule, ...]) -> Iterator[str]:
    """Return the table of the base pack."""
    yield "## 一、基本口径\n"
    yield "| 代码 | 名称 | 单位 | 版本 | 定义 |\n|---|---|---|---|---|"
    for rule in rules:
        yield f"| `{rule.code}` | {rule.label} | {rule.unit} | {rule.version} | {rule.definition} |"
    yield ""


def paragraphs(module: str) -> list[Paragraph]:
    """Return the paragraphs of a section, in the order in which they are written."""
    told: list[Paragraph] = []
    for name, test in vars(importlib.import_module(module)).items():
        if name.startswith("test_"):
            test(told.append)
    return told


def markdown(text: str) -> str:
    """Return a table of the book as a table of Markdown."""
    rows = table(text)
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def told(paragraph: Paragraph, number: str) -> Iterator[str]:
    """Return one paragraph as Markdown."""
    yield f"**{number}** {paragraph.text}\n"
    yield f"```yaml\n{textwrap.dedent(paragraph.rule).strip()}\n```\n"
    yield markdown(paragraph.lines) + "\n"
    if paragraph.units:
        yield "范围（“至”当天起不再属于）：\n"
        yield markdown(paragraph.units) + "\n"
    yield "问：\n"
    yield markdown(paragraph.asks) + "\n"


def book() -> Iterator[str]:
    """Return the second part, paragraph by paragraph."""
    for chapter, (folder, title, sections) in enumerate(CHAPTERS, start=1):
        yield f"### {chapter} {title}\n"
        for section, (file, heading) in enumerate(sections, start=1):
            yield f"#### {chapter}.{section} {heading}\n"
            for number, paragraph in enumerate(paragraphs(f"tests.spec.{folder}.test_{file}"), start=1):
                yield from told(paragraph, f"{chapter}.{section}.{number}")


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *rule_rows(load_rules().rules()), SECOND, *book()]).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with --check compare it."""
    written = page()
    if "--check" in arguments:
        same = PAGE.is_file() and PAGE.read_text("utf-8") == written
        print(
            "figures.md: as it should be" if same else "figures.md: not up to date, run tools/figures_book.py"
        )
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(written, "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
