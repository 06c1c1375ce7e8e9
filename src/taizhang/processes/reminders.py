"""Remind the inboxes of posts of what is overdue or soon due: one digest a day at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import holders_on, posts_with_inbox, reach_of
from taizhang.foundation.accounts.services import claim_reminder, release_reminder
from taizhang.foundation.office_days.selectors import notice
from taizhang.kernel.workdays import Notice
from taizhang.processes.desk import Waiting, desk_of

AHEAD = dt.timedelta(days=7)
"""What is due within a week is told with what is overdue."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one post is reminded of on a day: what is overdue and what is due within a week."""

    post: Post
    day: dt.date
    overdue: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]

    @property
    def empty(self) -> bool:
        return not self.overdue and not self.soon

    @property
    def subject(self) -> str:
        """Return the subject line."""
        told = [f"{len(self.overdue)} 项逾期"] if self.overdue else []
        told += [f"{len(self.soon)} 项一周内到期"] if self.soon else []
        return f"【臺帳】{self.post.unit.name} {self.post.name}：{'，'.join(told)}"

    def text(self, *, address: str) -> str:
        """Return the letter; `address` is where the office is served, "" where that is not set."""
        lines = [f"{self.post.unit.name} {self.post.name}：", ""]
        for heading, waiting in (("已经逾期", self.overdue), ("一周内到期", self.soon)):
            if waiting:
                lines += [heading, *map(_line, waiting), ""]
        lines.append(f"请登录办理：{address}" if address else "请登录臺帳办理。")
        lines.append("这样的提醒一天至多一封。收件邮箱在“岗位与人员”里修改或清空。")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a day's reminders: the posts told, told before, with nothing due, and not reached."""

    sent: tuple[Digest, ...]
    before: int
    nothing: int
    failed: tuple[tuple[Digest, str], ...]


def digests(*, day: dt.date) -> list[Digest]:
    """Return the digest of every post that has an inbox and a holder, empty ones too."""
    told = notice()
    return [_digest(post, day, told) for post in posts_with_inbox() if holders_on(post=post, on=day).exists()]


def send_digests(*, day: dt.date, at: dt.datetime, send: Callable[[Digest], None]) -> Outcome:
    """Send every digest that is not empty and was not sent that day, and say what became of each.

    `send` raises OSError where a letter cannot be delivered; that post may be tried again the same day.
    """
    sent: list[Digest] = []
    failed: list[tuple[Digest, str]] = []
    before = nothing = 0
    for digest in digests(day=day):
        if digest.empty:
            nothing += 1
        elif not claim_reminder(post=digest.post, day=day, at=at):
            before += 1
        else:
            try:
                send(digest)
            except OSError as fault:
                release_reminder(post=digest.post, day=day)
                failed.append((digest, str(fault)))
            else:
                sent.append(digest)
    return Outcome(tuple(sent), before, nothing, tuple(failed))


def _digest(post: Post, day: dt.date, told: Notice) -> Digest:
    """Return what waits for the holders of a post by this post, each thing once."""
    waiting = {
        (one.task, one.key): one
        for tenure in holders_on(post=post, on=day)
        for one in desk_of(reach=reach_of(person=tenure.person, on=day, post=post), notice=told).waiting
    }
    return Digest(
        post=post,
        day=day,
        overdue=_due(waiting.values(), lambda due: due < day),
        soon=_due(waiting.values(), lambda due: day <= due <= day + AHEAD),
    )


def _due(waiting: Iterable[Waiting], when: Callable[[dt.date], bool]) -> tuple[Waiting, ...]:
    chosen = (one for one in waiting if when(one.due))
    return tuple(sorted(chosen, key=lambda one: (one.due, one.since, one.key)))


def _line(one: Waiting) -> str:
    return f"  {one.due.month}月{one.due.day}日　{one.task.value}　{one.title}（{one.unit}）"
