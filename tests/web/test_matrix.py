"""Every address tried by six people: who may open it, who must not learn that it is there.

A new address without a line here fails the first test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from taizhang.foundation.accounts.models import Post, SignIn, Tenure
from taizhang.foundation.evidence.services import keep_file
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Batch, Record, SavedView
from tests.web.conftest import PASSWORD, shut
from tests.web.ledgers import uploaded
from tests.web.pictures import PNG
from tests.web.reported import reported

OK, GO, EXPIRED, NO, NONE, BAD = 200, 303, 401, 403, 404, 422
NOW = dt.datetime.now(dt.UTC)
PEOPLE = ("clerk", "reviewer", "stranger", "upper", "manager", "nobody")


@dataclass(frozen=True)
class Line:
    """One address with a method, what is sent, and the answer for each of the six people in turn."""

    name: str
    method: str
    address: str
    answers: tuple[int, ...]
    sent: dict[str, str] | None = None


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
    view = SavedView.objects.create(person=office.clerk, name="我的", query="kind=visit")
    session = SignIn.objects.create(person=office.clerk, session="a" * 32, at=NOW, browser="别的电脑")
    r, w, f = f"/records/{draft.number}", f"/records/{waiting.number}", shown.pk
    c = f"/records/{corrected.number}"
    why = {"reason": "照片不清楚"}
    read = (OK, OK, OK, OK, OK, NO)
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
    d, sent, desk = (
        f"/reports/{draft_report.pk}",
        f"/reports/{waiting_report.pk}",
        (OK, OK, NONE, NONE, NONE, NO),
    )
    again = {"seen": str(draft_report.run_id), "dated": "2025-12-31"}
    n, p = f"/units/{office.north.pk}", f"/people/posts/{post.pk}"
    act = {"on": "2025-07-01", "basis": "柳街发〔2025〕8号", "other": str(office.south.pk)}
    colleague = {"name": "新同事", "login": "xintongshi", "unit": str(office.north.pk)}
    new_post = {"name": "新岗位", "unit": str(office.north.pk), "roles": "VIEWER"}
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
        Line("records:void", "post", f"{r}/void/", (GO, GO, NONE, NO, NO, NO), why),
        Line("entry:new", "get", "/records/new/", (OK, OK, OK, NO, NO, NO)),
        Line("entry:outbox", "get", "/outbox/", (OK,) * 6),
        Line("entry:receive", "post", "/outbox/send/", (EXPIRED, EXPIRED, EXPIRED, NO, NO, NO), {"person": "somebody.else"}),
        Line("entry:bring_in", "post", "/outbox/import/", (BAD, BAD, BAD, NO, NO, NO)),
        Line("entry:worker", "get", "/worker.js", (OK,) * 6),
        Line("entry:offline", "get", "/offline/", (OK,) * 6),
        Line("entry:edit", "get", f"{r}/edit/", (OK, OK, NONE, NO, NO, NO)),
        Line("entry:correct", "get", f"/records/{counted.number}/correct/", (OK, OK, NONE, NO, NO, NO)),
        Line("entry:correct", "get", f"{c}/correct/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("entry:add_file", "post", f"{r}/files/", (BAD, BAD, NONE, NO, NO, NO)),
        Line("entry:file", "get", f"{r}/files/{f}/", (OK, OK, NONE, OK, OK, NO)),
        Line("entry:remove_file", "post", f"{r}/files/{f}/remove/", (GO, BAD, NONE, NO, NO, NO)),
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
        Line("imports:drop", "post", f"{up}/drop/", (GO, NONE, NONE, NO, NO, NO)),
        Line("imports:undo", "post", f"/imports/batches/{batch.pk}/undo/", (NO, GO, NONE, NO, NO, NO)),
        Line("reports:list", "get", "/reports/", read),
        Line("reports:new", "get", "/reports/new/", (OK, NO, OK, NO, NO, NO)),
        Line("reports:verify", "get", "/reports/verify/", read),
        Line("reports:detail", "get", f"{d}/", desk),
        Line("reports:detail", "get", f"{sent}/", desk),
        Line("reports:detail", "post", f"{d}/", (GO, NO, NONE, NONE, NONE, NO), again),
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
        Line("units:found", "get", f"{n}/found/", theirs),
        Line("units:rename", "get", f"{n}/rename/", theirs),
        Line("units:rename", "post", f"{n}/rename/", gone, {**act, "name": "北桥第一社区"}),
        Line("units:move", "get", f"{n}/move/", theirs),
        Line("units:merge", "get", f"{n}/merge/", theirs),
        Line("units:merge", "post", f"{n}/merge/", gone, act),
        Line("units:split", "get", f"{n}/split/", theirs),
        Line("people:list", "get", "/people/", manage),
        Line("people:list", "get", f"/people/?unit={office.north.pk}", theirs),
        Line("people:policy", "post", "/people/policy/", gone, {"unit": str(office.north.pk), "two_factor": "1"}),
        Line("people:new", "get", "/people/new/", manage),
        Line("people:new", "post", "/people/new/", (NO, NO, BAD, NO, OK, NO), colleague),
        Line("people:code", "post", f"/people/{office.clerk.pk}/code/", theirs),
        Line("people:new_post", "get", "/people/posts/new/", manage),
        Line("people:new_post", "post", "/people/posts/new/", (NO, NO, BAD, NO, GO, NO), new_post),
        Line("people:post", "get", f"{p}/", theirs),
        Line("people:close_post", "post", f"/people/posts/{empty.pk}/close/", gone),
        Line("people:close_post", "post", f"{p}/close/", (NO, NO, NONE, NO, BAD, NO)),
        Line("people:appoint", "get", f"{p}/appoint/", theirs),
        Line("people:end", "get", f"/people/tenures/{tenure.pk}/end/", theirs),
        Line("people:end", "post", f"/people/tenures/{tenure.pk}/end/", gone, {"until": "2025-07-01"}),
        Line("signin:in", "get", "/signin/", (OK,) * 6),
        Line("signin:code", "get", "/signin/code/", (OK,) * 6),
        Line("signin:first", "get", "/signin/first/", (GO,) * 6),
        Line("signin:me", "get", "/me/", (OK,) * 6),
        Line("signin:password", "get", "/me/password/", (OK,) * 6),
        Line("signin:two_factor", "get", "/me/two-factor/", (OK,) * 6),
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


PUBLIC = (
    "signin:in",
    "signin:code",
    "signin:first",
    "signin:out",
    "signin:size",
    "entry:worker",
    "entry:offline",
)


def addresses() -> set[str]:
    """Return the name of every address there is."""

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif isinstance(pattern, URLPattern):
                yield f"{space}:{pattern.name}"

    return set(walk(get_resolver().url_patterns, ""))


def tried(client, line: Line) -> int:
    """Return how an address answers; what it did is taken back, so that each is tried on the same desk."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, line.method)(line.address, line.sent or {})
        shut(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


def test_every_address_has_a_line(cast, office, activity):
    assert {line.name for line in lines(office, activity)} == addresses()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_is_answered_as_the_table_says(cast, office, activity, who):
    client = getattr(cast, who)
    place = PEOPLE.index(who)

    told, wanted = [], []
    for line in lines(office, activity):
        told.append((line.method, line.address, tried(client, line)))
        wanted.append((line.method, line.address, line.answers[place]))

    assert told == wanted


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast, client, office, activity):
    told = {}
    for line in lines(office, activity):
        if line.name not in PUBLIC:
            told[line.name] = tried(client, line)

    assert set(told.values()) <= {302, 401}


def test_a_get_changes_nothing(cast, office, activity):
    table = lines(office, activity)
    before = list(Record.objects.order_by("pk").values())

    for line in table:
        if line.method == "post" and line.name not in PUBLIC:
            shut(cast.clerk.get(line.address))
            shut(cast.reviewer.get(line.address))

    assert list(Record.objects.order_by("pk").values()) == before


def test_the_strangers_pages_tell_nothing_of_what_is_not_theirs(cast, office, activity):
    lines(office, activity)

    for address in ("/", "/records/", "/records/?q=未公开", "/records/review/", "/figures/?period=2025"):
        page = cast.stranger.get(address).content.decode()
        assert "待审走访" not in page
        assert "未公开的草稿" not in page
        assert "北桥社区" not in page
