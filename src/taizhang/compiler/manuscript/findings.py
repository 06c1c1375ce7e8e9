"""What stops the sign-off of a manuscript, each with the block and the chip where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.compiler.desk import Chip as Answer
from taizhang.compiler.document import Figure, Finding
from taizhang.compiler.findings import BEGINNING, missing, open_place
from taizhang.compiler.manuscript.answers import UNANSWERED
from taizhang.compiler.manuscript.asks import PLAIN, Ask, DerivedAsk
from taizhang.compiler.manuscript.model import Chip
from taizhang.compiler.placeholders import placeholders

_WAYS = {True: ("增加", "减少"), False: ("减少", "增加")}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the ids of the block and the chip that it is about, None where it is about the whole.

    A `note` is to be known and stops nothing.
    """

    finding: Finding
    block: str | None = None
    chip: str | None = None
    note: bool = False


class Teller:
    """Goes through the text beside the setter, knows under which heading it is, and keeps what it finds."""

    def __init__(self, *, position: int) -> None:
        self.found: list[Found] = []
        self._position = position
        self._path: list[str] = []
        self._missing: set[int] = set()
        self._printed: dict[Ask, tuple[str, str]] = {}

    @property
    def place(self) -> str:
        return " ".join(self._path) or BEGINNING

    def enter(self, *, level: int, heading: str) -> None:
        """Come under a heading."""
        self._path[level - 1 :] = [heading]

    def tell(self, text: str, *, block: str | None, chip: str | None = None) -> None:
        """Keep a finding in words of its own."""
        self.found.append(Found(Finding("other", text, self.place), block, chip))

    def look_for_open_places(self, line: str, *, block: str) -> None:
        """Find what was left to be filled in."""
        for shown in dict.fromkeys(placeholders(line)):
            self.found.append(Found(open_place(place=self.place, shown=shown), block))

    def look_at(self, chip: Chip, answer: Answer, *, block: str) -> None:
        """Find what is wrong with a figure where it is printed."""
        figure = answer.figure
        if figure.rule == UNANSWERED:
            self.tell(f"{figure.label}：{figure.definition}", block=block, chip=chip.id)
            return
        if chip.state == "locked" and chip.position != self._position:
            told = f"“{figure.label}”锁定在账本第{chip.position}位，不随台账变动。"
            self.found.append(Found(Finding("other", told, self.place), block, chip.id, note=True))
        if chip.state == "typed":
            self._by_hand(chip, figure, block)
        elif figure.is_missing:
            if answer.serial not in self._missing:
                self._missing.add(answer.serial)
                self.found.append(
                    Found(missing(figure=figure, place=self.place, written="文稿"), block, chip.id)
                )
        else:
            self._check_way(chip, answer, block)
        if chip.ask is not None:
            self._check_same(chip, figure, block)

    def _by_hand(self, chip: Chip, figure: Figure, block: str) -> None:
        if figure.value is None:
            self.tell(f"手填的“{chip.text}”里没有数，请填数字，或改成普通文字。", block=block, chip=chip.id)

    def _check_way(self, chip: Chip, answer: Answer, block: str) -> None:
        """A difference prints without its sign: the words around it must go the same way."""
        ask, number = chip.ask, answer.number
        if not isinstance(ask, DerivedAsk) or ask.kind in PLAIN or number is None:
            return
        if number == 0 or (number < 0) == ask.up:
            said, now = _WAYS[ask.up]
            told = "持平了" if number == 0 else f"变成了{now}"
            self.tell(
                f"“{answer.figure.label}”写的时候是{said}，按现在的台账{told}，请改写这一处的文字，再重新插入这个数字。",
                block=block,
                chip=chip.id,
            )

    def _check_same(self, chip: Chip, figure: Figure, block: str) -> None:
        """One question has one answer in a report, also where one of the figures is locked."""
        if chip.ask is None:
            return
        before = self._printed.setdefault(chip.ask, (figure.text, self.place))
        if before[0] != figure.text:
            self.tell(
                f"“{figure.label}”两处不一样：{before[1]}是{before[0]}，这里是{figure.text}（有一处锁定在更早的台账上），请改成一样。",
                block=block,
                chip=chip.id,
            )
