"""Reads of the units: the tree of a day, the scope of a period, a unit by its name."""

from __future__ import annotations

from taizhang.foundation.units.selectors.changes import UnitNotThere, UnitState, check_existed, unit_state
from taizhang.foundation.units.selectors.lookup import AmbiguousUnit, UnknownUnit, unit_by
from taizhang.foundation.units.selectors.names import ever_renamed, name_on
from taizhang.foundation.units.selectors.naming import UnitNames, UnitNotThen, unit_names
from taizhang.foundation.units.selectors.scopes import (
    ChildSpan,
    Subtrees,
    children_in,
    ever_below,
    scope_of,
    stock_scope,
)
from taizhang.foundation.units.selectors.tree import (
    UnitNode,
    bodies_of_offices,
    heirs_on,
    latest_act,
    parent_on,
    parents_on,
    tree_on,
    units_of_level,
)

__all__ = [
    "AmbiguousUnit",
    "ChildSpan",
    "Subtrees",
    "UnitNames",
    "UnitNode",
    "UnitNotThen",
    "UnitNotThere",
    "UnitState",
    "UnknownUnit",
    "bodies_of_offices",
    "check_existed",
    "children_in",
    "ever_below",
    "ever_renamed",
    "heirs_on",
    "latest_act",
    "name_on",
    "parent_on",
    "parents_on",
    "scope_of",
    "stock_scope",
    "tree_on",
    "unit_by",
    "unit_names",
    "unit_state",
    "units_of_level",
]
