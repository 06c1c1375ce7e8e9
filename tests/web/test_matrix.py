"""Every address tried by six people: who may open it, who must not learn that it is there.

A new address without a line here fails the first test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from taizhang.foundation.accounts.models import Person, Post, SignIn, Tenure
from taizhang.foundation.accounts.services import end_tenure, make_calendar_key
from taizhang.foundation.evidence.services import keep_file
from taizhang.ledgers.duties import services as duties
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.ledgers.premises.models import StepPhoto
from taizhang.ledgers.premises.services import show
from taizhang.ledgers.publication import services as publication
from taizhang.ledgers.publication.rules import Code, Picture
from taizhang.ledgers.publication.selectors import channels_on
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Batch, Record, SavedView
from taizhang.ledgers.records.selectors import content_of
from taizhang.reporting.comments import add_comment
from tests.publication.conftest import seated, telling
from tests.web.breakdowns import drafted, issued, planned, uploaded_table
from tests.web.conftest import PASSWORD, shut
from tests.web.ledgers import uploaded
from tests.web.pictures import PNG
from tests.web.places import found_wrong, happened, placed, rectified, uploaded_places
from tests.web.reported import edited, reported

OK, GO, EXPIRED, NO, NONE, BAD = 200, 303, 401, 403, 404, 422
NOW = dt.datetime.now(dt.UTC)
ASK = '{"rule": "visits"}'
PEOPLE = ("clerk", "reviewer", "stranger", "upper", "manager", "nobody")


@dataclass(frozen=True)
class Line:
    """One address with a method, what is sent, and the answer for each of the six people in turn."""

    name: str
    method: str
    address: str
    answers: tuple[int, ...]
    sent: dict[str, object] | None = None


def lines(office, activity) -> list[Line]:
    """Place what could leak, and return what everybody is to be answered."""
    draft = services.create_record(content=activity(title="未公开的草稿"), by=office.clerk, at=NOW)
    file = keep_file(content=PNG, name="现场.png", at=NOW)
    services.attach_evidence(record=draft, evidence=file, name="现场.png", by=office.clerk, at=NOW)
    shown = draft.evidence.get()
    waiting = services.create_record(
        content=activity(kind="visit", title="待审走访"), by=office.clerk, at=NOW
    )
    waiting = services.submit_record(record=waiting, by=office.clerk, at=NOW)
    counted = services.create_record(
        content=activity(kind="visit", title="入账走访"), by=office.clerk, at=NOW
    )
    services.submit_record(record=counted, by=office.clerk, at=NOW)
    services.accept_record(record=counted, by=office.reviewer, at=NOW)
    corrected = corrected_record(office, activity)
    view = SavedView.objects.create(person=office.clerk, name="周敏的走访视图", query="kind=visit")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=NOW + dt.timedelta(days=1))
    session = SignIn.objects.create(person=office.clerk, session="a" * 32, at=NOW, browser="别的电脑")
    owed = owed_by(office)
    o, m = f"/duties/occurrences/{owed.pk}", f"/duties/schemes/{owed.duty.task.scheme_id}/matrix/"
    seen, above = (OK, OK, NONE, OK, OK, NO), (NO, GO, NONE, NO, NO, NO)
    r, w, f = f"/records/{draft.number}", f"/records/{waiting.number}", shown.pk
    c = f"/records/{corrected.number}"
    why = {"reason": "照片不清楚"}
    read = (OK, OK, OK, OK, OK, NO)
    key = make_calendar_key(person=office.clerk, at=NOW)
    manage, theirs = (NO, NO, OK, NO, OK, NO), (NO, NO, NONE, NO, OK, NO)
    gone = (NO, NO, NONE, NO, GO, NO)
    post = Post.objects.get(unit=office.north)
    empty = Post.objects.create(unit=office.north, name="空岗", roles=["VIEWER"])
    tenure = Tenure.objects.get(post=post)
    upload = uploaded(office.clerk, office.north)
    up, mine = f"/imports/{upload.pk}", (OK, NONE, NONE, NO, NO, NO)
    batch = Batch.objects.create(
        file_name="旧.xlsx", digest="0" * 64, unit=office.north, by=office.reviewer, at=NOW
    )
    draft_report, waiting_report = (
        reported(office.clerk, office.north),
        reported(office.clerk, office.north, sent=True),
    )
    draft_report.subject = waiting_report.subject = "河长巡查工作"
    draft_report.save()
    waiting_report.save()
    d, sent, desk = (
        f"/reports/{draft_report.pk}",
        f"/reports/{waiting_report.pk}",
        (OK, OK, NONE, NONE, NONE, NO),
    )
    edited_report = edited(reported(office.clerk, office.north), office.clerk)
    e = f"/reports/{edited_report.pk}"
    remark = add_comment(
        report=edited_report, block="", quote="", text="未公开的批注", by=office.clerk, at=NOW
    )
    again = {"seen": str(draft_report.run_id), "dated": "2025-12-31"}
    n, p = f"/units/{office.north.pk}", f"/people/posts/{post.pk}"
    act = {"on": "2025-07-01", "basis": "柳街发〔2025〕8号"}
    colleague = {"name": "新同事", "login": "xintongshi", "unit": str(office.north.pk)}
    new_post = {"name": "新岗位", "unit": str(office.north.pk), "roles": "VIEWER"}
    typed = {"title": "新填走访", "kind": "visit", "unit": str(office.north.pk), "on": "2025年3月6日"}
    ordered = {"template": "work_report", "unit": str(office.north.pk), "period": "2025年", "subject": "宣传", "dated": "2026-01-05"}  # fmt: skip
    scheme, handed = drafted(office), issued(office, title="已下发的方案")
    s, h = f"/duties/schemes/{scheme.pk}", f"/duties/schemes/{handed.pk}"
    own_task = f"/duties/tasks/{scheme.tasks.get(number='2').pk}"
    laid = f"/duties/{Duty.objects.get(unit=office.north, task__scheme=handed, task__number='1').pk}"
    amended = f"/duties/tasks/{handed.tasks.get(number='1').pk}/amend/"
    breakdown = f"/duties/tables/{uploaded_table(office.clerk, office.north).pk}"
    plan = planned(office)
    room, screen = placed(office), placed(office, "led_screen", "广场大屏")
    broken, waits = found_wrong(office, room), rectified(office, found_wrong(office, screen))
    show(place=room, evidence=file, name="书屋.png", by=office.clerk, at=NOW)
    rooms, shots = f"/premises/{room.pk}", f"/premises/{room.pk}/photos/{room.photos.get().pk}"
    wrong, fixed = f"/premises/findings/{broken.pk}", f"/premises/findings/{waits.pk}"
    looked, event = (
        f"/premises/inspections/{broken.inspection_id}/",
        f"/premises/incidents/{happened(office, screen).pk}",
    )
    register, fixing = f"/premises/new/?type=square&unit={office.north.pk}", StepPhoto.objects.get().pk
    places_table = f"/premises/tables/{uploaded_places(office.clerk, office).pk}"
    within, acting = (OK, OK, NONE, OK, OK, NO), (BAD, BAD, NONE, NO, NO, NO)
    manager = Person.objects.get(login="manager")
    managed = f"/duties/tables/{uploaded_table(manager, office.street).pk}"
    written, pub, theme, stand_in, drawn = published_of(office)
    final = {"code": "FINAL_REVIEW", "seen": pub.digest}
    writes, draft_seen = (OK, OK, OK, NO, NO, NO), (NONE, OK, NONE, NO, NO, NO)
    return [
        Line("home:home", "get", "/", (OK,) * 6),
        Line("home:calendar", "get", "/calendar/", read),
        Line("home:office_days", "get", "/calendar/office-days/", manage),
        Line("home:office_days", "post", "/calendar/office-days/", (NO, NO, BAD, NO, BAD, NO), {"text": ""}),
        Line("records:list", "get", "/records/", read),
        Line("records:review", "get", "/records/review/", (NO, OK, OK, NO, NO, NO)),
        Line("records:bulk", "post", "/records/bulk/", (OK, OK, OK, OK, OK, NO), {"deed": "accept", "number": draft.number}),
        Line("records:keep_view", "post", "/records/views/", (GO, GO, GO, GO, GO, NO), {"name": "看", "query": "kind=visit"}),
        Line("records:rename_view", "post", f"/records/views/{view.pk}/rename/", (GO, NONE, NONE, NONE, NONE, NO), {"name": "走访"}),
        Line("records:drop_view", "post", f"/records/views/{view.pk}/drop/", (GO, NONE, NONE, NONE, NONE, NO)),
        Line("records:detail", "get", f"{r}/", (OK, OK, NONE, OK, OK, NO)),
        Line("records:submit", "post", f"{r}/submit/", (GO, BAD, NONE, NO, NO, NO)),
        Line("records:accept", "post", f"{w}/accept/", (NO, GO, NONE, NO, NO, NO)),
        Line("records:return", "post", f"{w}/return/", (NO, GO, NONE, NO, NO, NO), why),
        Line("records:export", "get", "/records/export.xlsx", read),
        Line("records:export", "get", "/records/export.csv", read),
        Line("records:accept_correction", "post", f"{c}/accept-correction/", (NO, GO, NONE, NO, NO, NO)),
        Line("records:return_correction", "post", f"{c}/return-correction/", (NO, GO, NONE, NO, NO, NO), why),
        Line("records:fulfil", "post", f"/records/{counted.number}/fulfil/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("records:void", "post", f"{r}/void/", (GO, GO, NONE, NO, NO, NO), why),
        Line("entry:new", "get", "/records/new/", (OK, OK, OK, NO, NO, NO)),
        Line("entry:outbox", "get", "/outbox/", (OK,) * 6),
        Line("entry:receive", "post", "/outbox/send/", (EXPIRED, EXPIRED, EXPIRED, NO, NO, NO), {"person": "somebody.else"}),
        Line("entry:bring_in", "post", "/outbox/import/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("entry:worker", "get", "/worker.js", (OK,) * 6),
        Line("entry:offline", "get", "/offline/", (OK,) * 6),
        Line("entry:new", "post", "/records/new/", (GO, GO, BAD, NO, NO, NO), typed),
        Line("entry:edit", "get", f"{r}/edit/", (OK, OK, NONE, NO, NO, NO)),
        Line("entry:edit", "post", f"{r}/edit/", (GO, BAD, NONE, NO, NO, NO), {**typed, "seen": content_of(draft).digest()}),
        Line("entry:correct", "get", f"/records/{counted.number}/correct/", (OK, OK, NONE, NO, NO, NO)),
        Line("entry:correct", "post", f"/records/{counted.number}/correct/", (GO, GO, NONE, NO, NO, NO), {**typed, "seen": content_of(counted).digest(), "reason": "核对"}),
        Line("entry:correct", "get", f"{c}/correct/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("entry:add_file", "post", f"{r}/files/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("entry:file", "get", f"{r}/files/{f}/", (OK, OK, NONE, OK, OK, NO)),
        Line("entry:remove_file", "post", f"{r}/files/{f}/remove/", (GO, BAD, NONE, NO, NO, NO)),
        Line("owed:mine", "get", "/duties/mine/", read),
        Line("owed:post", "get", f"/duties/posts/{post.pk}/", seen),
        Line("owed:post_file", "get", f"/duties/posts/{post.pk}/list.docx", seen),
        Line("owed:post_file", "get", f"/duties/posts/{post.pk}/list.exe", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("owed:occurrence", "get", f"{o}/", seen),
        Line("owed:confirm", "post", f"{o}/confirm/", (BAD, BAD, NONE, NO, NO, NO), {"record": "2025-999999"}),
        Line("owed:withdraw", "post", f"{o}/withdraw/", (NONE, NONE, NONE, NO, NO, NO), {"fulfilment": "1", **why}),
        Line("owed:urge", "post", f"{o}/urge/", above, {"note": "请补办"}),
        Line("owed:move", "post", f"{o}/move/", above, {"to": "2025-05-06", **why}),
        Line("owed:excuse", "post", f"{o}/excuse/", above, why),
        Line("owed:demand", "post", f"{o}/demand/", (NO, BAD, NONE, NO, NO, NO), why),
        Line("owed:close", "post", f"{o}/close/", (NO, BAD, NONE, NO, NO, NO)),
        Line("owed:reopen", "post", f"{o}/reopen/", (NO, BAD, NONE, NO, NO, NO), why),
        Line("owed:matrix", "get", m, seen),
        Line("owed:calendar", "get", "/duties/calendar/", read),
        Line("owed:calendar", "get", f"/duties/calendar/?on=2025-03-01&of={office.north.pk}", seen),
        Line("owed:calendar", "get", f"/duties/calendar/?view=week&on=2025-03-31&of={office.north.pk}", seen),
        Line("owed:calendar", "get", f"/duties/calendar/?view=day&on=2025-03-31&of={office.north.pk}", seen),
        Line("owed:subscription", "get", "/duties/calendar/subscription/", read),
        Line("owed:subscription", "post", "/duties/calendar/subscription/", read),
        Line("owed:unsubscribe", "post", "/duties/calendar/subscription/end/", (GO, GO, GO, GO, GO, NO)),
        Line("owed:feed", "get", f"/duties/calendar/{key[:-1]}.ics", (NONE,) * 6),
        Line("owed:cell", "get", f"{m}{office.north.pk}/{owed.duty.task_id}/", seen),
        Line("figures:list", "get", "/figures/?period=2025", read),
        Line("figures:list", "get", f"/figures/?unit={office.north.pk}", (OK, OK, NONE, OK, OK, NO)),
        Line("figures:rule", "get", "/figures/activities_held/?period=2025", read),
        Line("figures:rule", "get", f"/figures/activities_held/?unit={office.north.pk}", (OK, OK, NONE, OK, OK, NO)),
        Line("figures:targets", "get", "/figures/targets/", (NO, NO, OK, NO, OK, NO)),
        Line("figures:targets", "get", f"/figures/targets/?unit={office.north.pk}", (NO, NO, NONE, NO, OK, NO)),
        Line("figures:targets", "post", f"/figures/targets/?unit={office.north.pk}&year=2025", (NO, NO, NONE, NO, GO, NO), {"activities_held": "10"}),
        Line("imports:list", "get", "/imports/", (OK, OK, OK, NO, NO, NO)),
        Line("imports:list", "post", "/imports/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("imports:template", "get", "/imports/template/visit.xlsx", (OK, OK, OK, NO, NO, NO)),
        Line("imports:preview", "get", f"{up}/", mine),
        Line("imports:errors", "get", f"{up}/errors.xlsx", mine),
        Line("imports:mend", "post", f"{up}/mend/", (GO, NONE, NONE, NO, NO, NO)),
        Line("imports:store", "post", f"{up}/store/", (BAD, NONE, NONE, NO, NO, NO)),
        Line("imports:progress", "get", f"{up}/progress/", mine),
        Line("imports:stop", "post", f"{up}/stop/", (BAD, NONE, NONE, NO, NO, NO)),
        Line("imports:drop", "post", f"{up}/drop/", (GO, NONE, NONE, NO, NO, NO)),
        Line("imports:undo", "post", f"/imports/batches/{batch.pk}/undo/", (NO, GO, NONE, NO, NO, NO)),
        Line("duties:schemes", "get", "/duties/schemes/", read),
        Line("duties:new_scheme", "get", "/duties/schemes/new/", writes),
        Line("duties:new_scheme", "post", "/duties/schemes/new/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("duties:scheme", "get", f"{s}/", (NONE, OK, NONE, OK, OK, NO)),
        Line("duties:scheme", "get", f"{h}/", (OK, OK, NONE, OK, OK, NO)),
        Line("duties:scheme_file", "get", f"{h}/tasks.docx", (OK, OK, NONE, OK, OK, NO)),
        Line("duties:scheme_file", "get", f"{h}/tasks.exe", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("duties:issue", "post", f"{s}/issue/", (NO, GO, NONE, NO, NO, NO), {"issued_on": "2026-01-05"}),
        Line("duties:withdraw_scheme", "post", f"{h}/withdraw/", (NO, GO, NONE, NO, NO, NO), why),
        Line("duties:telling", "post", f"{h}/telling/", (NO, GO, NONE, NO, NO, NO), {"escalate_after": "3"}),
        Line("duties:scheme_table", "get", f"{s}/table/", draft_seen),
        Line("duties:scheme_table", "post", f"{s}/table/", (NONE, BAD, NONE, NO, NO, NO)),
        Line("duties:new_task", "get", f"{s}/tasks/new/", draft_seen),
        Line("duties:new_task", "post", f"{s}/tasks/new/", (NONE, BAD, NONE, NO, NO, NO)),
        Line("duties:task", "get", f"{own_task}/", (NONE, OK, NONE, OK, OK, NO)),
        Line("duties:edit_task", "get", f"{own_task}/edit/", draft_seen),
        Line("duties:edit_task", "post", f"{own_task}/edit/", (NONE, BAD, NONE, NO, NO, NO)),
        Line("duties:amend_task", "get", amended, (NO, OK, NONE, NO, NO, NO)),
        Line("duties:amend_task", "post", amended, (NO, BAD, NONE, NO, NO, NO)),
        Line("duties:remove_task", "post", f"{own_task}/remove/", (NONE, GO, NONE, NO, NO, NO)),
        Line("duties:duty", "get", f"{laid}/", (OK, OK, NONE, OK, OK, NO)),
        Line("duties:undertake", "post", f"{laid}/undertake/", (GO, GO, NONE, NO, NO, NO)),
        Line("duties:appoint", "post", f"{laid}/appoint/", (GO, GO, NONE, NO, NO, NO)),
        Line("duties:object", "post", f"{laid}/object/", (GO, GO, NONE, NO, NO, NO), why),
        Line("duties:answer", "post", f"{laid}/answer/", (NO, BAD, NONE, NO, NO, NO), why),
        Line("duties:break_down", "post", f"{laid}/break-down/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("duties:tables", "get", "/duties/tables/", writes),
        Line("duties:new_plan", "get", "/duties/plans/new/", writes),
        Line("duties:new_plan", "post", "/duties/plans/new/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("duties:plan", "get", f"/duties/plans/{plan.pk}/", (OK, OK, NONE, OK, OK, NO)),
        Line("duties:plan", "get", f"/duties/plans/{handed.pk}/", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("duties:plan_tables", "get", "/duties/plans/tables/", writes),
        Line("duties:plan_tables", "post", "/duties/plans/tables/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("duties:plan_template", "get", "/duties/plans/tables/template.xlsx", writes),
        Line("duties:tables", "post", "/duties/tables/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("duties:table_template", "get", "/duties/tables/template.xlsx", writes),
        Line("duties:table", "get", f"{breakdown}/", mine),
        Line("duties:table_errors", "get", f"{breakdown}/errors.xlsx", mine),
        Line("duties:mend_table", "post", f"{breakdown}/mend/", (GO, NONE, NONE, NO, NO, NO)),
        Line("duties:found_offices", "post", f"{breakdown}/offices/", (NO, NO, NONE, NO, NONE, NO)),
        Line("duties:found_offices", "post", f"{managed}/offices/", (NO, NO, NONE, NO, BAD, NO)),
        Line("duties:store_table", "post", f"{breakdown}/store/", (BAD, NONE, NONE, NO, NO, NO)),
        Line("duties:drop_table", "post", f"{breakdown}/drop/", (GO, NONE, NONE, NO, NO, NO)),
        Line("premises:list", "get", "/premises/", read),
        Line("premises:export", "get", "/premises/export.xlsx", read),
        Line("premises:export", "get", "/premises/export.exe", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("premises:labels", "get", "/premises/labels/", read),
        Line("premises:sheet", "get", "/premises/sheet/", read),
        Line("premises:plan", "get", "/premises/plan/", (NO, OK, OK, NO, NO, NO)),
        Line("premises:plan", "post", "/premises/plan/", (NO, BAD, BAD, NO, NO, NO)),
        Line("premises:new", "get", "/premises/new/", writes),
        Line("premises:new", "get", register, (OK, OK, BAD, NO, NO, NO)),
        Line("premises:new", "post", register, (BAD, BAD, BAD, NO, NO, NO)),
        Line("premises:due", "get", "/premises/due/", read),
        Line("premises:place", "get", f"{rooms}/", within),
        Line("premises:edit", "get", f"{rooms}/edit/", (OK, OK, NONE, NO, NO, NO)),
        Line("premises:edit", "post", f"{rooms}/edit/", acting),
        Line("premises:check", "get", f"{rooms}/check/", (OK, OK, NONE, NO, NO, NO)),
        Line("premises:check", "post", f"{rooms}/check/", acting),
        Line("premises:receive", "post", f"{rooms}/check/send/", (EXPIRED, EXPIRED, NONE, NO, NO, NO), {"person": "somebody.else"}),
        Line("premises:inspection", "get", looked, within),
        Line("premises:withdraw", "post", f"{rooms}/withdraw/", acting),
        Line("premises:restore", "post", f"{rooms}/restore/", acting),
        Line("premises:move", "post", f"{rooms}/move/", acting),
        Line("premises:add_photo", "post", f"{rooms}/photos/", acting),
        Line("premises:photo", "get", f"{shots}/", within),
        Line("premises:remove_photo", "post", f"{shots}/remove/", (GO, GO, NONE, NO, NO, NO)),
        Line("premises:findings", "get", "/premises/findings/", read),
        Line("premises:finding", "get", f"{wrong}/", within),
        Line("premises:rectify", "post", f"{wrong}/rectify/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("premises:recheck", "post", f"{fixed}/recheck/", (BAD, GO, NONE, NO, NO, NO)),
        Line("premises:reopen", "post", f"{fixed}/reopen/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("premises:step_photo", "get", f"{fixed}/photos/{fixing}/", within),
        Line("premises:incidents", "get", "/premises/incidents/", read),
        Line("premises:new_incident", "get", f"/premises/{screen.pk}/incident/", (OK, OK, NONE, NO, NO, NO)),
        Line("premises:new_incident", "post", f"/premises/{screen.pk}/incident/", acting),
        Line("premises:incident", "get", f"{event}/", within),
        Line("premises:incident_step", "post", f"{event}/step/", acting, {"stage": "CONTAIN"}),
        Line("premises:tables", "get", "/premises/tables/", writes),
        Line("premises:tables", "post", "/premises/tables/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("premises:table_template", "get", "/premises/tables/template.xlsx", writes),
        Line("premises:table", "get", f"{places_table}/", mine),
        Line("premises:table_errors", "get", f"{places_table}/errors.xlsx", mine),
        Line("premises:mend_table", "post", f"{places_table}/mend/", (GO, NONE, NONE, NO, NO, NO)),
        Line("premises:store_table", "post", f"{places_table}/store/", (BAD, NONE, NONE, NO, NO, NO)),
        Line("publications:list", "get", "/publications/", read),
        Line("publications:new", "get", "/publications/new/", writes),
        Line("publications:new", "post", "/publications/new/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("publications:bulk", "post", "/publications/bulk/", (BAD, BAD, BAD, BAD, BAD, NO)),
        Line("publications:bulk", "post", "/publications/bulk/", read, {"item": f"{pub.pk}:FINAL_REVIEW:{pub.digest}"}),
        Line("publications:register", "get", "/publications/register/", read),
        Line("publications:themes", "get", "/publications/themes/", read),
        Line("publications:new_theme", "get", "/publications/themes/new/", writes),
        Line("publications:new_theme", "post", "/publications/themes/new/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("publications:theme", "get", f"/publications/themes/{theme.pk}/", seen),
        Line("publications:theme", "post", f"/publications/themes/{theme.pk}/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("publications:stages", "get", "/publications/stages/", manage),
        Line("publications:stages", "get", f"/publications/stages/?unit={office.north.pk}", theirs),
        Line("publications:stages", "post", "/publications/stages/", (NO, NO, BAD, NO, BAD, NO)),
        Line("publications:stages", "get", f"/publications/stages/?unit={office.north.pk}&place={screen.pk}", theirs),
        Line("publications:clear_stages", "post", f"/publications/stages/clear/?unit={office.north.pk}&place={screen.pk}", (NO, NO, NONE, NO, GO, NO)),
        Line("publications:delegate", "post", "/publications/stages/delegate/", (NO, NO, BAD, NO, BAD, NO)),
        Line("publications:end_delegation", "post", f"/publications/delegations/{stand_in.pk}/end/", gone),
        Line("publications:item", "get", f"/publications/{written.pk}/", seen),
        Line("publications:edit", "get", f"/publications/{written.pk}/edit/", (OK, OK, NONE, NO, NO, NO)),
        Line("publications:edit", "post", f"/publications/{written.pk}/edit/", (GO, BAD, NONE, NO, NO, NO), {"title": "改过的稿件"}),
        Line("publications:file", "get", f"/publications/{written.pk}/files/{drawn}/", seen),
        Line("publications:file", "get", f"/publications/{pub.pk}/files/{drawn}/", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("publications:submit", "post", f"/publications/{written.pk}/submit/", (GO, BAD, NONE, NO, NO, NO)),
        Line("publications:pass", "post", f"/publications/{pub.pk}/pass/", (BAD, GO, NONE, BAD, BAD, NO), final),
        Line("publications:return", "post", f"/publications/{pub.pk}/return/", (BAD, GO, NONE, BAD, BAD, NO), {**final, **why}),
        Line("publications:publish", "post", f"/publications/{pub.pk}/publish/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("publications:withdraw", "post", f"/publications/{pub.pk}/withdraw/", (BAD, BAD, NONE, NO, NO, NO), why),
        Line("publications:hand_over", "post", f"/publications/{pub.pk}/hand-over/", (BAD, BAD, NONE, BAD, BAD, NO), {"to": "", "reason": "轮岗"}),
        Line("reports:list", "get", "/reports/", read),
        Line("reports:new", "get", "/reports/new/", (OK, NO, OK, NO, NO, NO)),
        Line("reports:new", "post", "/reports/new/", (GO, NO, BAD, NO, NO, NO), ordered),
        Line("reports:verify", "get", "/reports/verify/", read),
        Line("reports:verify", "post", "/reports/verify/", (BAD, BAD, BAD, BAD, BAD, NO)),
        Line("reports:detail", "get", f"{d}/", desk),
        Line("reports:detail", "get", f"{sent}/", desk),
        Line("reports:detail", "post", f"{d}/", (GO, NO, NONE, NONE, NONE, NO), again),
        Line("reports:edit", "get", f"{d}/edit/", desk),
        Line("reports:edit", "get", f"{sent}/edit/", desk),
        Line("reports:draft", "get", f"{e}/draft.json", desk),
        Line("reports:draft", "post", f"{e}/draft.json", (BAD, NO, NONE, NONE, NONE, NO)),
        Line("reports:figures", "post", f"{e}/figures.json", (BAD, BAD, NONE, NONE, NONE, NO)),
        Line("reports:behind", "get", f"{e}/figure.json?ask={quote(ASK)}", desk),
        Line("reports:rules", "get", f"{e}/rules.json?q=走访", desk),
        Line("reports:unit_rules", "get", f"/reports/unit/{office.north.pk}/rules.json?q=走访", seen),
        Line("reports:unit_figures", "post", f"/reports/unit/{office.north.pk}/figures.json", (BAD, BAD, NONE, BAD, BAD, NO)),
        Line("reports:compile", "post", f"{e}/compile/", (BAD, NO, NONE, NONE, NONE, NO)),
        Line("reports:comment", "post", f"{e}/comments/", (BAD, BAD, NONE, NONE, NONE, NO)),
        Line("reports:comment_done", "post", f"{e}/comments/{remark.pk}/done/", desk),
        Line("reports:versions", "get", f"{e}/versions/", desk),
        Line("reports:version", "get", f"{e}/versions/1/", desk),
        Line("reports:restore", "post", f"{e}/versions/1/restore/", (GO, NO, NONE, NO, NO, NO)),
        Line("reports:send", "post", f"{sent}/send/", (BAD, NO, NONE, NO, NO, NO)),
        Line("reports:return", "post", f"{sent}/return/", (NO, GO, NO, NO, NO, NO), why),
        Line("reports:sign", "post", f"{sent}/sign/", (NO, GO, NO, NO, NO, NO)),
        Line("reports:changed", "get", f"{d}/changed/", desk),
        Line("reports:file", "get", f"{d}/report.docx", desk),
        Line("reports:file", "get", f"{d}/report.exe", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("reports:page", "get", f"{d}/pages/1.png", desk),
        Line("reports:page", "get", f"{d}/pages/999.png", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("reports:bundle", "get", f"{d}/bundle.zip", (NONE, NONE, NONE, NONE, NONE, NO)),
        Line("units:tree", "get", "/units/", read),
        Line("units:detail", "get", f"{n}/", (OK, OK, NONE, OK, OK, NO)),
        Line("units:import", "get", "/units/import/", manage),
        Line("units:import", "post", "/units/import/", (NO, NO, BAD, NO, BAD, NO)),
        Line("units:found", "get", f"{n}/found/", theirs),
        Line("units:found", "post", f"/units/{office.street.pk}/found/", gone, {**act, "name": "东湖社区", "level": "VILLAGE"}),
        Line("units:rename", "get", f"{n}/rename/", theirs),
        Line("units:rename", "post", f"{n}/rename/", gone, {**act, "name": "北桥第一社区"}),
        Line("units:move", "get", f"{n}/move/", theirs),
        Line("units:move", "post", f"{n}/move/", (NO, NO, NONE, NO, BAD, NO), {**act, "other": str(office.street.pk)}),
        Line("units:merge", "get", f"{n}/merge/", theirs),
        Line("units:merge", "post", f"{n}/merge/", gone, {**act, "other": str(office.south.pk)}),
        Line("units:split", "get", f"{n}/split/", theirs),
        Line("units:split", "post", f"{n}/split/", gone, {**act, "into": [office.north.pk, office.south.pk]}),
        Line("people:list", "get", "/people/", manage),
        Line("people:list", "get", f"/people/?unit={office.north.pk}", theirs),
        Line("people:policy", "post", "/people/policy/", gone, {"unit": str(office.north.pk), "two_factor": "1"}),
        Line("people:new", "get", "/people/new/", manage),
        Line("people:new", "post", "/people/new/", (NO, NO, BAD, NO, OK, NO), colleague),
        Line("people:code", "post", f"/people/{office.clerk.pk}/code/", theirs),
        Line("people:new_post", "get", "/people/posts/new/", manage),
        Line("people:new_post", "post", "/people/posts/new/", (NO, NO, BAD, NO, GO, NO), new_post),
        Line("people:post", "get", f"{p}/", theirs),
        Line("people:post", "post", f"{p}/", gone, {"name": "新岗位", "roles": "VIEWER"}),
        Line("people:close_post", "post", f"/people/posts/{empty.pk}/close/", gone),
        Line("people:close_post", "post", f"{p}/close/", (NO, NO, NONE, NO, BAD, NO)),
        Line("people:appoint", "get", f"{p}/appoint/", theirs),
        Line("people:appoint", "post", f"{p}/appoint/", gone, {"person": str(office.reviewer.pk), "since": "2025-07-01"}),
        Line("people:end", "get", f"/people/tenures/{tenure.pk}/end/", theirs),
        Line("people:end", "post", f"/people/tenures/{tenure.pk}/end/", gone, {"until": "2025-07-01"}),
        Line("people:hand_items", "post", f"/people/tenures/{tenure.pk}/items/", (NO, NO, NONE, NO, BAD, NO), {"reason": "轮岗"}),
        Line("signin:in", "get", "/signin/", (OK,) * 6),
        Line("signin:in", "post", "/signin/", (BAD,) * 6, {"login": "clerk", "password": "wrong-2026"}),
        Line("signin:code", "get", "/signin/code/", (OK,) * 6),
        Line("signin:code", "post", "/signin/code/", (BAD,) * 6, {"login": "clerk", "code": "AAAA-BBBB-CCCC", "new": PASSWORD, "again": PASSWORD}),
        Line("signin:first", "get", "/signin/first/", (GO,) * 6),
        Line("signin:first", "post", "/signin/first/", (GO,) * 6),
        Line("signin:me", "get", "/me/", (OK,) * 6),
        Line("signin:password", "get", "/me/password/", (OK,) * 6),
        Line("signin:password", "post", "/me/password/", (GO,) * 6, {"old": PASSWORD, "new": "xinmima-2026", "again": "xinmima-2026"}),
        Line("signin:two_factor", "get", "/me/two-factor/", (OK,) * 6),
        Line("signin:two_factor", "post", "/me/two-factor/", (BAD,) * 6),
        Line("signin:two_factor_off", "post", "/me/two-factor/off/", (GO,) * 6, {"password": PASSWORD}),
        Line("signin:end_session", "post", f"/me/sessions/{session.pk}/end/", (GO, NONE, NONE, NONE, NONE, NONE)),
        Line("signin:end_sessions", "post", "/me/sessions/end/", (GO,) * 6),
        Line("signin:size", "post", "/size/", (GO,) * 6),
        Line("signin:out", "post", "/signin/out/", (GO,) * 6),
    ]  # fmt: skip


def corrected_record(office, activity) -> Record:
    """Return a record that counts, with a correction that waits."""
    content = activity(kind="visit", title="更正走访")
    record = services.create_record(content=content, by=office.clerk, at=NOW)
    services.submit_record(record=record, by=office.clerk, at=NOW)
    services.accept_record(record=record, by=office.reviewer, at=NOW)
    content = activity(kind="visit", title="更正走访", place="南浦广场")
    services.correct_record(record=record, content=content, reason="地点写错", by=office.clerk, at=NOW)
    return record


def published_of(office):
    """Return a draft item of the north community, an urgent one in review, a theme plan, a delegation, a picture's digest."""
    desk = seated(office)
    drawn = keep_file(content=PNG, name="配图.png", at=NOW).digest
    running = tuple(channels_on(unit=office.north.pk, on=NOW.date()))
    content = telling(
        title="未公开的稿件",
        pictures=(Picture(drawn, "本单位拍摄", "本单位拍摄", "读书会现场照片"),),
        channels=running,
    )
    told = {"unit": office.north, "planned_at": None, "theme": None, "by": office.clerk, "at": NOW}
    written = publication.create_item(content=content, **told)
    pub = publication.create_item(content=telling(title="审校中的稿件", channels=running), **told)
    pub = publication.submit_item(item=pub, by=office.clerk, at=NOW, on=NOW.date(), urgent_reason="台风预警")
    theme = publication.create_theme(
        unit=office.north, title="读书月", start=NOW.date(), until=NOW.date(), planned=3, note="", by=office.clerk, at=NOW
    )  # fmt: skip
    end_tenure(tenure=desk.posts[Code.FIRST_PROOF].tenures.get(), until=NOW.date())
    stand_in = publication.delegate_post(
        post=desk.posts[Code.FIRST_PROOF], person=office.reviewer, since=NOW.date(), last_day=NOW.date(), reason="借调", by=office.reviewer, at=NOW
    )  # fmt: skip
    return written, pub, theme, stand_in, drawn


