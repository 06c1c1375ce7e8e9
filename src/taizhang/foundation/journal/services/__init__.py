"""The journal's verbs: post, reverse and withdraw, seal, verify, tidy."""

from taizhang.foundation.journal.services.post import NothingToReverse, post, reverse, withdraw
from taizhang.foundation.journal.services.seal import seal
from taizhang.foundation.journal.services.tidy import tidy
from taizhang.foundation.journal.services.verify import Verification, verify

__all__ = ["NothingToReverse", "Verification", "post", "reverse", "seal", "tidy", "verify", "withdraw"]
