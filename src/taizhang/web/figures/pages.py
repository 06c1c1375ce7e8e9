"""What the figure pages draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.reporting.explorer import Part

WIDTH, HEIGHT, FOOT = 720, 220, 24


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the chart, in the units of its picture."""

    label: str
    value: Decimal | None
    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    said: bool


def columns(parts: Sequence[Part]) -> list[Column]:
    """Return a column for each part, the highest as high as the picture; few enough are labelled."""
    most = max((part.value for part in parts if part.value is not None), default=Decimal(0))
    if most <= 0:
        return []
    step = WIDTH / len(parts)
    room = HEIGHT - FOOT - 20
    every = -(-len(parts) // 12)
    drawn = []
    for place, part in enumerate(parts):
        high = float((part.value or Decimal(0)) / most) * room
        left = place * step + step * 0.15
        drawn.append(
            Column(
                label=part.label.partition("年")[2] or part.label,
                value=part.value,
                x=round(left, 1),
                y=round(HEIGHT - FOOT - high, 1),
                width=round(step * 0.7, 1),
                height=round(high, 1),
                middle=round(left + step * 0.35, 1),
                above=round(HEIGHT - FOOT - high - 6, 1),
                said=place % every == 0,
            )
        )
    return drawn


@dataclass(frozen=True, slots=True)
class Share:
    """A part with its share of the largest, 0-100, for a bar."""

    part: Part
    share: float


def shares(parts: Sequence[Part]) -> list[Share]:
    """Return each part with its share of the largest."""
    most = max((part.value for part in parts if part.value is not None), default=Decimal(0))
    return [
        Share(part, round(float((part.value or 0) * 100 / most), 1) if most > 0 else 0.0) for part in parts
    ]
