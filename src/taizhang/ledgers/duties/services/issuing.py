"""Issue a scheme, amend one of its lines, withdraw it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import check_different_eyes
from taizhang.foundation.audit import services as audit
from taizhang.foundation.journal import services as journal
from taizhang.ledgers.duties.models import Duty, Scheme, SchemeVersion, Task
from taizhang.ledgers.duties.rules import (
    BOOK,
    Role,
    SchemeRefused,
    SchemeState,
    Sort,
    check_can_issue,
    check_reason,
)
from taizhang.ledgers.duties.services.ending import end_duties, lay_on, posts_named
from taizhang.ledgers.duties.services.generating import generate_for, horizon
from taizhang.ledgers.duties.services.writing import NewTask, write_task


def issue_scheme(*, scheme: Scheme, document: str, issued_on: dt.date, by: Person, at: dt.datetime) -> Scheme:
    """Hand a scheme down: each unit gets its duties, and their occurrences stand ready. Return it.

    `document` is the issuing document, "" where there is none. Duties run from that day; a study plan
    stands for its whole year, also for what was held before it was handed down.
    Raises:  SchemeRefused; OwnWork if `by` wrote it.
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
        tasks = list(scheme.tasks.prefetch_related("assignments").order_by("order", "pk"))
        owing = {Role.LEAD.value, Role.RESPONSIBLE.value}
        unassigned = [t.number for t in tasks if not owing & {a.role for a in t.assignments.all()}]
        check_can_issue(
            state=SchemeState(scheme.state),
            tasks=len(tasks),
            unassigned=unassigned,
            author=scheme.author_id,
            by=by.pk,
        )
        scheme.state, scheme.version = SchemeState.ISSUED.value, 1
        scheme.issued_by, scheme.issued_at = by, at
        scheme.save(update_fields=["state", "version", "issued_by", "issued_at"])
        _add_version(scheme, document, issued_on, "", by, at)
        duties = []
        for task in tasks:
            task.scheme = scheme
            task.issued_in, task.valid_from = 1, issued_on
            task.save(update_fields=["issued_in", "valid_from"])
            since = task.start if scheme.sort == Sort.STUDY.value else max(issued_on, task.start)
            duties += lay_on(task, since=since, by=by, at=at)
        audit.record(verb="scheme.issue", subject=f"scheme:{scheme.pk}", by=by, at=at)
        generate_for(duties, until=horizon(issued_on), at=at)
    return scheme


def amend_task(
    *,
    task: Task,
    new: NewTask,
    on: dt.date,
    document: str,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> Task:
    """End an issued line on a day and put another in its stead, under the same number; return the new one.

    What runs on that day goes on as it was told where something was done for it; the rest is asked
    for anew. A unit keeps the posts that it named, but for those that the amendment tells otherwise.
    The amended line has the scheme's next version.
    Raises:  SchemeRefused; OwnWork for the author of the scheme; NotAFrequency.
    """
    reason = check_reason(reason, refusal=SchemeRefused, deed="修订")
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=task.scheme_id)
        task = Task.objects.select_for_update().get(pk=task.pk)
        if scheme.state != SchemeState.ISSUED.value or task.valid_until is not None:
            raise SchemeRefused("只有已下发、正在执行的任务可以修订。")
        if task.valid_from is None or on <= task.valid_from:
            raise SchemeRefused("修订的生效日期应晚于原任务的下发日期，请改正。")
        check_different_eyes(author=scheme.author_id, by=by.pk, deed="下发")
        Task.objects.filter(pk=task.pk).update(valid_until=on)
        scheme.version += 1
        scheme.save(update_fields=["version"])
        _add_version(scheme, document, on, reason, by, at)
        fresh = Task(scheme=scheme, order=task.order, amends=task, first_id=task.origin)
        fresh = write_task(fresh, new, scheme, number=task.number, start=on)
        fresh.issued_in, fresh.valid_from = scheme.version, on
        fresh.save(update_fields=["issued_in", "valid_from"])
        former = list(task.duties.filter(until__isnull=True))
        named = posts_named(task, former)
        sources, running = end_duties(former, on=on, reason=f"任务修订：{reason}", by=by, at=at)
        duties = lay_on(fresh, since=on, by=by, at=at, runs_from=running, named=named)
        audit.record(
            verb="scheme.amend", subject=f"scheme:{scheme.pk}", by=by, at=at, detail={"number": task.number}
        )
        journal.reverse(book=BOOK, sources=sources, at=at)
        generate_for(duties, until=horizon(on), at=at)
    return fresh


def withdraw_scheme(*, scheme: Scheme, on: dt.date, reason: str, by: Person, at: dt.datetime) -> Scheme:
    """End a scheme on a day: what is open then and due later is owed no more. Return it.

    Raises:  SchemeRefused.
    """
    reason = check_reason(reason, refusal=SchemeRefused, deed="停止方案")
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
        if scheme.state != SchemeState.ISSUED.value:
            raise SchemeRefused(f"方案{SchemeState(scheme.state).label}，只有已下发的方案可以停止。")
        scheme.state, scheme.withdraw_reason = SchemeState.WITHDRAWN.value, reason
        scheme.withdrawn_by, scheme.withdrawn_at = by, at
        scheme.save(update_fields=["state", "withdraw_reason", "withdrawn_by", "withdrawn_at"])
        duties = list(Duty.objects.filter(task__scheme=scheme, until__isnull=True))
        sources, _ = end_duties(duties, on=on, reason=f"方案停止：{reason}", by=by, at=at, all_open=True)
        audit.record(verb="scheme.withdraw", subject=f"scheme:{scheme.pk}", by=by, at=at)
        journal.reverse(book=BOOK, sources=sources, at=at)
    return scheme


def _add_version(
    scheme: Scheme, document: str, on: dt.date, reason: str, by: Person, at: dt.datetime
) -> None:
    SchemeVersion.objects.create(
        scheme=scheme,
        number=scheme.version,
        document=document.strip(),
        issued_on=on,
        reason=reason,
        by=by,
        at=at,
    )
