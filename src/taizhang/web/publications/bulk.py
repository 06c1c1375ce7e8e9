"""Pass several items at once, each for itself; each is told: done, or why not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules import Code
from taizhang.ledgers.publication.selectors import item_for
from taizhang.ledgers.publication.services import pass_stage
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import refused

MOST = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item."""

    pk: int
    title: str
    reason: str

    @property
    def done(self) -> bool:
        return not self.reason


@allowed(Right.READ)
@require_POST
def bulk(request: Visit) -> HttpResponse:
    """Pass the ticked items at the stages that were shown. POST: a page that tells each outcome; 422 for none."""
    ticked = list(dict.fromkeys(request.POST.getlist("item")))
    if not ticked:
        return refused(request, "请先勾选看过的稿件，再点“通过”。")
    if len(ticked) > MOST:
        return refused(request, f"一次至多通过 {MOST} 篇，现在勾选了 {len(ticked)} 篇，请分几次。")
    outcomes = [_one(request, one) for one in ticked]
    done = sum(outcome.done for outcome in outcomes)
    told = {"outcomes": outcomes, "done": done, "left": len(outcomes) - done}
    return render(request, "publications/bulk.html", told)


def _one(request: Visit, ticked: str) -> Outcome:
    """Pass what was ticked: the item's number, the stage and the digest that the list showed, with colons between."""
    number, _, rest = ticked.partition(":")
    code, _, digest = rest.partition(":")
    units = request.reach.units(Right.READ)
    readable = number.isascii() and number.isdecimal() and len(number) < 16 and code in set(Code)
    item = item_for(pk=int(number), units=units, person=request.actor, on=request.today) if readable else None
    if item is None:
        return Outcome(0, "", "没有这篇稿件，或不在您能看到的单位里。")
    try:
        pass_stage(
            item=item, code=Code(code), digest=digest, by=request.actor, on=request.today, at=request.now
        )
    except Refused as refusal:
        return Outcome(item.pk, item.title, str(refusal))
    return Outcome(item.pk, item.title, "")
