"""Different eyes: nobody accepts, reviews or signs their own work. Pure."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused


class OwnWork(Refused):
    """Somebody tried to accept or sign their own work."""


def check_different_eyes(*, author: int, by: int, deed: str) -> None:
    """Refuse when the author of a thing is the one who would do the deed to it.

    Raises:  OwnWork.
    """
    if author == by:
        raise OwnWork(f"不能{deed}自己填报的内容，请由另一位同事{deed}。")
