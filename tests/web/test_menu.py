"""The menu: the entry of the page that one stands on is the current one, also on pages that no entry leads to."""

from __future__ import annotations

import re

import pytest

CURRENT = re.compile(r'<a href="[^"]*" aria-current="page">(?:<svg.*?</svg>)?([^<]+)</a>', re.S)
PLACES = (
    ("/", "首页"),
    ("/records/", "台账记录"),
    ("/duties/schemes/", "责任方案"),
    ("/duties/schemes/new/", "责任方案"),
    ("/duties/tables/", "责任方案"),
    ("/duties/plans/tables/", "责任方案"),
    ("/duties/plans/new/", "责任方案"),
    ("/duties/mine/", "我的责任"),
    ("/duties/calendar/", "我的责任"),
    ("/imports/", "Excel 导入"),
    ("/calendar/", "日历"),
)


@pytest.mark.parametrize(("path", "entry"), PLACES)
def test_the_entry_of_a_page_is_the_current_one(sign_in, office, cast, path, entry) -> None:
    page = sign_in(office.clerk).get(path).content.decode()
    menu = page.split('<nav class="nav"')[1].split("</nav>")[0]

    assert CURRENT.findall(menu) == [entry]
