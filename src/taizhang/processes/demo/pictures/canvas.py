"""A sheet of large pixels to draw on."""

from __future__ import annotations

from taizhang.processes.demo.pictures.png import Rgb, png

WIDTH, HEIGHT, PIXEL = 80, 50, 4
"""80 by 50 large pixels, each 4 by 4 in the picture: 320 by 200."""
_WIDE = tuple(bytes([colour]) * PIXEL for colour in range(16))


class Canvas:
    """One picture being drawn. Colours are places in its palette; what is off the sheet is cut off."""

    def __init__(self, *, palette: tuple[Rgb, ...], ground: int) -> None:
        self._palette = palette
        self._rows = [bytearray([ground]) * WIDTH for _ in range(HEIGHT)]

    def box(self, left: int, top: int, width: int, height: int, colour: int) -> None:
        """Fill a box."""
        start, end = max(0, left), min(WIDTH, left + width)
        if end <= start:
            return
        for row in self._rows[max(0, top) : max(0, top + height)]:
            row[start:end] = bytes([colour]) * (end - start)

    def disc(self, middle: int, top: int, size: int, colour: int) -> None:
        """Fill a round spot `size` high."""
        for line in range(size):
            away = abs(2 * line + 1 - size)
            half = round(((size * size - away * away) ** 0.5) / 2)
            self.box(middle - half, top + line, 2 * half, 1, colour)

    def roof(self, left: int, top: int, width: int, height: int, colour: int) -> None:
        """Fill a roof: a box that is narrower at its top."""
        for line in range(height):
            inset = (height - 1 - line) * 2
            self.box(left + inset, top + line, width - 2 * inset, 1, colour)

    def png(self) -> bytes:
        """Return the picture."""
        wide = [b"".join([_WIDE[pixel] for pixel in row]) for row in self._rows]
        return png(rows=[row for row in wide for _ in range(PIXEL)], palette=self._palette)
