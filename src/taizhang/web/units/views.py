"""The tree of any day; one unit with its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import open_tenures, posts_of_units
from taizhang.foundation.units.models import Affiliation, FormerName, Reorganisation, Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import UnitNode, parent_on, tree_on, unit_state
from taizhang.web.access import Visit, allowed, found

MOST = 400
"""How many units one page of the tree shows."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree."""

    node: UnitNode
    level: str
    indent: str


@allowed(Right.READ)
def tree(request: Visit) -> HttpResponse:
    """Show the tree of a day below the units of one's posts. GET only; ?on=2025-06-30, ?q= narrows by name."""
    on, fault = _day(request)
    words = request.GET.get("q", "").strip()
    nodes: dict[int, UnitNode] = {}
    for root in request.reach.roots(Right.READ):
        nodes |= {node.id: node for node in tree_on(day=on, root=root)}
    chosen = [node for node in nodes.values() if words in node.name or words == node.code]
    shown = [Branch(node, Level(node.level).label, f"d{min(node.depth, 6)}") for node in chosen[:MOST]]
    told = {
        "on": on,
        "fault": fault,
        "words": words,
        "branches": shown,
        "total": len(chosen),
        "cut": len(chosen) > MOST,
        "may_manage": request.reach.holds(Right.MANAGE),
    }
    return render(request, "units/tree.html", told, status=422 if fault else 200)


def _day(request: Visit) -> tuple[dt.date, str]:
    told = request.GET.get("on", "")
    try:
        return (dt.date.fromisoformat(told) if told else request.today), ""
    except ValueError:
        return request.today, f"看不懂日期“{told[:20]}”，请写成 2025-06-30；下面是今天的。"


def unit_of(request: Visit, pk: int, right: Right = Right.READ) -> Unit:
    """Return the unit that the address names; 404 where this person may not see it, 403 where not act."""
    unit = found(Unit.objects.filter(pk=pk, pk__in=request.reach.units(Right.READ)).first())
    request.reach.check(right, unit.pk)
    return unit


@allowed(Right.READ)
def detail(request: Visit, pk: int) -> HttpResponse:
    """Show one unit: where it belongs and belonged, how it was called, what was done, who holds its posts.

    GET only.
    """
    unit = unit_of(request, pk)
    children = [node for node in tree_on(day=request.today, root=unit) if node.parent == unit.pk]
    above = parent_on(unit=unit, day=request.today)
    holders = list(open_tenures(units=[unit.pk], on=request.today))
    told = {
        "unit": unit,
        "level": Level(unit.level).label,
        "above": above,
        "above_seen": above is not None and above.pk in request.reach.units(Right.READ),
        "state": unit_state(unit=unit),
        "children": children,
        "belonged": Affiliation.objects.filter(unit=unit)
        .select_related("parent")
        .order_by("valid_from", "pk"),
        "names": FormerName.objects.filter(unit=unit).order_by("valid_until"),
        "acts": Reorganisation.objects.filter(unit=unit).order_by("-on", "-pk"),
        "became": unit.successors.select_related("successor", "reorganisation"),
        "came": unit.predecessors.select_related("predecessor", "reorganisation"),
        "posts": [
            (post, [one.person.name for one in holders if one.post_id == post.pk])
            for post in posts_of_units(units=[unit.pk])
        ],
        "may_manage": request.reach.may(Right.MANAGE, unit.pk) and unit.closed_on is None,
    }
    return render(request, "units/detail.html", told)
