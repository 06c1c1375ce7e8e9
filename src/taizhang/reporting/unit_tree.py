"""The whole tree of units with all its days, as roll-ups climb it."""

from __future__ import annotations

from taizhang.foundation.units.models import Affiliation, Succession, Unit
from taizhang.rollups.dated_tree import Belonging, DatedTree, Inheritance


def dated_tree() -> DatedTree:
    """Return every unit, closed ones too, with its belongings and its heir.

    Above a unit on a day stand those whose `scope_of` covers it, and by `DatedTree.holders` those whose
    `stock_scope` does.
    """
    belongings = Affiliation.objects.order_by("unit_id", "pk")
    successions = Succession.objects.filter(heir=True).order_by("predecessor_id")
    return DatedTree(
        units=tuple(Unit.objects.order_by("pk").values_list("pk", flat=True)),
        belongings=tuple(
            Belonging(*row)
            for row in belongings.values_list("unit_id", "parent_id", "valid_from", "valid_until")
        ),
        heirs=tuple(
            Inheritance(unit, heir, on)
            for unit, heir, on in successions.values_list(
                "predecessor_id", "successor_id", "reorganisation__on"
            )
            if on is not None
        ),
    )
