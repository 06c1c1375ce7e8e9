"""The same deed for many things, in several processes at once."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from taizhang.kernel.refusal import Refused

Thing = TypeVar("Thing")
Done = TypeVar("Done")


class ProcessEnded(Refused):
    """One of the processes was ended from outside, for want of memory, say."""


class Workers:
    """Processes that stand ready: beginning one costs more than a second."""

    def __init__(self, *, processes: int | None, things: int) -> None:
        """As many as asked for, else as there are processors; no more than there are things to be done."""
        count = min(processes or os.cpu_count() or 1, max(things, 1))
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def each(self, deed: Callable[[Thing], Done], things: Sequence[Thing]) -> Iterator[tuple[Thing, Done]]:
        """Yield each thing with what the deed returned for it, as they are done.

        The processes are told the data folder by the environment. `deed` is a function of a module.
        Raises:  ProcessEnded; what the deed raises.
        """
        try:
            waiting = {self._pool.submit(_done, deed, thing): thing for thing in things}
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        except BrokenProcessPool:
            raise ProcessEnded(
                "有一个进程被中止了（可能内存不足）。做完的都在，再运行一次接着做，或用 --processes 1。"
            ) from None


def _done(deed: Callable[[Thing], Done], thing: Thing) -> Done:
    """Return what the deed returns, and look for garbage afterwards: once, not every few thousand new things.

    Reports are trees of small things without circles; looking for circles among them took a twentieth of the time.
    What a deed leaves behind is modules and what is kept for the next ones: it is not looked through again.
    """
    try:
        return deed(thing)
    finally:
        gc.collect()
        gc.freeze()


def _begin() -> None:
    # Ctrl+C in the window reaches every process; these are ended by the one that started them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    import django  # noqa: PLC0415 -- the process is told its settings by the environment

    django.setup()
    gc.disable()
