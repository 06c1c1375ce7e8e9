"""The journal: verify all of it, tidy its indexes."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.foundation.journal import services as journal
from taizhang.foundation.keys.services import load_key
from taizhang.reporting.position import kept_checkpoints


def verify(args: argparse.Namespace, output: Output) -> int:
    """Recompute everything and name every fault."""
    home = Path(settings.TAIZHANG_HOME)
    key = load_key(home=home)
    with output.progress("重算账目") as told:
        found = journal.verify(
            trusted_key=key.public,
            known_checkpoints=kept_checkpoints(),
            progress=lambda done: told(done, 0),
        )
    output.result(
        {
            "ok": found.holds,
            "postings": found.postings,
            "sealed": found.sealed,
            "units": found.units,
            "checkpoints": found.checkpoints,
            "faults": found.faults,
        }
    )
    if not found.holds:
        for fault in found.faults:
            output.errors.print(fault, markup=False, style="red")
        return REFUSED
    output.say(
        f"账目无误：{found.units} 个单位的 {found.postings} 笔账逐笔相符，"
        f"封存到第 {found.sealed} 位，{found.checkpoints} 个检查点的签名有效。"
    )
    return FINE


def tidy(args: argparse.Namespace, output: Output) -> int:
    """Write the indexes that figures are counted from anew."""
    with output.progress("整理索引") as told:
        journal.tidy(progress=told)
    output.say("账本的索引已整理好，账目没有改动。")
    output.result({"ok": True})
    return FINE
