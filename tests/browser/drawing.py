"""A page as a picture of the handbook: TAIZHANG_PICTURES=docs/pictures keeps it."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image


def drawn(name, page, *, colours=48):
    """Return whether the page shows something; keep its picture where that is asked for."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    if folder := os.environ.get("TAIZHANG_PICTURES"):
        small = picture.convert("RGB").quantize(colours)
        small.save(Path(folder) / f"{name}.png", optimize=True)
    return len(picture.convert("L").getcolors(256) or ()) > 20


def opens_and_is_drawn(browse, name, login, path, width, height):
    """Return whether somebody's page of that size opens and shows something; its picture is kept as `drawn` does."""
    page = browse(login, width=width, height=height)
    answer = page.goto(path, wait_until="networkidle")
    return answer.status == 200 and drawn(name, page)
