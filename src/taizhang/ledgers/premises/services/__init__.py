"""The verbs of the premises book."""

from taizhang.ledgers.premises.services.changing import change, restore, set_plan, withdraw
from taizhang.ledgers.premises.services.details import (
    Details,
    chains_above,
    check_details,
    columns_of,
    differences_named,
)
from taizhang.ledgers.premises.services.generating import generate, horizon
from taizhang.ledgers.premises.services.incidents import take_step, write_incident
from taizhang.ledgers.premises.services.inspecting import InspectedBefore, inspect, open_inspection
from taizhang.ledgers.premises.services.moving import carry_over, move
from taizhang.ledgers.premises.services.rectifying import close, rectify, reopen, send_back
from taizhang.ledgers.premises.services.registering import NewPlace, hide, register, register_all, show

__all__ = [
    "Details",
    "InspectedBefore",
    "NewPlace",
    "carry_over",
    "chains_above",
    "change",
    "check_details",
    "close",
    "columns_of",
    "differences_named",
    "generate",
    "hide",
    "horizon",
    "inspect",
    "move",
    "open_inspection",
    "rectify",
    "register",
    "register_all",
    "reopen",
    "restore",
    "send_back",
    "set_plan",
    "show",
    "take_step",
    "withdraw",
    "write_incident",
]
