"""Where duties and records meet: which record may fulfil what, confirmed by a person."""

from __future__ import annotations

from taizhang.processes.duties.confirming import check_above, confirm_match, confirm_matches, is_above
from taizhang.processes.duties.matching import Opening, Proposal, name_of, openings_for, proposals_for
from taizhang.processes.duties.reminding import Below, below, owed_by, urged_to, words_of

__all__ = [
    "Below",
    "Opening",
    "Proposal",
    "below",
    "check_above",
    "confirm_match",
    "confirm_matches",
    "is_above",
    "name_of",
    "openings_for",
    "owed_by",
    "proposals_for",
    "urged_to",
    "words_of",
]
