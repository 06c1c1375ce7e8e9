"""The scenes: a room with a screen, a square with a stage, a river path, a notice board, a doorstep."""

from __future__ import annotations

import datetime as dt

from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from taizhang.processes.demo.pictures.png import Rgb

SKY, GROUND, WALL, ROOF, BANNER, PAPER, LEAF, TRUNK, WATER, SKIN, HAIR, GLOW = range(12)
CLOTHES = (12, 13, 14, 15)

_GREEN, _BARE = (92, 142, 82), (150, 140, 118)
_LEAVES: dict[int, Rgb] = {1: _BARE, 2: _BARE, 3: (142, 176, 96), 4: (120, 168, 88), 10: (196, 150, 70), 11: (186, 120, 62), 12: _BARE}  # fmt: skip
_CLOTHES: tuple[Rgb, ...] = (
    (196, 70, 62), (66, 110, 170), (230, 180, 70), (90, 90, 100), (120, 160, 120), (170, 110, 150),
    (236, 236, 230), (70, 130, 140), (150, 100, 70),
)  # fmt: skip
INDOORS = {"study_session", "meeting", "training", "lecture"}
ROOMS = (
    "室",
    "厅",
    "礼堂",
    "书",
    "馆",
    "邻里中心",
    "活动中心",
    "睦邻点",
    "实践所",
    "小学",
    "教学点",
    "幼儿园",
)
"""What a place's name holds when it has a roof."""


def picture(*, kind: str, on: dt.date, place: str, festival: str, seed: str) -> bytes:
    """Return a PNG of at most 3 kB that looks like a thing of that kind on that day.

    The same arguments give the same bytes.
    """
    dice = Dice("picture", seed)
    evening = on.weekday() >= 4 and kind != "visit" and dice.chance(0.3)
    indoors = kind in INDOORS or any(room in place for room in ROOMS)
    canvas = Canvas(palette=_palette(on, evening, dice), ground=SKY)
    if kind == "publicity_item":
        _notice_board(canvas, dice)
    elif kind == "visit":
        _doorstep(canvas, dice)
    elif indoors:
        _room(canvas, dice, children=kind == "youth_programme")
    else:
        _open_air(
            canvas,
            dice,
            water=any(sign in place for sign in "河江渡桥堤"),
            children=kind == "youth_programme",
        )
    if festival:
        _festival(canvas, festival, dice, indoors=indoors)
    return canvas.png()


def _palette(on: dt.date, evening: bool, dice: Dice) -> tuple[Rgb, ...]:
    sky = (44, 52, 92) if evening else dice.pick(((186, 214, 234), (204, 220, 228), (168, 204, 236)))
    ground = (98, 96, 100) if evening else (206, 200, 186)
    wall = dice.pick(((236, 228, 212), (226, 232, 230), (240, 234, 224), (222, 214, 200)))
    roof = dice.pick(((120, 84, 72), (88, 96, 108), (150, 98, 74)))
    start = dice.between(0, len(_CLOTHES) - 1)
    clothes = tuple(_CLOTHES[(start + step * 2) % len(_CLOTHES)] for step in range(4))
    return (
        sky, ground, wall, roof, (190, 44, 40), (250, 248, 240), _LEAVES.get(on.month, _GREEN), (110, 84, 62),
        (120, 166, 186), (232, 196, 164), (60, 50, 46), (248, 206, 96), *clothes,
    )  # fmt: skip


def _banner(canvas: Canvas, left: int, top: int, width: int, dice: Dice) -> None:
    """A red banner; its words are pale blocks."""
    canvas.box(left, top, width, 5, BANNER)
    at = left + 3
    while at < left + width - 4:
        if dice.chance(0.9):
            canvas.box(at, top + 1, 2, 3, PAPER)
        at += 3


def _person(canvas: Canvas, left: int, top: int, size: int, dice: Dice) -> None:
    """Somebody: hair, face, clothes; nobody in particular."""
    canvas.box(left + 1, top, size - 2, 1, HAIR)
    canvas.box(left + 1, top + 1, size - 2, size - 3, SKIN)
    canvas.box(left, top + size - 2, size, size, dice.pick(CLOTHES))


def _crowd(canvas: Canvas, dice: Dice, *, top: int, rows: int, size: int) -> None:
    for line in range(rows):
        left = dice.between(0, size)
        while left < WIDTH - size:
            if dice.chance(0.72):
                _person(canvas, left, top + line * (size + 1), size, dice)
            left += size + dice.between(1, 3)


