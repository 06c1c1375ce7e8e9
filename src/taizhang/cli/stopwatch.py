"""How long each step of a command took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from taizhang.cli.output import Output


class Stopwatch:
    """Shows each step while it runs and its time when it is done. `seconds` keeps them by name."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """Time a step; the block is given what shows its progress, told (done, total)."""
        started = time.monotonic()
        with self._output.progress(name) as told:
            yield told
        self.seconds[name] = time.monotonic() - started
        self._output.say(f"{name}：{self.seconds[name]:.1f} 秒")

    @property
    def total(self) -> float:
        return sum(self.seconds.values())
