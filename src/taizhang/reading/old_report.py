"""An old report as it was read: repaired text, structure, claims, gaps, repairs and doubts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from taizhang.reading.claims.claims import Claim
from taizhang.reading.claims.placeholders import Placeholder
from taizhang.reading.lines import Line
from taizhang.reading.mending import Doubt, Repair
from taizhang.reading.structure.sections import Section


@dataclass(frozen=True, slots=True)
class OldReport:
    """A report that came from outside.

    `title` may hold line breaks. `addressee` is without its colon. `signature` may hold line
    breaks. `date` is None when the report has no full date. `lines` is the whole text line by
    line, each line with its role; `text` joins them.
    """

    title: str
    addressee: str
    signature: str
    date: dt.date | None
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]
    placeholders: tuple[Placeholder, ...]
    repairs: tuple[Repair, ...]
    doubtful: tuple[Doubt, ...]

    @property
    def text(self) -> str:
        """Return the whole repaired text."""
        return "\n".join(line.text for line in self.lines)

    def as_json(self) -> dict[str, object]:
        """Return what `taizhang read --json` prints."""
        return {
            "title": self.title,
            "addressee": self.addressee,
            "signature": self.signature,
            "date": self.date.isoformat() if self.date else None,
            "text": self.text,
            "sections": [
                {"level": one.level, "number": one.number, "heading": one.heading, "text": one.text}
                for one in self.sections
            ],
            "claims": [_claim_as_json(claim) for claim in self.claims],
            "placeholders": [
                {"mark": one.mark, "text": one.text, "section": one.section} for one in self.placeholders
            ],
            "repairs": [{"from": one.found, "to": one.became, "kind": one.kind} for one in self.repairs],
            "doubtful": [{"text": one.text, "reason": one.reason, "line": one.line} for one in self.doubtful],
        }


def _claim_as_json(claim: Claim) -> dict[str, object]:
    return {
        "value": _number(claim.value),
        "low": _number(claim.low),
        "high": _number(claim.high),
        "relation": claim.relation,
        "unit": claim.unit,
        "counted": claim.counted,
        "text": claim.text,
        "section": claim.section,
    }


def _number(value: Decimal | None) -> int | float | None:
    """Return the number for JSON: a whole one as int, so that 17 does not become 17.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