def _room(canvas: Canvas, dice: Dice, *, children: bool) -> None:
    canvas.box(0, 0, WIDTH, 36, WALL)
    canvas.box(0, 36, WIDTH, HEIGHT, GROUND)
    _banner(canvas, 14, 2, 52, dice)
    if dice.chance(0.6):
        canvas.box(26, 10, 28, 14, ROOF)
        canvas.box(27, 11, 26, 12, PAPER)
        for line in range(dice.between(2, 4)):
            canvas.box(30, 13 + line * 3, dice.between(8, 18), 1, WATER)
    else:
        for window in (6, 58):
            canvas.box(window, 11, 16, 14, ROOF)
            canvas.box(window + 1, 12, 6, 12, SKY)
            canvas.box(window + 8, 12, 7, 12, SKY)
    speaker = dice.between(14, 60)
    _person(canvas, speaker, 20, 5, dice)
    canvas.box(speaker - 3, 27, 11, 4, TRUNK)
    _crowd(canvas, dice, top=33, rows=2, size=4 if children else 6)


def _open_air(canvas: Canvas, dice: Dice, *, water: bool, children: bool) -> None:
    canvas.box(0, 28, WIDTH, HEIGHT, GROUND)
    if water:
        canvas.box(0, 26, WIDTH, 6, WATER)
        canvas.box(dice.between(8, 56), 24, 16, 2, TRUNK)
    else:
        left = dice.between(2, 44)
        canvas.box(left, 12, 30, 17, WALL)
        canvas.roof(left - 3, 8, 36, 4, ROOF)
        for window in range(3):
            canvas.box(left + 3 + window * 9, 16, 5, 5, WATER)
    for _ in range(dice.between(2, 3)):
        trunk = dice.between(2, 74)
        canvas.box(trunk, 20, 2, 10, TRUNK)
        canvas.disc(trunk + 1, 10, 11, LEAF)
    _banner(canvas, dice.between(4, 20), 22, dice.between(34, 48), dice)
    _crowd(canvas, dice, top=30, rows=dice.between(2, 3), size=4 if children else 5)


def _notice_board(canvas: Canvas, dice: Dice) -> None:
    canvas.box(0, 34, WIDTH, HEIGHT, GROUND)
    canvas.box(12, 14, 2, 30, TRUNK)
    canvas.box(66, 14, 2, 30, TRUNK)
    canvas.roof(6, 4, 68, 4, ROOF)
    canvas.box(10, 8, 60, 28, TRUNK)
    canvas.box(12, 10, 56, 24, WALL)
    _banner(canvas, 14, 11, 52, dice)
    for column in range(4):
        canvas.box(15 + column * 13, 18, 11, 14, PAPER)
        canvas.box(17 + column * 13, 20, 7, dice.between(2, 4), dice.pick(CLOTHES))
        for line in range(dice.between(1, 3)):
            canvas.box(17 + column * 13, 25 + line * 2, dice.between(3, 7), 1, HAIR)


def _doorstep(canvas: Canvas, dice: Dice) -> None:
    canvas.box(0, 0, WIDTH, 40, WALL)
    canvas.box(0, 40, WIDTH, HEIGHT, GROUND)
    canvas.roof(-6, 0, 92, 4, ROOF)
    door = dice.between(10, 24)
    canvas.box(door, 12, 16, 28, TRUNK)
    canvas.box(door - 3, 12, 2, 24, BANNER)
    canvas.box(door + 17, 12, 2, 24, BANNER)
    canvas.box(54, 12, 18, 14, ROOF)
    canvas.box(55, 13, 16, 12, SKY)
    for step in range(dice.between(2, 4)):
        _person(canvas, door + 10 + step * 10, 30 + step % 2, 7, dice)
    canvas.box(door + 18, 40, 5, 4, GLOW)


def _festival(canvas: Canvas, festival: str, dice: Dice, *, indoors: bool) -> None:
    """What tells the festival: lanterns, the moon, a boat, chrysanthemums. Indoors beside the banner."""
    hung = (1, 8, 67, 74) if indoors else (3, 18, 33, 48, 63)
    if festival in ("春节", "元宵节", "小年", "腊八节", "元旦"):
        for left in hung:
            left += dice.between(0, 1) + 2
            canvas.box(left, 0, 1, 3, HAIR)
            canvas.disc(left, 3, 6, BANNER)
            canvas.box(left - 1, 9, 2, 2, GLOW)
    elif festival in ("中秋节", "七夕节"):
        canvas.disc(73, 1, 9, GLOW)
    elif festival == "端午节":
        canvas.box(16, 40, 46, 4, BANNER)
        canvas.box(60, 36, 6, 5, GLOW)
        canvas.box(12, 37, 5, 5, LEAF)
    elif festival == "重阳节":
        for flower in range(9):
            canvas.box(4 + flower * 9, 45 + flower % 2 * 2, 1, 5, LEAF)
            canvas.disc(4 + flower * 9, 43 + flower % 2 * 2, 4, GLOW)
    elif festival in ("国庆节", "劳动节"):
        for left in hung:
            canvas.box(left, 0, 1, 9, HAIR)
            canvas.box(left + 1, 0, 5, 4, BANNER)
    else:
        for left in hung:
            canvas.disc(left + 2, 1 + dice.between(0, 3), 4, dice.pick(CLOTHES))
