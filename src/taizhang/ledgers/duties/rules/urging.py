"""When an occurrence may be urged, and after how many worked days the unit above is told. Pure."""

from __future__ import annotations

import datetime as dt

from taizhang.ledgers.duties.rules.states import (
    LATEST_ESCALATION,
    OPEN,
    OccurrenceRefused,
    OccurrenceState,
    SchemeRefused,
    SchemeState,
)


def check_can_urge(
    *, state: OccurrenceState, met: bool, opens: dt.date, on: dt.date, urged_today: bool
) -> None:
    """Refuse to urge what is not open, what is met, what has not begun, or twice on a day.

    Raises:  OccurrenceRefused.
    """
    if state.value not in OPEN:
        raise OccurrenceRefused(f"这一期{state.label}，不用催办。")
    if met:
        raise OccurrenceRefused("这一期已经做够次数，等上级核销，不用催办。")
    if on < opens:
        raise OccurrenceRefused(f"这一期从 {opens:%Y-%m-%d} 开始，还没有到，先不用催办。")
    if urged_today:
        raise OccurrenceRefused("这一期今天已经催办过，一天只催办一次。")


def check_escalation(*, state: SchemeState, after: int) -> None:
    """Refuse a number of worked days that nobody means, or for a scheme that is stopped.

    Raises:  SchemeRefused.
    """
    if state is SchemeState.WITHDRAWN:
        raise SchemeRefused("方案已停止，不用再设。")
    if not 0 <= after <= LATEST_ESCALATION:
        raise SchemeRefused(f"请填 0 到 {LATEST_ESCALATION} 的工作日数，0 是不告知。")
