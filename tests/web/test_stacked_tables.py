"""On a narrow screen the rows of a table are stacked and its head is gone: each cell tells what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import taizhang.web

TEMPLATES = Path(taizhang.web.__file__).parent / "templates"
STACKED = re.compile(r'<table class="[^"]*\bstack\b[^"]*".*?</table>', re.S)
CELL = re.compile(r"<td([^>]*)>(.*?)(?=<td|</tr>)", re.S)
TELLING = ("<a ", "<form", 'class="st', "checkbox")
"""A link, a button, a sign with its words, a box to tick: these need no label."""


def unlabelled(template: str) -> list[str]:
    """Return the cells of stacked tables that do not tell what they are; the first of a row is its name."""
    found = []
    for table in STACKED.findall(template):
        _, head, body = table.partition("</thead>")
        for row in re.findall(r"<tr.*?</tr>", body if head else "", re.S):
            found += [
                cell
                for place, (attributes, cell) in enumerate(CELL.findall(row))
                if place and "data-label" not in attributes and not any(each in cell for each in TELLING)
            ]
    return found


WITH_STACKED = sorted(path for path in TEMPLATES.rglob("*.html") if STACKED.search(path.read_text("utf-8")))


@pytest.mark.parametrize("path", WITH_STACKED, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_cell_of_a_stacked_table_tells_what_it_is(path: Path) -> None:
    assert unlabelled(path.read_text("utf-8")) == []


def test_a_cell_without_a_label_is_found() -> None:
    row = '<tr><td>甲</td><td data-label="期次">一季度</td><td>{{ one.done }}</td><td><a href="#">乙</a></td></tr>'

    assert unlabelled(f'<table class="t stack"><thead></thead><tbody>{row}</tbody></table>') == [
        "{{ one.done }}</td>"
    ]
