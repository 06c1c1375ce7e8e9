"""The handbook's pictures are the product's own pages: TAIZHANG_PICTURES=docs/pictures writes them anew."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

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

    picture = Image.open(io.BytesIO(page.screenshot()))

    assert answer.status == 200
    assert len(picture.convert("L").getcolors(256) or ()) > 20
    if folder := os.environ.get("TAIZHANG_PICTURES"):
        small = picture.convert("RGB").quantize(48)
        small.save(Path(folder) / f"{name}.png", optimize=True)
