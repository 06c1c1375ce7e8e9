"""Compile, sign, and see what changed since."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from taizhang.cli.dates import day
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import now, today
from taizhang.foundation.accounts.selectors import OPERATOR, SIGNER, person_by
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import parse_period
from taizhang.reporting.changes import Changes, LaterPosting, MovedFigure
from taizhang.reporting.changes import changed_since as changes_since
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.models import ReportRun
from taizhang.reporting.outputs import Written, check_formats, write_outputs
from taizhang.reporting.runs import Order, run_by
from taizhang.reporting.runs import compile_run as compile_report_run
from taizhang.reporting.schemes import check_scheme, scheme_by
from taizhang.reporting.sealing import sign_run
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.texts import read_texts

if TYPE_CHECKING:
    from taizhang.compiler.document import Document
    from taizhang.compiler.template import Template

SUBJECT = "宣传文化工作"


def compile_run(args: argparse.Namespace, output: Output) -> int:
    """Compile a report and write it in every format asked for."""
    paths = [Path(name) for name in args.to]
    check_formats(paths=paths)
    template = find_template(name=args.template)
    order = _order(args, template)
    by = person_by(text=args.by or OPERATOR)
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    run, document = compile_report_run(template=template, order=order, by=by, key=key, at=now())
    written = write_outputs(document=document, paths=paths, profile=args.profile, font_folders=font_folders())
    _say_compiled(run, document, written, output)
    output.result(_compiled_json(run, document, written))
    return FINE if all(file.made for file in written) else REFUSED


def _order(args: argparse.Namespace, template: Template) -> Order:
    unit, period = unit_by(text=args.unit), parse_period(args.period)
    scheme = scheme_by(text=args.scheme, unit=unit, period=period) if args.scheme else None
    check_scheme(template=template, scheme=scheme)
    return Order(
        unit=unit,
        period=period,
        subject=args.subject or (scheme.title if scheme else SUBJECT),
        scheme=scheme,
        signed_on=day(args.date) if args.date else today(),
        addressee=args.addressee,
        copies_to=tuple(args.copy_to),
        texts=read_texts(path=Path(args.texts), template=template) if args.texts else {},
        annex=args.sources,
    )


def _sources_of(document: Document) -> int:
    """Return how many records stand behind all figures together."""
    return len({ref.source for figure in document.figures for ref in figure.sources})


def _say_compiled(run: ReportRun, document: Document, written: Sequence[Written], output: Output) -> None:
    output.say(f"报告 {run.pk}：{document.title.replace(chr(10), '')}")
    output.say(
        f"账本第 {run.position} 位，{len(document.figures)} 个数字，{_sources_of(document)} 条来源记录。"
    )
    for file in written:
        output.say(f"  {file.path}" if file.made else f"  {file.path}（没有生成）")
    for notice in sorted({file.notice for file in written if file.notice}):
        output.errors.print(notice, markup=False, style="yellow")
    if document.findings:
        output.say(f"还有 {len(document.findings)} 处未完成，完成前不能签发：")
        for finding in document.findings:
            output.say(f"  - {finding.place}：{finding.text}")


def _compiled_json(run: ReportRun, document: Document, written: Sequence[Written]) -> dict[str, Any]:
    return {
        "ok": all(file.made for file in written),
        "run": str(run.pk),
        "title": document.title,
        "position": run.position,
        "figures": [
            {
                "key": figure.key,
                "rule": figure.rule,
                "label": figure.label,
                "value": figure.value,
                "text": figure.text,
                "unit": figure.unit,
                "unit_name": figure.unit_name,
                "period": figure.period,
                "sources": len(figure.sources),
            }
            for figure in document.figures
        ],
        "sources": _sources_of(document),
        "files": [str(file.path) for file in written if file.made],
        "findings": [{"kind": one.kind, "place": one.place, "text": one.text} for one in document.findings],
    }


def sign(args: argparse.Namespace, output: Output) -> int:
    """Sign a compiled report and write its bundle."""
    run, by, target = run_by(number=args.run), person_by(text=args.by or SIGNER), Path(args.to)
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    bundle = sign_run(run=run, by=by, key=key, at=now(), font_folders=font_folders(), keep=target)
    output.say(f"报告 {run.pk} 已由{by.name}签发，封存为 {target}（{len(bundle) / 1024:.0f} kB）。")
    output.say(f"公钥 {key.public}（编号 {key.key_id}），请告知接收单位。")
    output.result({"ok": True, "run": str(run.pk), "bundle": str(target), "public_key": key.public})
    return FINE


def changed_since(args: argparse.Namespace, output: Output) -> int:
    """List what came into the ledger since, under the report's rules."""
    run = run_by(number=args.run)
    changes = changes_since(run=run)
    place = f"报告 {run.pk} 编制（账本第 {run.position} 位）之后，"
    if changes.postings:
        output.say(f"{place}有关的账新增 {len(changes.postings)} 笔：")
        _say_changes(changes, output)
    else:
        output.say(f"{place}有关的账没有变动。")
    output.result(
        {
            "run": str(run.pk),
            "position": run.position,
            "postings": [_posting_json(one) for one in changes.postings],
            "figures": [_figure_json(one) for one in changes.figures],
        }
    )
    return FINE


def _say_changes(changes: Changes, output: Output) -> None:
    output.table(
        columns=["位置", "记录编号", "日期", "单位", "名称", "入账", "涉及数字"],
        rows=[
            [
                str(one.posting.position or "未封存"),
                one.source.number,
                one.posting.on.isoformat(),
                one.source.unit_name,
                one.source.title,
                "记入" if one.posting.weight > 0 else "冲正",
                "、".join(one.figures),
            ]
            for one in changes.postings
        ],
    )
    for figure in changes.figures:
        output.say(
            f"  {figure.key} {figure.unit_name}{figure.period}{figure.label}："
            f"报告为 {figure.then or '—'}，现为 {figure.now or '—'}"
        )


def _posting_json(one: LaterPosting) -> dict[str, Any]:
    return {
        "position": one.posting.position,
        "number": one.source.number,
        "revision": one.posting.revision,
        "on": one.posting.on.isoformat(),
        "unit": one.source.unit_name,
        "title": one.source.title,
        "weight": one.posting.weight,
        "measures": dict(one.posting.measures),
        "figures": list(one.figures),
    }


def _figure_json(one: MovedFigure) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "unit": one.unit_name,
        "period": one.period,
        "then": one.then,
        "now": one.now,
    }
