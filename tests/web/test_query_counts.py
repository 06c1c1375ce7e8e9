"""Every page costs as many queries with four of everything as with one."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.accounts.models import Post, SignIn
from taizhang.foundation.accounts.rules import Role as PostRole
from taizhang.foundation.accounts.services import add_person, make_calendar_key
from taizhang.foundation.evidence.services import keep_file
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties import services as duties
from taizhang.ledgers.duties.models import Duty, Occurrence, Scheme
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.ledgers.publication import services as publication
from taizhang.ledgers.publication.selectors import channels_on
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Batch, Record, SavedView
from taizhang.reporting.drafting import send_report
from tests.publication.conftest import telling
from tests.web.breakdowns import issued, uploaded_table
from tests.web.conftest import hold, shut
from tests.web.ledgers import uploaded
from tests.web.pictures import PNG
from tests.web.reported import reported, whole
from tests.web.test_matrix import OK, PEOPLE, lines

NOW = dt.datetime.now(dt.UTC)


def more_of_everything(office, activity, number: int) -> None:
    """Add one more of all that a page could list."""
    unit = Unit.objects.create(name=f"新设社区{number}", level="VILLAGE")
    Affiliation.objects.create(unit=unit, parent=office.street)
    hold(add_person(login=f"more{number}", name=f"何{number}", unit=unit), unit, PostRole.CLERK)
    Batch.objects.create(file_name="旧.xlsx", digest="0" * 64, unit=unit, by=office.reviewer, at=NOW)
    for person in (office.clerk, office.reviewer):
        SavedView.objects.create(person=person, name=f"视图{number}", query="kind=visit")
        key = f"{person.pk}-{number}"
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + dt.timedelta(days=1))
        SignIn.objects.create(person=person, session=key, at=NOW, browser="别的电脑")
    for state in ("draft", "submitted", "accepted", "corrected"):
        _record(office, activity, f"{state}{number}", state)
    _scheme(office, number)
    _duties(office, number)
    _items(office, number)
    uploaded(office.clerk, office.north)
    reported(office.clerk, office.north)
    report = reported(office.clerk, office.north)
    whole(report)
    send_report(report=report, by=office.clerk, at=NOW)


def _items(office, number: int) -> None:
    """Write two more items of the north community with a theme, one of them urgent and in review."""
    theme = publication.create_theme(
        unit=office.north,
        title=f"主题{number}",
        start=NOW.date(),
        until=NOW.date(),
        planned=2,
        note="",
        by=office.clerk,
        at=NOW,
    )
    running = tuple(channels_on(unit=office.north.pk, on=NOW.date()))
    for urgent in ("", "台风预警"):
        item = publication.create_item(
            unit=office.north,
            content=telling(title=f"稿件{number}{urgent}", channels=running or telling().channels),
            planned_at=NOW,
            theme=theme,
            by=office.clerk,
            at=NOW,
        )
        if urgent:
            publication.submit_item(item=item, by=office.clerk, at=NOW, on=NOW.date(), urgent_reason=urgent)


def _scheme(office, number: int) -> None:
    """Hand one more duty down that falls due each month, and name the clerk's post for it."""
    scheme = duties.create_scheme(
        title=f"月月任务{number}", year=NOW.year, unit=office.street, sort=Sort.DUTY, by=office.clerk, at=NOW
    )
    text = duties.TaskText("1", "入户走访", stored(Every("month")))
    answering = (duties.Answering(office.north, Role.LEAD),)
    duties.add_tasks(scheme=scheme, tasks=[duties.NewTask(text, answering)], by=office.clerk, at=NOW)
    duties.issue_scheme(
        scheme=scheme, document="", issued_on=dt.date(NOW.year, 1, 2), by=office.reviewer, at=NOW
    )
    post = Post.objects.get(unit=office.north, tenures__person=office.clerk)
    duty = Duty.objects.get(task__scheme=scheme)
    duties.appoint(duty=duty, post=post, first=None, direct=None, by=office.clerk, at=NOW)


