"""Who may hand an item over, and to whom. Pure."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules.stages import Code
from taizhang.ledgers.publication.rules.states import State


class ItemNotHandedOver(Refused):
    """The item cannot go on in these hands."""


def may_hand_over(*, state: State, handler: int, by: int, manages: bool) -> bool:
    """Return whether somebody may hand an item over: whoever has it in hand, or manages posts of its unit."""
    return state is not State.WITHDRAWN and (by == handler or manages)


def check_can_hand_over(
    *,
    state: State,
    handler: int,
    by: int,
    manages: bool,
    to: int,
    name: str,
    writes: bool,
    decided: Code | None,
) -> None:
    """Refuse to hand over what is withdrawn or another's, or to somebody who has it, may not write, or reviewed it.

    `name` is the receiver's; `writes` whether they may write for the item's unit; `decided` a stage on
    which they have decided, None for none.
    Raises:  ItemNotHandedOver.
    """
    if state is State.WITHDRAWN:
        raise ItemNotHandedOver("这篇稿件已撤回，不用再移交。")
    if not may_hand_over(state=state, handler=handler, by=by, manages=manages):
        raise ItemNotHandedOver("只有经办人本人或管理员可以移交稿件。")
    if to == handler:
        raise ItemNotHandedOver(f"稿件现在就由{name}经办，请另选一位。")
    if decided is not None:
        raise ItemNotHandedOver(f"{name}已办过这篇稿件的{decided.label}，审校过的人不能再经办，请另选一位。")
    if not writes:
        raise ItemNotHandedOver(f"{name}没有发布单位的“填报”职责，请先安排岗位，或另选一位。")


def check_handover_reason(reason: str) -> str:
    """Return the reason without spaces around it.

    Raises:  ItemNotHandedOver where there is none.
    """
    if not reason.strip():
        raise ItemNotHandedOver("移交要写明原因。")
    return reason.strip()
