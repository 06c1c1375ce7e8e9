"""What a bench found, and how it is printed: a table, a line a comparison, then the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison. `reached` is None where nothing was promised."""

    what: str
    median: str
    ratio: str = ""
    target: str = ""
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one bench found. `headings` name the two columns of figures."""

    title: str
    lines: Sequence[Line]
    notes: Sequence[str] = field(default_factory=tuple)
    headings: tuple[str, str] = ("中位数", "倍数")


def show(*, outcome: Outcome, console: Console) -> None:
    """Print the outcome."""
    table = Table(title=outcome.title, title_justify="left", title_style="bold")
    for name, side in zip(("项目", *outcome.headings, "目标", "达到"), "lrrrl", strict=True):
        table.add_column(name, justify="right" if side == "r" else "left", overflow="fold")
    for line in outcome.lines:
        table.add_row(line.what, line.median, line.ratio, line.target, _told(line.reached))
    console.print(table)
    for note in outcome.notes:
        console.print(f"  {note}", markup=False)
    console.print()


def _told(reached: bool | None) -> str:
    if reached is None:
        return ""
    return "[green]是[/]" if reached else "[red]否[/]"


def milliseconds(seconds: float) -> str:
    """Return the time as a person reads it, to three figures or so."""
    shown = seconds * 1000
    return (
        f"{shown:,.0f} 毫秒" if shown >= 100 else f"{shown:.1f} 毫秒" if shown >= 10 else f"{shown:.3f} 毫秒"
    )
