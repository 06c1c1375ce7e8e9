"""The counting rules."""

from __future__ import annotations

import argparse

from taizhang.cli.output import FINE, Output
from taizhang.reporting.rules import rule_book


def list_rules(args: argparse.Namespace, output: Output) -> int:
    """List the counting rules."""
    rules = rule_book().rules()
    rows = [[rule.code, rule.label, rule.unit, f"第{rule.version}版", rule.definition] for rule in rules]
    output.table(columns=["口径", "名称", "单位", "版本", "说明"], rows=rows)
    names = ("code", "label", "unit", "version", "definition")
    output.result({"rules": [{name: getattr(rule, name) for name in names} for rule in rules]})
    return FINE
