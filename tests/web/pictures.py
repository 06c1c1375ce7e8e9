"""Pictures made for tests: small, real, one of them with the place a camera wrote in."""

from __future__ import annotations

import io

from PIL import Image


def picture(*, form: str = "PNG", size: tuple[int, int] = (8, 6), located: bool = False) -> bytes:
    """Return a picture; `located` writes GPS and an orientation into it, as a phone does."""
    out = io.BytesIO()
    exif = Image.Exif()
    if located:
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (31.0, 12.0, 30.0)
    Image.new("RGB", size, (190, 40, 30)).save(out, form, exif=exif)
    return out.getvalue()


PNG = picture()
