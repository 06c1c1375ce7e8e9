"""What is owed on paper: the matrix across a sheet with its colours, lists whole on an upright one."""

from __future__ import annotations

import re

import pytest

PRESSED = ".btn, form, .nav, .tabs, .top"
MATRIX = "/duties/schemes/2/matrix/?period=2026年"
LISTS = ("/duties/posts/1/", "/duties/schemes/2/", "/duties/mine/")


def sheet(page) -> tuple[float, float]:
    """Return width and height of the first sheet, in points."""
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", page.pdf(prefer_css_page_size=True))
    assert found is not None
    return float(found[1]), float(found[2])


def printed(browse, path: str, *, width: int):
    """Return a page as it is printed, as wide as the paper."""
    page = browse("reviewer", width=width)
    page.goto(path)
    page.emulate_media(media="print")
    assert not any(one.is_visible() for one in page.locator(PRESSED).all())
    assert page.evaluate(
        "[...document.querySelectorAll('.wrap')].every(one => one.scrollWidth <= one.clientWidth)"
    )
    return page


def test_the_matrix_is_printed_across_with_its_colours(browse) -> None:
    page = printed(browse, MATRIX, width=1032)

    width, height = sheet(page)
    assert width > height
    states = page.locator(".mx td.p3, .mx td.p0, .lg i")
    assert states.count() > 10
    assert {one.evaluate("one => getComputedStyle(one).printColorAdjust") for one in states.all()} == {
        "exact"
    }
    assert page.locator(".mxkey li").first.is_visible()


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_printed_whole_on_an_upright_sheet(browse, path) -> None:
    width, height = sheet(printed(browse, path, width=718))

    assert width < height
