"""What the editor is told, as JSON values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from taizhang.kernel.source_ref import SourceRef
from taizhang.reporting.chips import Behind, ChipFacts
from taizhang.reporting.editing import Change, Figure, Found
from taizhang.reporting.models import ReportComment
from taizhang.web.shell.sources import source_address


def figure_json(figure: Figure, *, sources: int) -> dict[str, Any]:
    """Return a figure as the editor knows it."""
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "label": figure.label,
        "definition": figure.meaning,
        "rule": figure.rule,
        "rule_version": figure.rule_version,
        "period": figure.period,
        "unit_name": figure.unit_name,
        "unit_id": figure.unit_id,
        "position": figure.position,
        "sources": sources,
        "newer": None,
        "state": "auto",
    }


def chip_json(facts: ChipFacts) -> dict[str, Any]:
    """Return a chip with what stands behind it."""
    newer = facts.newer and {"text": facts.newer.text, "value": facts.newer.value}
    told = figure_json(facts.figure, sources=facts.sources)
    text = facts.chip.text if newer else told["text"]
    return {**told, "text": text, "newer": newer, "state": facts.chip.state}


def found_json(found: Iterable[Found]) -> list[dict[str, Any]]:
    """Return findings with their places."""
    return [
        {
            "kind": "note" if one.note else one.finding.kind,
            "text": one.finding.text,
            "place": one.finding.place,
            "block": one.block,
            "chip": one.chip,
        }
        for one in found
    ]


def changes_json(changes: Iterable[Change]) -> list[dict[str, str]]:
    """Return differences of two versions."""
    return [{"place": one.place, "before": one.before, "after": one.after} for one in changes]


def comment_json(comment: ReportComment) -> dict[str, Any]:
    """Return a remark."""
    return {
        "id": comment.pk,
        "block": comment.block or None,
        "quote": comment.quote,
        "text": comment.text,
        "by": comment.by.name,
        "at": moment(comment.at),
        "done_by": comment.done_by.name if comment.done_by else None,
        "done_at": moment(comment.done_at),
    }


def behind_json(behind: Behind, *, address: str) -> dict[str, Any]:
    """Return what stands behind a figure."""
    return {
        "chip": figure_json(behind.figure, sources=behind.sources),
        "breakdown": [{"unit": unit, "value": value} for unit, value in behind.by_unit],
        "sources": [_source_json(ref) for ref in behind.latest],
        "more": max(behind.sources - len(behind.latest), 0),
        "address": address,
    }


def _source_json(ref: SourceRef) -> dict[str, Any]:
    return {
        "number": ref.number,
        "title": ref.title,
        "on": ref.on.isoformat(),
        "unit": ref.unit_name,
        "address": source_address(ref),
    }


def moment(at: dt.datetime | None) -> str | None:
    """Return a moment in ISO, None for none."""
    return at.isoformat() if at else None
