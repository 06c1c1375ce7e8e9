"""The page of an item: its text with remarks, stages, differences, and what this person may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import holders_of_right, holders_on
from taizhang.ledgers.publication.models import Item, ItemStage
from taizhang.ledgers.publication.rules import (
    Content,
    PlacedFigure,
    State,
    figures_in,
    may_hand_over,
    shown,
)
from taizhang.ledgers.publication.selectors import (
    content_of,
    decisions_of,
    delegations_of,
    entitlement,
    handled_by,
    handovers_of,
    item_for,
    names_near,
    passed_by,
    releases_of,
    remarks_on,
    seen_before,
    stages_of,
    versions_of,
    words_of,
)
from taizhang.proofing import Remark
from taizhang.reporting.editing import Figure
from taizhang.reporting.item_figures import figure_remarks, figures_now
from taizhang.reporting.ledger_claims import claims_against_ledger
from taizhang.web.access import Visit, found
from taizhang.web.publications import comparing, pages, text_shown
from taizhang.web.publications.channels import channel_lines
from taizhang.web.publications.forms import HandOverForm, PublishForm, ReasonForm, SubmitForm


def item_of(request: Visit, pk: int) -> Item:
    """Return an item that this person may see; any other is not there."""
    units = request.reach.units(Right.READ)
    return found(item_for(pk=pk, units=units, person=request.actor, on=request.today))


def item_page(
    request: Visit,
    item: Item,
    *,
    refusal: str = "",
    status: int = 200,
    faulty: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:
    """Return the page of an item. `faulty` are forms to show again where they stood, by the name of their act."""
    content = content_of(item)
    placed = figures_in(content.text)
    now = figures_now(sources=[one.figure.source for one in placed], unit=item.unit, today=request.today)
    remarks = _remarks(request, item, content, placed, now)
    stages = stages_of(item=item)
    decisions = list(decisions_of(item=item))
    versions = list(versions_of(item=item))
    releases = list(releases_of(item=item))
    context = {
        "item": item,
        "content": content,
        "channels": channel_lines(
            item, content, units=frozenset(request.reach.units(Right.READ)), today=request.today
        ),
        "sign": pages.STATE_SIGNS[item.state],
        "title_stretches": text_shown.title_of(content, remarks),
        "blocks": text_shown.blocks_of(content, remarks),
        "figures": text_shown.figure_lines(placed, now, request.reach.units(Right.READ)),
        "found": pages.found_on(remarks),
        "stops": sum(remark.level == "stop" for remark in remarks),
        "pictures": pages.pictures_of(content),
        "stages": pages.stage_lines(
            stages, decisions, holders=_holders(request, item, stages), now=request.now
        ),
        "decisions": decisions[::-1],
        "handovers": list(handovers_of(item=item)),
        "versions": comparing.version_lines(versions),
        "releases": comparing.release_lines(releases),
        "refusal": refusal,
        **_deciding(request, item, stages),
        **_acts(request, item, content, bool(releases)),
        **{f"{name}_form": form for name, form in (faulty or {}).items()},
        "open_form": next(iter(faulty or {}), ""),
    }
    return render(request, "publications/item.html", context, status=status)


def _remarks(
    request: Visit,
    item: Item,
    content: Content,
    placed: Sequence[PlacedFigure],
    now: Mapping[str, Figure | str],
) -> list[Remark]:
    """Return what proofing remarks, and the figures that the ledger tells otherwise, in order of place.

    A number that names its source is held to that source, not to what the words around it seem to say.
    """
    before = len(words_of(content)) - len(shown(content.text))
    own = figure_remarks(placed=placed, now=now, reachable=request.reach.units(Right.READ), before=before)
    told = claims_against_ledger(
        text=words_of(content),
        unit=item.unit,
        names=names_near(unit=item.unit, on=request.today),
        today=request.today,
    )
    free = [
        one
        for one in told
        if not any(one.start < before + fig.end and before + fig.start < one.end for fig in placed)
    ]
    remarks = [*remarks_on(content=content, unit=item.unit, day=request.today), *own, *free]
    return sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.rule))


def _holders(request: Visit, item: Item, stages: Sequence[ItemStage]) -> str:
    """Return who is to decide now: the holders of the post, or who stands in while it is vacant."""
    code = pages.open_code(stages)
    if code is None:
        return ""
    post = next(stage.post for stage in stages if stage.code == code.value)
    names = [tenure.person.name for tenure in holders_on(post=post, on=request.today)]
    if not names:
        standing = delegations_of(posts=[post.pk], on=request.today)
        names = [f"{one.person.name}（代办）" for one in standing if one.since <= request.today]
    return "、".join(names) or "岗位空缺，请管理员委托代办"


def _deciding(request: Visit, item: Item, stages: Sequence[ItemStage]) -> dict[str, Any]:
    """Return what the decision form shows, where this person is to decide or would be but for another wall."""
    code = pages.open_code(stages)
    if code is None:
        return {}
    stage = next(stage for stage in stages if stage.code == code.value)
    entitled, _ = entitlement(post=stage.post, person=request.actor, on=request.today)
    if not entitled:
        return {}
    elsewhere = passed_by(item=item, person=request.actor).get(stage.sort)
    why_not = ""
    if request.actor.pk in handled_by(item=item):
        why_not = "这篇稿件是您写的或经办过的，要由另一位同事审校。"
    elif elsewhere is not None and elsewhere is not code:
        why_not = f"您已办过这篇稿件的{elsewhere.label}，要由另一位同事办理{code.label}。"
    before = seen_before(item=item, stage=stage)
    return {
        "deciding": code,
        "why_not": why_not,
        "since": comparing.compared(before, content_of(item)) if before else None,
        "return_form": ReasonForm(auto_id="return_%s"),
    }


def _acts(request: Visit, item: Item, content: Content, released: bool) -> dict[str, Any]:
    """Return which acts this person may do to the item, with their forms."""
    state = State(item.state)
    writes = request.reach.may(Right.WRITE, item.unit_id)
    own = item.in_hand_of == request.actor
    hands_over = may_hand_over(
        state=state,
        handler=item.in_hand_of.pk,
        by=request.actor.pk,
        manages=request.reach.may(Right.MANAGE, item.unit_id),
    )
    out = state in (State.PUBLISHED, State.CORRECTED)
    correcting = released and state is not State.PUBLISHED
    return {
        "may_edit": own and writes and state is not State.WITHDRAWN,
        "may_submit": own and writes and state in (State.DRAFT, State.RETURNED),
        "may_publish": writes and (state is State.APPROVED or out),
        "may_withdraw": writes and released and state is not State.WITHDRAWN,
        "may_hand_over": hands_over,
        "correcting": correcting,
        "submit_form": SubmitForm(auto_id="submit_%s"),
        "publish_form": publish_form(item, content, correcting, initial={"on": request.today}),
        "hand_over_form": hand_over_form(request, item) if hands_over else None,
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
    }


def hand_over_form(request: Visit, item: Item, *args: Any) -> HandOverForm:
    """Return the form by which the item goes on in another's hands: of those who may write for its unit."""
    writers = holders_of_right(right=Right.WRITE, unit=item.unit, on=request.today)
    others = [person for person in writers if person != item.in_hand_of]
    return HandOverForm(*args, people=others, auto_id="hand_over_%s")


def publish_form(item: Item, content: Content, correcting: bool, *args: Any, **kwargs: Any) -> PublishForm:
    """Return the form by which it is told that the item went out."""
    return PublishForm(
        *args, channels=content.channels, correcting=correcting, auto_id="publish_%s", **kwargs
    )
