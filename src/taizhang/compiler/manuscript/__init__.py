"""A report's text while people edit it: words they own, figures the ledger owns."""

from __future__ import annotations

from taizhang.compiler.manuscript.asks import (
    Ask,
    AskRefused,
    DerivedAsk,
    FestivalAsk,
    RecordAsk,
    RuleAsk,
    as_json,
    ask_of,
)
from taizhang.compiler.manuscript.compile import Compiled, compile_manuscript
from taizhang.compiler.manuscript.differences import Change, changes, reads
from taizhang.compiler.manuscript.findings import Found
from taizhang.compiler.manuscript.from_document import ManuscriptNotMade, manuscript_of
from taizhang.compiler.manuscript.model import Chip, Manuscript, TableBlock, Words
from taizhang.compiler.manuscript.stored import ManuscriptUnreadable, manuscript_from, manuscript_json

__all__ = [
    "Ask",
    "AskRefused",
    "Change",
    "Chip",
    "Compiled",
    "DerivedAsk",
    "FestivalAsk",
    "Found",
    "Manuscript",
    "ManuscriptNotMade",
    "ManuscriptUnreadable",
    "RecordAsk",
    "RuleAsk",
    "TableBlock",
    "Words",
    "as_json",
    "ask_of",
    "changes",
    "compile_manuscript",
    "manuscript_from",
    "manuscript_json",
    "manuscript_of",
    "reads",
]
