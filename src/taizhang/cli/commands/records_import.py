"""Bring an Excel ledger in."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.quantity import Quantity
from taizhang.processes.import_records import (
    CheckedLedger,
    CheckedRow,
    ImportRefused,
    RowState,
    check_ledger,
    store_ledger,
)
from taizhang.reporting.error_workbook import write_errors

SHOWN = 30


def import_ledger(args: argparse.Namespace, output: Output) -> int:
    """Check a ledger, show it, and store it unless only a preview is wanted."""
    unit, by = unit_by(text=args.unit), person_by(text=args.by or OPERATOR)
    with output.progress("读取核对") as told:
        checked = check_ledger(path=Path(args.file), unit=unit, year=args.year, today=today(), progress=told)
    counts = Counter(row.state for row in checked.rows)
    _say(checked, counts, output)
    told_errors = None
    if args.errors_to and checked.of("error"):
        told_errors = _save_errors(checked, Path(args.errors_to))
        output.say(f"有错的行已另存为 {'、'.join(told_errors)}，改好后可再导入。")
    if args.preview:
        output.result(_result(checked, counts, told_errors) if output.as_json else None)
        return FINE
    try:
        with output.progress("入账") as told:
            batch = store_ledger(
                checked=checked, unit=unit, by=by, at=now(), good_rows=args.good_rows, progress=told
            )
    except ImportRefused as refusal:
        return output.refuse(str(refusal), **_result(checked, counts, told_errors))
    if batch is None:
        output.say("没有新的行，账上都已有了。")
    else:
        output.say(
            f"已入账 {counts['new']} 条，批次号 {batch.pk}；30 天内可用 taizhang records undo {batch.pk} 整批撤销。"
        )
    if output.as_json:
        number = str(batch.pk) if batch else None
        output.result({"ok": True, "batch": number, **_result(checked, counts, told_errors)})
    return FINE


def _result(
    checked: CheckedLedger, counts: Counter[RowState], told_errors: list[str] | None
) -> dict[str, Any]:
    """Return what `--json` prints of a checked ledger."""
    return {
        "sheet": checked.ledger.sheet,
        "sheets": list(checked.ledger.sheets),
        "year": checked.ledger.year,
        "new": counts["new"],
        "duplicate": counts["duplicate"],
        "error": counts["error"],
        "rows": [row_json(row) for row in checked.rows],
        "skipped": [
            {"row": one.row, "sheet": one.sheet, "reason": one.reason, "text": one.text}
            for one in checked.ledger.skipped
        ],
        "errors_to": told_errors[0] if told_errors and len(told_errors) == 1 else told_errors,
    }


def _save_errors(checked: CheckedLedger, path: Path) -> list[str]:
    """Write the rows with errors and return the names of the files: one for each sheet that has any."""
    faulty = checked.of("error")
    ledger = checked.ledger
    sheets = [name for name in ledger.sheets if any(row.sheet in ("", name) for row in faulty)]
    written = []
    for name in sheets:
        errors = {
            row.row: [(problem.column, problem.reason) for problem in row.problems]
            for row in faulty
            if row.sheet in ("", name)
        }
        rows = tuple(row for row in ledger.rows if row.sheet == name)
        to = path if len(sheets) == 1 else path.with_stem(f"{path.stem}-{name}")
        write_errors(errors=errors, ledger=replace(ledger, sheet=name, rows=rows), path=to)
        written.append(str(to))
    return written


def _say(checked: CheckedLedger, counts: Counter[RowState], output: Output) -> None:
    ledger = checked.ledger
    sheets = "、".join(f"“{name}”" for name in ledger.sheets)
    output.say(f"工作表{sheets}，表头在第 {ledger.header_row} 行，共 {len(checked.rows)} 行数据。")
    output.say(f"可入账 {counts['new']} 行，重复 {counts['duplicate']} 行，有错 {counts['error']} 行。")
    for note in ledger.notes:
        output.say(f"  {note}")
    for label in ledger.unmapped_columns:
        output.say(f"  “{label}”一栏认不出，没有读入。")
    for skipped in ledger.skipped[:SHOWN]:
        sheet = f"“{skipped.sheet}”" if len(ledger.sheets) > 1 else ""
        output.say(f"  {sheet}第 {skipped.row} 行跳过：{skipped.reason}")
    for row in checked.of("error")[:SHOWN]:
        for problem in row.problems:
            output.say(f"  {row.place} {problem.column}“{problem.value}”：{problem.reason}")
    if counts["error"] > SHOWN:
        output.say(f"  另有 {counts['error'] - SHOWN} 行有错，可用 --errors-to 另存查看。")
    for row in checked.of("duplicate")[:SHOWN]:
        output.say(f"  {row.place}重复：与{row.same_as}相同，不再入账。")


def row_json(row: CheckedRow) -> dict[str, Any]:
    """Return a row as the contract of `--json` tells it."""
    span, people = row.read.get("span"), row.read.get("people")
    one_day = isinstance(span, DateSpan) and span.start == span.end
    return {
        "row": row.row,
        "sheet": row.sheet or None,
        "state": row.state,
        "date": span.start.isoformat() if isinstance(span, DateSpan) else None,
        "end_date": span.end.isoformat() if isinstance(span, DateSpan) and not one_day else None,
        "title": row.title,
        "unit": row.unit_name,
        "kind": row.read.get("kind") or None,
        "people": people_json(people) if isinstance(people, Quantity) else None,
        "errors": [
            {"column": problem.column, "value": problem.value, "reason": problem.reason}
            for problem in row.problems
        ],
        "same_as": row.same_as or None,
        "notes": row.notes,
        "original": dict(row.original),
    }


def people_json(people: Quantity) -> dict[str, Any]:
    """Return a head count with its bounds and relation, whole numbers as such."""
    numbers = {"value": people.value, "low": people.low, "high": people.high}
    return {
        **{name: None if number is None else int(number) for name, number in numbers.items()},
        "relation": people.relation,
    }
