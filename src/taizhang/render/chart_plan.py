"""A chart as rectangles, lines and words in millimetres: PDF and HTML draw the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import ceil, floor
from typing import Literal

from taizhang.compiler.document import Chart
from taizhang.render.characters import em_width, printable
from taizhang.render.page import POINT_MM

WIDTH_MM = 155.0
LABEL_PT = 9.0
_LABEL_MM = LABEL_PT * POINT_MM
_PLOT_MM = 50.0
_TOP_MM = 10.0
_LEFT_MM = 16.0
_LABEL_LINE_MM = 4.0
_MOST_LABEL_LINES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; "axis" and "grid" are thin, "series" is the curve itself."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: Literal["axis", "grid", "series"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word whose centre (or left or right end) stands at x, its middle at y."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """Everything to draw, from the top left corner, in millimetres."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    rules: tuple[Rule, ...]
    dots: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]


def plan_chart(chart: Chart) -> ChartPlan:
    """Return the drawing of a chart. A missing value leaves its place empty; the scale includes 0."""
    values = [_number(value) for value in chart.values]
    low, high, step = scale(chart)
    slot = (WIDTH_MM - _LEFT_MM) / max(1, len(values))
    labels = _labels(chart, slot)

    def y_of(value: Decimal) -> float:
        return round(_TOP_MM + _PLOT_MM * float((high - value) / (high - low)), 3)

    def x_of(place: int) -> float:
        return round(_LEFT_MM + slot * (place + 0.5), 3)

    rules, words = _grid(low, high, step, y_of)
    foot = _TOP_MM + _PLOT_MM
    words += [
        Word(x_of(place), round(foot + 3 + _LABEL_LINE_MM * row, 3), part, "middle")
        for place, label in labels.items()
        for row, part in enumerate(label)
    ]
    points = [(x_of(place), y_of(value)) if value is not None else None for place, value in enumerate(values)]
    bars: tuple[Bar, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()
    if chart.kind == "bar":
        bars = _bars(points, y_of(Decimal(0)), slot)
    else:
        dots = tuple(point for point in points if point is not None)
        rules += [
            Rule(*start, *end, "series")
            for start, end in pairwise(points)
            if start is not None and end is not None
        ]
    if max([em_width(str(value)) for value in chart.values], default=0) * _LABEL_MM <= slot:
        words += _value_words(chart, values, points)
    if chart.unit:
        words.append(Word(0.0, 3.0, f"单位：{printable(chart.unit)}", "start"))
    height = foot + 2 + _LABEL_LINE_MM * max([1, *map(len, labels.values())])
    return ChartPlan(WIDTH_MM, height, bars, tuple(rules), dots, tuple(words))


def _number(value: str | None) -> Decimal | None:
    """Return the value, or None for what is no finite number: nothing is drawn there."""
    try:
        number = Decimal(value) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def scale(chart: Chart) -> tuple[Decimal, Decimal, Decimal]:
    """Return the ends of the value axis and its step: 1, 2 or 5 times a power of ten, about five steps.

    0 is always on the axis: a bar cut off at its foot tells a larger difference than there is.
    """
    shown = [value for value in map(_number, chart.values) if value is not None]
    low, high = min([Decimal(0), *shown]), max([Decimal(0), *shown])
    if low == high:
        return Decimal(0), Decimal(1), Decimal(1)
    rough = (high - low) / 5
    power = Decimal(10) ** rough.adjusted()
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return floor(low / step) * step, ceil(high / step) * step, step


def _grid(
    low: Decimal, high: Decimal, step: Decimal, y_of: Callable[[Decimal], float]
) -> tuple[list[Rule], list[Word]]:
    rules: list[Rule] = []
    words: list[Word] = []
    value = low
    while value <= high:
        y = y_of(value)
        rules.append(Rule(_LEFT_MM, y, WIDTH_MM, y, "axis" if value == 0 else "grid"))
        words.append(Word(_LEFT_MM - 1.5, y, f"{value.normalize():f}", "end"))
        value += step
    rules.append(Rule(_LEFT_MM, y_of(high), _LEFT_MM, y_of(low), "axis"))
    return rules, words


def _bars(points: list[tuple[float, float] | None], zero: float, slot: float) -> tuple[Bar, ...]:
    width = round(min(slot * 0.56, 14.0), 3)
    return tuple(
        Bar(round(point[0] - width / 2, 3), min(point[1], zero), width, round(abs(zero - point[1]), 3))
        for point in points
        if point is not None
    )


def _value_words(
    chart: Chart, values: list[Decimal | None], points: list[tuple[float, float] | None]
) -> list[Word]:
    """Return the value above each point, below it where it is negative."""
    words: list[Word] = []
    for value, text, point in zip(values, chart.values, points, strict=True):
        if value is not None and point is not None:
            words.append(
                Word(point[0], round(point[1] + (2.4 if value < 0 else -2.4), 3), str(text), "middle")
            )
    return words


def _wrapped(label: str, slot: float) -> list[str]:
    """Return the label in lines that fit between its neighbours."""
    room = max(1, int(slot / _LABEL_MM))
    lines = [""]
    for sign in label:
        if em_width(lines[-1] + sign) > room and lines[-1]:
            lines.append("")
        lines[-1] += sign
    return lines


def _labels(chart: Chart, slot: float) -> dict[int, list[str]]:
    """Return the lines of each label that is written, by its place: all, or each n-th where there is no room."""
    texts = [printable(label) for label in chart.labels]
    labels = [_wrapped(text, slot) for text in texts]
    every = 1
    if labels and (max(map(len, labels)) > _MOST_LABEL_LINES or slot < _LABEL_MM):
        every = max(1, ceil(max(map(em_width, texts)) * _LABEL_MM / slot))
        labels = [_wrapped(text, slot * every) for text in texts]
    return {place: label for place, label in enumerate(labels) if place % every == 0}