def owed_by(office) -> Occurrence:
    """Return what the north community owes by a scheme of the street."""
    scheme = duties.create_scheme(
        title="未公开的方案", year=2025, unit=office.street, sort=Sort.DUTY, by=office.clerk, at=NOW
    )
    line = duties.TaskText("1", "入户走访", {"kind": "once", "by": "2025-03-31"})
    answering = (duties.Answering(office.north, Role.LEAD),)
    duties.add_tasks(scheme=scheme, tasks=[duties.NewTask(line, answering)], by=office.clerk, at=NOW)
    duties.issue_scheme(scheme=scheme, document="", issued_on=dt.date(2025, 1, 2), by=office.reviewer, at=NOW)
    return Occurrence.objects.select_related("duty__task").get()


PUBLIC = (
    "signin:in",
    "signin:code",
    "signin:first",
    "signin:out",
    "signin:size",
    "entry:worker",
    "entry:offline",
    "owed:feed",
)


def doors() -> set[tuple[str, str]]:
    """Return every address there is with each method that its view's own words say it answers."""

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif isinstance(pattern, URLPattern):
                words = pattern.callback.__doc__ or ""
                told = [method.lower() for method in ("GET", "POST") if method in words]
                yield from ((f"{space}:{pattern.name}", method) for method in told or ["neither"])

    return set(walk(get_resolver().url_patterns, ""))


