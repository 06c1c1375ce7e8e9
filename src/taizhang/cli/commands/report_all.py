"""The same report for every unit of a level."""

from __future__ import annotations

import argparse
import functools
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from taizhang.cli.commands.report import SUBJECT
from taizhang.cli.dates import day
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.processes import Workers
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.among import among
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import read_level
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import parse_period
from taizhang.reporting.position import seal_journal
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.unit_reports.batches import Batch, begin_batch, ordered_date, units_of
from taizhang.reporting.unit_reports.compiling import Outcome, compile_together
from taizhang.reporting.unit_reports.gathering import FEWEST_GATHERED, Share, Walk, is_worth_walking, share_of

SHOWN = 20
MOST_TOGETHER = 50
"""Reports that are compiled together: those of a share are lost where a process is ended."""


def compile_all(args: argparse.Namespace, output: Output) -> int:
    """Compile a report for each unit, go on where an earlier run stopped, and list what failed."""
    folder = Path(args.to).resolve()
    template = find_template(name=args.template)
    signed_on = day(args.date) if args.date else ordered_date(folder=folder) or today()
    as_ordered = Path(args.template)
    batch = Batch(
        template=str(as_ordered.resolve()) if as_ordered.is_file() else args.template,
        digest=template.digest,
        unit=unit_by(text=args.units).pk,
        level=read_level(args.level).value,
        period=parse_period(args.period).label,
        subject=args.subject or SUBJECT,
        signed_on=signed_on.isoformat(),
        profile=args.profile,
        suffix=f".{args.format}",
        position=0,
        kept=not args.files_only,
    )
    units = units_of(batch=batch)
    by, key = person_by(text=args.by or OPERATOR), load_key(home=Path(settings.TAIZHANG_HOME))
    batch = begin_batch(folder=folder, batch=batch, seal=lambda: seal_journal(key=key, at=now()))
    outcomes: list[Outcome] = []
    deed = functools.partial(compile_share, batch=batch, folder=folder, by=by.login)
    shares = list(enumerate(shares_of(units, processes=args.processes or os.cpu_count() or 1)))
    walk = Walk(batch, folder)
    try:
        left = len(units) - len(list(folder.glob(f"*{batch.suffix}")))
        with Workers(processes=args.processes, things=len(shares)) as workers:
            if left >= FEWEST_GATHERED:
                _gather(walk, shares, workers, output)
            with output.progress("逐个编制") as told:
                for _, done in workers.each(deed, shares):
                    outcomes += done
                    told(len(outcomes), len(units))
    finally:
        walk.end()
    return _tell(folder, batch, outcomes, output)


def shares_of(units: Sequence[int], *, processes: int) -> list[tuple[int, ...]]:
    """Return the units in shares that one process compiles together: each process gets several, if there are enough."""
    size = max(1, min(MOST_TOGETHER, len(units) // (processes * 2)))
    return [tuple(units[start : start + size]) for start in range(0, len(units), size)]


def compile_share(
    share: tuple[int, tuple[int, ...]], *, batch: Batch, folder: Path, by: str
) -> list[Outcome]:
    """Compile the reports of some units, given with the number of their share; return what became of each."""
    number, units = share
    gathered = functools.partial(Walk(batch, folder).gathered, number)
    return compile_together(
        batch=batch, units=units, folder=folder, by=person_by(text=by), at=now(), gathered=gathered
    )


def walk_through(stretch: tuple[int, int], *, walk: Walk) -> None:
    """Gather the lines of a stretch of the journal."""
    walk.through(stretch)


def _gather(
    walk: Walk, shares: Sequence[tuple[int, tuple[int, ...]]], workers: Workers, output: Output
) -> None:
    """Gather the lines of all shares that have reports to be made, where one walk finds them sooner."""
    asked: list[Share] = []
    with output.progress("归拢单位") as told:
        for _, share in workers.each(share_of, shares):
            asked.append(share)
            told(len(asked), len(shares))
    if not is_worth_walking(shares=asked, position=walk.batch.position):
        return
    stretches = walk.begin(shares=asked)
    with output.progress("归拢台账") as told:
        walked = 0
        for (after, last), _ in workers.each(functools.partial(walk_through, walk=walk), stretches):
            walked += last - after
            told(walked, walk.batch.position)


def _tell(folder: Path, batch: Batch, outcomes: list[Outcome], output: Output) -> int:
    failed = sorted((each.unit, each.why) for each in outcomes if each.why)
    unfinished = sorted((each.unit, each.unfinished) for each in outcomes if each.unfinished)
    made = sum(each.made for each in outcomes)
    kept = len(outcomes) - made - len(failed)
    told = among(unit for unit, _ in (*failed, *unfinished))
    names = dict(Unit.objects.filter(pk__in=told).values_list("pk", "name"))
    output.say(f"账本第 {batch.position} 位，编成 {made} 份，原已编好 {kept} 份，在 {folder}。")
    if unfinished:
        total = sum(places for _, places in unfinished)
        output.say(f"本次编成的有 {len(unfinished)} 份还没有完成，共 {total} 处，完成前不能签发：")
        for line in _first([f"{names[unit]}：{places} 处" for unit, places in unfinished]):
            output.say(line)
    output.result(
        {
            "ok": not failed,
            "position": batch.position,
            "made": made,
            "kept": kept,
            "unfinished": [{"unit": names[unit], "places": places} for unit, places in unfinished],
            "failed": [{"unit": names[unit], "why": why} for unit, why in failed],
        }
    )
    if not failed:
        return FINE
    output.errors.print(f"没有编成的 {len(failed)} 份，改好后再运行一次只编这些：", markup=False, style="red")
    for line in _first([f"{names[unit]}：{why}" for unit, why in failed]):
        output.errors.print(line, markup=False)
    return REFUSED


def _first(lines: Sequence[str]) -> list[str]:
    """Return the lines as they are listed in a window: the first of them, and how many more there are."""
    more = [f"  …另有 {len(lines) - SHOWN} 份，用 --json 看全部。"] if len(lines) > SHOWN else []
    return [*(f"  {line}" for line in lines[:SHOWN]), *more]
