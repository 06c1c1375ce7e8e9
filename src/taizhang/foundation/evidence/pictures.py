"""Pictures: upright, no larger than a report needs, and without what a camera writes into them. Pure."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from taizhang.foundation.evidence.rules import UnfitEvidence

LONGEST = 1600
THUMB = 320
QUALITY = 82
PIXELS = 80_000_000
"""No camera makes more; a file that claims more is a trap."""

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def cleaned_picture(*, content: bytes, media_type: str, name: str) -> bytes:
    """Return the picture upright, at most 1600 pixels long, with no metadata: no place is ever held.

    A GIF and what is no picture are returned as they are.
    Raises:  UnfitEvidence for a damaged picture, or one that would fill the memory.
    """
    if media_type not in FORMATS:
        return content
    picture = _opened(content, name)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return _written(picture, FORMATS[media_type])


def thumbnail(*, content: bytes, name: str) -> bytes:
    """Return a picture of at most 320 pixels as JPEG.

    Raises:  UnfitEvidence as above.
    """
    picture = _opened(content, name)
    picture.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    if picture.mode != "RGB":
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.mode else None)
        picture = flat
    return _written(picture, "JPEG")


def _opened(content: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content))
        if picture.width * picture.height > PIXELS:
            raise UnfitEvidence(f"“{name}”的尺寸大得不合常理（{picture.width}×{picture.height}），没有保存。")
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UnfitEvidence(f"“{name}”打不开，可能已损坏，请重新选择照片。") from None
    return (
        upright
        if upright.mode in ("RGB", "L", "RGBA")
        else upright.convert("RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB")
    )


def _written(picture: Image.Image, form: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    if form == "JPEG" and bare.mode == "RGBA":
        bare = bare.convert("RGB")
    out = io.BytesIO()
    bare.save(out, form, quality=QUALITY, optimize=form == "PNG")
    return out.getvalue()