def tried(client, line: Line) -> tuple[int, str]:
    """Return how an address answers, and in which words; what it did is taken back.

    So each is tried on the same desk.
    """
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, line.method)(line.address, line.sent or {})
        body = b"" if answer.streaming else answer.content
        shut(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code, body.decode("utf-8", "replace") + answer.get("Location", "")


def test_every_address_has_a_line_for_each_of_its_verbs(cast, office, activity):
    assert {(line.name, line.method) for line in lines(office, activity)} == doors()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_is_answered_as_the_table_says(cast, office, activity, who):
    client = getattr(cast, who)
    place = PEOPLE.index(who)

    told, wanted = [], []
    for line in lines(office, activity):
        told.append((line.method, line.address, tried(client, line)[0]))
        wanted.append((line.method, line.address, line.answers[place]))

    assert told == wanted


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast, client, office, activity):
    told = {}
    for line in lines(office, activity):
        if line.name not in PUBLIC:
            told[line.name], body = tried(client, line)
            assert not [word for word in SECRETS if word in body]

    assert set(told.values()) <= {302, 401}


def test_a_get_changes_nothing(cast, office, activity):
    table = lines(office, activity)
    before = list(Record.objects.order_by("pk").values())

    for line in table:
        if line.method == "post" and line.name not in PUBLIC:
            shut(cast.clerk.get(line.address))
            shut(cast.reviewer.get(line.address))

    assert list(Record.objects.order_by("pk").values()) == before


