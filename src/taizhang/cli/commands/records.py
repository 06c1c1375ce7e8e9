"""Records: export, show, correct, accept, void, undo a batch."""

from __future__ import annotations

import argparse
from pathlib import Path

from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now
from taizhang.foundation.accounts.selectors import OPERATOR, person_by
from taizhang.foundation.units.selectors import check_existed, unit_by
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records import services
from taizhang.ledgers.records.rules import LABELS, State, kind_by_code
from taizhang.ledgers.records.selectors import batch_by, content_of, record_by, revision_differences
from taizhang.processes import take_back
from taizhang.processes.correct_record import changed_content
from taizhang.reporting.export import export_records


class NotAChange(Refused):
    """A --set is not column=value."""


def undo(args: argparse.Namespace, output: Output) -> int:
    """Take a batch back."""
    batch, by = batch_by(number=args.batch), person_by(text=args.by or OPERATOR)
    count = take_back.undo_batch(batch=batch, by=by, at=now())
    output.say(f"批次 {batch.pk} 已撤销：{count} 条记录作废，有关的账已冲正。")
    output.result({"ok": True, "batch": str(batch.pk), "voided": count})
    return FINE


def export(args: argparse.Namespace, output: Output) -> int:
    """Export the standing records of a unit and a period."""
    unit, period, target = unit_by(text=args.unit), parse_period(args.period), Path(args.to)
    check_existed(unit=unit, start=period.start, until=period.until, period=period.label)
    with output.progress("导出") as told:
        count = export_records(unit=unit, period=period, path=target, progress=told)
    output.say(f"已导出 {count} 条记录到 {target}。改动已入账的记录请用更正；新行可直接再导入。")
    output.result({"ok": True, "records": count, "file": str(target)})
    return FINE


def show(args: argparse.Namespace, output: Output) -> int:
    """Tell one record: its content, its files, its revisions."""
    record = record_by(number=args.number)
    content = content_of(record)
    shown = {
        "日期": content.on.isoformat() + (f" 至 {content.until}" if content.until != content.on else ""),
        "开展单位": record.unit.name,
        "活动类型": kind_by_code(content.kind).label,
        "地点": content.place,
        "参加人数": content.people.raw if content.people else "",
        "主持或主讲": content.host,
        "主题标签": "、".join(content.tags),
        "备注": content.note,
        "填报": record.author.name,
        "审核": record.accepted_by.name if record.accepted_by else "",
    }
    output.say(f"{record.number}　{content.title}（{State(record.state).label}）")
    for label, text in shown.items():
        if text:
            output.say(f"  {label}：{text}")
    output.say(f"  佐证：{len(content.evidence)} 份")
    revisions = list(record.revisions.select_related("author").order_by("number"))
    for revision in revisions:
        changes = revision_differences(record=record, number=revision.number)
        told = "；".join(f"{one.label} {one.before} → {one.after}" for one in changes)
        output.say(f"  第 {revision.number} 稿　{revision.author.name}　{revision.reason}　{told}".rstrip())
    output.result(
        {
            "number": record.number,
            "state": record.state,
            "content": content.as_dict(),
            "original": record.original,
            "revisions": [
                {"number": one.number, "state": one.state, "digest": one.digest, "reason": one.reason}
                for one in revisions
            ],
        }
    )
    return FINE


def correct(args: argparse.Namespace, output: Output) -> int:
    """Propose a correction."""
    record, by = record_by(number=args.number), person_by(text=args.by or OPERATOR)
    content = changed_content(content=content_of(record), changes=dict(_change(text) for text in args.set))
    revision = services.correct_record(record=record, content=content, reason=args.reason, by=by, at=now())
    for one in revision_differences(record=record, number=revision.number):
        output.say(f"{one.label}：{one.before} → {one.after}")
    output.say(f"更正已提出，待另一人审核：taizhang records accept {record.number} --by 人员")
    output.result({"ok": True, "number": record.number, "revision": revision.number})
    return FINE


def accept(args: argparse.Namespace, output: Output) -> int:
    """Accept a submitted record, or the correction that waits."""
    record, by = record_by(number=args.number), person_by(text=args.by)
    if record.state == State.ACCEPTED.value:
        record = take_back.accept_correction(record=record, by=by, at=now())
        output.say(f"{record.number} 的更正已生效，旧账已冲正，新账已记入。")
    else:
        record = services.accept_record(record=record, by=by, at=now())
        output.say(f"{record.number} 已入账。")
    output.result({"ok": True, "number": record.number, "revision": record.revision})
    return FINE


def void(args: argparse.Namespace, output: Output) -> int:
    """Void a record."""
    record, by = record_by(number=args.number), person_by(text=args.by or OPERATOR)
    take_back.void_record(record=record, reason=args.reason, by=by, at=now())
    output.say(f"{record.number} 已作废，有关的账已冲正。")
    output.result({"ok": True, "number": record.number})
    return FINE


def _change(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise NotAChange(f"“{text}”应写成 栏目=值，栏目可以是：{'、'.join(LABELS.values())}。")
    return name.strip(), value.strip()
