"""Where duties and records meet: which record may fulfil what, confirmed by a person."""

from __future__ import annotations

from taizhang.processes.duties.confirming import check_above, confirm_match, is_above
from taizhang.processes.duties.matching import Proposal, proposals_for

__all__ = ["Proposal", "check_above", "confirm_match", "is_above", "proposals_for"]