SECRETS = (
    "未公开的草稿", "待审走访", "入账走访", "更正走访", "北桥小区", "南浦广场", "现场.png", "河长巡查工作",
    "春耕讲座", "周敏", "秦川", "白桦", "柳溪街道", "南浦村", "空岗", "周敏的走访视图", "别的电脑", "旧.xlsx",
)  # fmt: skip
"""What was placed: each must reach only those it is for."""

WITHHELD = {
    "reviewer": ("周敏的走访视图", "别的电脑", "春耕讲座"),
    "stranger": (*SECRETS, "北桥社区"),
    "upper": ("周敏的走访视图", "别的电脑", "春耕讲座", "河长巡查工作"),
    "manager": ("周敏的走访视图", "别的电脑", "春耕讲座", "河长巡查工作"),
    "nobody": SECRETS,
}
"""What nobody's page may tell them, whatever its status: not their unit's, not their right, not theirs."""


NAMED = {("manager", name): ("河长巡查工作",) for name in ("people:end", "people:hand_items")}
"""Who watches a handover reads what is handed over, by its name alone."""


@pytest.mark.parametrize("who", WITHHELD)
def test_no_answer_tells_anybody_what_is_not_for_them(cast, office, activity, who):
    client = getattr(cast, who)

    told = []
    for line in lines(office, activity):
        body = tried(client, line)[1]
        named = NAMED.get((who, line.name), ())
        withheld = [word for word in WITHHELD[who] if word not in named]
        told += [(line.method, line.address, word) for word in withheld if word in body]

    assert told == []


def test_a_refusal_names_nothing_of_what_it_refuses(cast, office, activity):
    for line in lines(office, activity):
        for place, who in enumerate(PEOPLE):
            if line.answers[place] == NONE:
                body = tried(getattr(cast, who), line)[1]
                assert "没有这个页面" in body
                assert not [
                    word
                    for word in SECRETS
                    if word in body and word not in ("周敏", "秦川", "白桦", "柳溪街道")
                ]


@pytest.mark.parametrize(
    "address", ["/records/?q=未公开", "/records/?q=北桥", "/records/?mine=on", "/records/?batch=1"]
)
def test_searching_finds_nothing_of_what_is_not_theirs(cast, office, activity, address):
    lines(office, activity)

    page = cast.stranger.get(address).content.decode()

    assert "没有符合条件的记录" in page
