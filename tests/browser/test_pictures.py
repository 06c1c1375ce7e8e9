"""The handbook's pictures are the product's own pages: TAIZHANG_PICTURES=docs/pictures writes them anew."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.afield import ENTRY, OUTBOX, counted, enter

SHOTS = (
    ("web-home", "reviewer", "/", 1280, 760),
    ("web-records", "wenming", "/records/?period=2025年12月", 1280, 760),
    ("web-record", "wenming", "/records/2025-000412/", 1280, 760),
    ("web-entry", "wenming", "/records/new/", 390, 844),
    ("web-figure", "upper", "/figures/activities_held/?period=2025年", 1280, 900),
    ("web-people", "reviewer", "/people/", 1280, 760),
)


@pytest.mark.parametrize(("name", "login", "path", "width", "height"), SHOTS)
def test_the_page_of_a_picture_opens_and_is_drawn(browse, name, login, path, width, height):
    page = browse(login, width=width, height=height)
    answer = page.goto(path, wait_until="networkidle")

    assert answer.status == 200
    assert drawn(name, page)


def test_the_outbox_of_a_phone_without_a_signal_is_drawn(browse):
    page = browse("wenming", width=390, height=844)
    page.route("**/outbox/send/", lambda route: route.abort())
    for title, place in (("楼道清洁志愿活动", "北桥小区"), ("独居老人走访", "南巷")):
        page.goto(ENTRY)
        enter(page, title, place=place)
        page.wait_for_selector("#kept:not([hidden])")
    page.goto(OUTBOX)
    page.wait_for_selector("#deeds:not([hidden])")
    counted(page, 2)

    assert drawn("web-outbox", page)


def drawn(name, page):
    """Return whether the page shows something; keep its picture where that is asked for."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    if folder := os.environ.get("TAIZHANG_PICTURES"):
        small = picture.convert("RGB").quantize(48)
        small.save(Path(folder) / f"{name}.png", optimize=True)
    return len(picture.convert("L").getcolors(256) or ()) > 20
