"""Proof a text that is to go out, and tell each place with its remedy."""

from __future__ import annotations

import argparse
from pathlib import Path

from taizhang.cli import dates
from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import today
from taizhang.proofing import Remark, proof_text
from taizhang.reading.report import read_text

LEVELS = {"stop": "不能发", "mend": "要改", "note": "请看"}
AROUND = 10


def run(args: argparse.Namespace, output: Output) -> int:
    """Tell every remark on the file; exit 1 where one says that the text must not go out so."""
    day = dates.day(args.day) if args.day else today()
    text = read_text(path=Path(args.file))
    remarks = proof_text(text=text, day=day, names=args.name)
    for remark in remarks:
        output.say(f"第{_line(text, remark)}行 {LEVELS[remark.level]}：{remark.text}")
        output.say(f"    {_around(text, remark)}" + (f"　依据：{remark.source}" if remark.source else ""))
    stops = sum(remark.level == "stop" for remark in remarks)
    output.say(f"共 {len(remarks)} 处，其中 {stops} 处改好以前不能发。" if remarks else "没有发现问题。")
    output.result({"ok": not stops, "remarks": [_as_json(text, remark) for remark in remarks]})
    return REFUSED if stops else FINE


def _line(text: str, remark: Remark) -> int:
    return text.count("\n", 0, remark.start) + 1


def _around(text: str, remark: Remark) -> str:
    """Return the place with a few signs of its line before and after; of personal data only the masked quote."""
    if remark.rule.startswith("person-"):
        return remark.quote
    before = text[max(0, remark.start - AROUND) : remark.start].rpartition("\n")[2]
    after = text[remark.end : remark.end + AROUND].partition("\n")[0]
    return f"…{before}{remark.quote}{after}…"


def _as_json(text: str, remark: Remark) -> dict[str, object]:
    return {
        "rule": remark.rule,
        "level": remark.level,
        "line": _line(text, remark),
        "start": remark.start,
        "end": remark.end,
        "quote": remark.quote,
        "text": remark.text,
        "source": remark.source,
    }