def _duties(office, number: int) -> None:
    """One more table, scheme, task and duty of a post; one more confirmed, moved and objected to."""
    post, why = Post.objects.get(unit=office.north, name="周敏的岗位"), f"理由{number}"
    uploaded_table(office.clerk, office.north)
    scheme = issued(office, title=f"方案{number}")
    draft = Scheme.objects.filter(state="DRAFT").order_by("pk")[0]
    line = duties.TaskText(f"9.{number}", "走访", {"kind": "every", "every": "month", "times": 1})
    answering = (duties.Answering(office.north, Role.LEAD), duties.Answering(office.south, Role.SUPPORTING))
    duties.add_tasks(scheme=draft, tasks=[duties.NewTask(line, answering)], by=draft.author, at=NOW)
    learn, sum_up = Duty.objects.filter(task__scheme=scheme, unit=office.north).order_by("pk")
    for duty in (learn, Duty.objects.filter(unit=office.north).order_by("pk")[0]):
        duties.appoint(duty=duty, post=post, first=post, direct=None, by=office.clerk, at=NOW)
    duties.object_to(duty=sum_up, reason=why, by=office.clerk, at=NOW)
    record = Record.objects.filter(state="ACCEPTED", unit=office.north).order_by("-pk")[0]
    owed = Occurrence.objects.order_by("pk")[0]
    for occurrence in (owed, learn.occurrences.order_by("pk")[0]):
        duties.confirm(
            occurrence=occurrence, source=record.source, on=occurrence.due_on, by=office.clerk, at=NOW
        )
    to = owed.due_on + dt.timedelta(days=number)
    duties.move_due(occurrence=owed, to=to, reason=why, by=office.reviewer, at=NOW)


def _record(office, activity, title: str, state: str) -> None:
    content = activity(kind="visit", title=title, on=dt.date.today())
    record = services.create_record(content=content, by=office.clerk, at=NOW)
    file = keep_file(content=PNG + title.encode(), name="现场.png", at=NOW)
    services.attach_evidence(record=record, evidence=file, name="现场.png", by=office.clerk, at=NOW)
    if state == "draft":
        return
    record = services.submit_record(record=record, by=office.clerk, at=NOW)
    if state == "submitted":
        return
    record = services.accept_record(record=record, by=office.reviewer, at=NOW)
    if state == "corrected":
        content = activity(kind="visit", title=f"{title}更正", on=dt.date.today())
        services.correct_record(record=record, content=content, reason="核对", by=office.clerk, at=NOW)


KEPT = "/figures/activities_held/"
"""This page counts a figure for each sub-unit, and keeps it until that unit posts again."""


def cost(client, address: str) -> int:
    """Return how many queries a page costs with nothing kept from before, but for what is kept by design."""
    cache.clear()
    if address.startswith(KEPT):
        shut(client.get(address))
    with CaptureQueriesContext(connection) as queries:
        shut(client.get(address))
    return len(queries)


def test_no_page_costs_more_with_more_rows(cast, office, activity):
    pages = [
        (PEOPLE[place], line.address)
        for line in lines(office, activity)
        for place, code in enumerate(line.answers)
        if line.method == "get" and code == OK and PEOPLE[place] in ("clerk", "reviewer", "manager")
    ]
    key = make_calendar_key(person=office.clerk, at=NOW)
    pages.append(("clerk", f"/duties/calendar/{key}.ics"))
    more_of_everything(office, activity, 1)
    before = {page: cost(getattr(cast, page[0]), page[1]) for page in pages}

    for number in (2, 3, 4):
        more_of_everything(office, activity, number)
    after = {page: cost(getattr(cast, page[0]), page[1]) for page in pages}

    assert {page: (before[page], after[page]) for page in pages if after[page] > before[page]} == {}
