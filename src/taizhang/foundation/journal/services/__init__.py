"""The journal's verbs: post, reverse and withdraw, seal, verify."""

from taizhang.foundation.journal.services.post import NothingToReverse, post, reverse, withdraw
from taizhang.foundation.journal.services.seal import seal
from taizhang.foundation.journal.services.verify import Verification, verify

__all__ = ["NothingToReverse", "Verification", "post", "reverse", "seal", "verify", "withdraw"]
