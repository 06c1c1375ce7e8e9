"""Rules over a text that is to go out: personal data, dates, places left open, numbers, punctuation, names, sources."""

from taizhang.proofing.picture import proof_picture
from taizhang.proofing.proof import RULES, proof_text
from taizhang.proofing.remark import Level, Remark

__all__ = ["RULES", "Level", "Remark", "proof_picture", "proof_text"]
