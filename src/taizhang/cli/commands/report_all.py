"""The same report for every unit of a level."""

from __future__ import annotations

import argparse
import functools
import traceback
from pathlib import Path

from django.conf import settings

from taizhang.cli.commands.report import SUBJECT
from taizhang.cli.dates import day
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.processes import in_processes
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import read_level
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.reporting.batches import Batch, begin_batch, compile_for, ordered_date, units_of
from taizhang.reporting.position import seal_journal
from taizhang.reporting.template_choice import find_template

FAILED_SHOWN = 20


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
    )
    units = units_of(batch=batch)
    by, key = person_by(text=args.by or OPERATOR), load_key(home=Path(settings.TAIZHANG_HOME))
    batch = begin_batch(folder=folder, batch=batch, seal=lambda: seal_journal(key=key, at=now()))
    made, kept, failed = 0, 0, {}
    deed = functools.partial(compile_one, batch=batch, folder=folder, by=by.login)
    with output.progress("逐个编制") as told:
        for done, (unit, answer) in enumerate(in_processes(deed, units, processes=args.processes), 1):
            if isinstance(answer, str):
                failed[unit] = answer
            elif answer:
                made += 1
            else:
                kept += 1
            told(done, len(units))
    return _tell(folder, batch, made, kept, failed, output)


def compile_one(unit: int, *, batch: Batch, folder: Path, by: str) -> bool | str:
    """Compile one unit's report and return whether anything was to be done, or why it failed."""
    told = Unit.objects.get(pk=unit)
    try:
        return compile_for(batch=batch, unit=told, folder=folder, by=person_by(text=by), at=now())
    except Refused as refusal:
        return str(refusal)
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        return f"程序出错：{type(fault).__name__}：{fault}（{place.name}，第 {place.lineno} 行）"


def _tell(folder: Path, batch: Batch, made: int, kept: int, failed: dict[int, str], output: Output) -> int:
    names = dict(Unit.objects.filter(pk__in=failed).values_list("pk", "name"))
    output.say(f"账本第 {batch.position} 位，编成 {made} 份，原已编好 {kept} 份，在 {folder}。")
    output.result(
        {
            "ok": not failed,
            "position": batch.position,
            "made": made,
            "kept": kept,
            "failed": [{"unit": names[unit], "why": why} for unit, why in sorted(failed.items())],
        }
    )
    if not failed:
        return FINE
    output.errors.print(f"没有编成的 {len(failed)} 份，改好后再运行一次只编这些：", markup=False, style="red")
    for unit, why in sorted(failed.items())[:FAILED_SHOWN]:
        output.errors.print(f"  {names[unit]}：{why}", markup=False)
    if len(failed) > FAILED_SHOWN:
        output.errors.print(f"  …另有 {len(failed) - FAILED_SHOWN} 份，用 --json 看全部。", markup=False)
    return REFUSED
