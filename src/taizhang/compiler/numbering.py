"""Numbering the figures f1, f2 … in the order in which a reader meets them."""

from __future__ import annotations

from taizhang.compiler.desk import Desk, Entry
from taizhang.compiler.document import Figure, FigureRef, Inline, Text
from taizhang.kernel.refusal import Refused


class BrokenFigure(Refused):
    """A figure's token was cut or forged by what the template did with its text."""


class Numbering:
    """Gives each figure of the desk its place in the document. What it stands on follows it."""

    def __init__(self, *, desk: Desk) -> None:
        self._desk = desk
        self._refs: dict[int, FigureRef] = {}
        self._serials: list[int] = []

    def ref(self, serial: int) -> FigureRef:
        """Return the reference to a figure, numbering it and what it was worked out from at first sight.

        Raises:  BrokenFigure when there is no such figure.
        """
        if serial not in self._refs:
            if not 0 <= serial < len(self._desk):
                raise BrokenFigure("报告中有一个数字找不到来源，请不要在模板里改动数字的文字。")
            self._refs[serial] = FigureRef(len(self._serials))
            self._serials.append(serial)
            for base in self._desk[serial].bases:
                self.ref(base)
        return self._refs[serial]

    def figure(self, serial: int) -> Figure:
        """Return the figure itself, still without its key."""
        return self._desk[serial].figure

    def plain(self, inlines: tuple[Inline, ...]) -> str:
        """Return a line as a reader sees it."""
        return "".join(
            piece.text if isinstance(piece, Text) else self.figure(self._serials[piece.index]).text
            for piece in inlines
        )

    def figures(self) -> tuple[Figure, ...]:
        """Return all numbered figures in order, with their keys."""
        return tuple(self._keyed(index, self._desk[serial]) for index, serial in enumerate(self._serials))

    def whole(self) -> frozenset[str]:
        """Return the keys of the figures that stand on all the sources of those they were worked out from."""
        return frozenset(
            _key(index) for index, serial in enumerate(self._serials) if self._desk[serial].whole
        )

    def _keyed(self, index: int, entry: Entry) -> Figure:
        bases = tuple([_key(self._refs[base].index) for base in entry.bases])
        definition = entry.figure.definition.format(*bases) if bases else entry.figure.definition
        return entry.figure.numbered(key=_key(index), definition=definition, derived_from=bases)


def _key(index: int) -> str:
    return f"f{index + 1}"
