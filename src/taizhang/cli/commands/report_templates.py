"""The report templates."""

from __future__ import annotations

import argparse

from taizhang.cli.output import FINE, Output
from taizhang.reporting.template_choice import own_templates


def list_templates(args: argparse.Namespace, output: Output) -> int:
    """List the templates with what a person still writes in each."""
    templates = own_templates()
    rows = [[one.name, one.label, one.description, "、".join(one.needs) or "（无）"] for one in templates]
    output.table(columns=["模板", "名称", "用途", "由人填写"], rows=rows)
    output.result(
        {
            "templates": [
                {"name": one.name, "label": one.label, "genre": one.genre, "needs": dict(one.needs)}
                for one in templates
            ]
        }
    )
    return FINE
