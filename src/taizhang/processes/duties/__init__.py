"""Where duties and records meet: which record may fulfil what, confirmed by a person."""

from __future__ import annotations

from taizhang.processes.duties.confirming import check_above, confirm_match, is_above
from taizhang.processes.duties.matching import Proposal, proposals_for
from taizhang.processes.duties.reminding import Below, below, owed_by, urged_to, way_of, words_of

__all__ = [
    "Below",
    "Proposal",
    "below",
    "check_above",
    "confirm_match",
    "is_above",
    "owed_by",
    "proposals_for",
    "urged_to",
    "way_of",
    "words_of",
]
from taizhang.processes.duties.matching import name_of

__all__ = ["Proposal", "check_above", "confirm_match", "is_above", "name_of", "proposals_for"]
from taizhang.processes.duties.confirming import confirm_matches
from taizhang.processes.duties.matching import Opening, openings_for

__all__ = [
    "Opening",
    "Proposal",
    "check_above",
    "confirm_match",
    "confirm_matches",
    "is_above",
    "openings_for",
    "proposals_for",
]
