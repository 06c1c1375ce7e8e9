"""Items, in whose hands they are, their stages and decisions, what was published of them, and theme plans."""

from __future__ import annotations

from taizhang.ledgers.publication.models.decision import Decision, Seat
from taizhang.ledgers.publication.models.handover import ItemHandover
from taizhang.ledgers.publication.models.item import Item, ItemFile, ItemVersion
from taizhang.ledgers.publication.models.release import Release
from taizhang.ledgers.publication.models.stage import Delegation, ItemStage, StageSetting
from taizhang.ledgers.publication.models.theme import ThemePlan

__all__ = [
    "Decision",
    "Delegation",
    "Item",
    "ItemFile",
    "ItemHandover",
    "ItemStage",
    "ItemVersion",
    "Release",
    "Seat",
    "StageSetting",
    "ThemePlan",
]
