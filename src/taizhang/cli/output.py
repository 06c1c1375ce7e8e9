"""What a command says: words or JSON on stdout, complaints and progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

FINE, REFUSED, WRONG_USAGE = 0, 1, 2
LONG = 5000
"""From how many steps on a log is told of progress."""


class Output:
    """The voice of one command. With `as_json` stdout carries one JSON value and nothing else."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)
        self._words = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)

    def say(self, text: str) -> None:
        """Print a line for a person; nothing with `--json`."""
        if not self.as_json:
            self._words.print(text)

    def result(self, value: Any) -> None:
        """Print the command's result as JSON; nothing without `--json`."""
        if self.as_json:
            # On one line: indenting the rows of a large ledger takes seconds and half the memory.
            sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

    def table(self, *, columns: list[str], rows: list[list[str]], title: str = "") -> None:
        """Print a table for a person; nothing with `--json`."""
        if self.as_json:
            return
        table = Table(title=title or None, title_justify="left")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self._words.print(table)

    def refuse(self, reason: str, **detail: Any) -> int:
        """Say why the command was refused and return its exit code."""
        if self.as_json:
            self.result({"ok": False, "error": reason, **detail})
        self.errors.print(reason, markup=False, style="red")
        return REFUSED

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """Show on stderr how far the block has come; it is told (done, total), total 0 if unknown.

        A terminal gets a bar, a file or a pipe a line for each tenth.
        """
        if not self.errors.is_terminal:
            yield _Lines(label, self.errors).told
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self.errors) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total or None)


class _Lines:
    """Progress as lines, for logs: one at each tenth of what takes long."""

    def __init__(self, label: str, console: Console) -> None:
        self._label, self._console, self._tenth = label, console, 0

    def told(self, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 0
        if total >= LONG and tenth > self._tenth:
            self._tenth = tenth
            self._console.print(f"{self._label}：{done}/{total}", markup=False)
