"""Remind the inboxes of posts of what is overdue or soon due: one digest a day at most."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import holders_on, posts_with_inbox, reach_of
from taizhang.foundation.accounts.services import claim_reminder, release_reminder
from taizhang.foundation.office_days.selectors import notice
from taizhang.kernel.workdays import Notice
from taizhang.processes.desk import AHEAD, Task, Waiting, desk_of
from taizhang.processes.duties import Below

LAPSED, SOON = (Task.LAPSED, Task.CHECK_LAPSED, Task.RECTIFY_LAPSED), (Task.DUE, Task.CHECK)
"""What is owed by posts and units that is overdue, or due within a week: of these a digest says how many more there are."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a digest: its heading, how the subject counts it, what it tells, how many more there are."""

    heading: str
    counted: str
    waiting: tuple[Waiting, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one post is reminded of on a day: urged by the unit above, overdue, due within a week, open below.

    `more` is how many things of each sort there are beyond those that are told.
    """

    post: Post
    day: dt.date
    urged: tuple[Waiting, ...]
    overdue: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]
    more: Counter[Task]
    below: Below

    @property
    def empty(self) -> bool:
        return not self._sections() and not self.below.number

    @property
    def subject(self) -> str:
        """Return the subject line."""
        told = [f"{len(one.waiting) + one.more} {one.counted}" for one in self._sections()]
        told += [f"下级单位 {self.below.number} 项逾期"] if self.below.number else []
        return f"【臺帳】{self.post.unit.name} {self.post.name}：{'，'.join(told)}"

    def text(self, *, address: str) -> str:
        """Return the letter; `address` is where the office is served, "" where that is not set."""
        lines = [f"{self.post.unit.name} {self.post.name}：", ""]
        for section in self._sections():
            lines.append(section.heading)
            for one in section.waiting:
                sort = "到期" if one.task is Task.URGED else f"　{one.task.value}"
                lines.append(f"  {self._on(one.due)}{sort}　{one.title}（{one.unit}）")
                lines += [f"    {one.note}"] if one.note else []
            lines += [f"  另有 {section.more} 项，见“我的责任”", ""] if section.more else [""]
        lines += self._below()
        lines.append(f"请登录办理：{address}" if address else "请登录臺帳办理。")
        lines.append("这样的提醒一天至多一封。收件邮箱在“岗位与人员”里修改或清空。")
        return "\n".join(lines) + "\n"

    def _sections(self) -> list[Section]:
        """Return the sections that tell anything."""
        sections = (
            Section("上级催办", "项上级催办", self.urged, self.more[Task.URGED]),
            Section("已经逾期", "项逾期", self.overdue, self._more(LAPSED)),
            Section("一周内到期", "项一周内到期", self.soon, self._more(SOON)),
        )
        return [section for section in sections if section.waiting]

    def _more(self, tasks: Iterable[Task]) -> int:
        return sum(self.more[task] for task in tasks)

    def _below(self) -> list[str]:
        if not self.below.number:
            return []
        lines = [f"{self.below.heading}（{self.below.number} 项）"]
        for unit in self.below.units:
            lines.append(f"  {unit.unit} {unit.number} 项")
            lines += [f"    {self._on(one.due)}到期　{one.title}" for one in unit.lapses]
        return [*lines, f"  另有 {self.below.untold} 项，见进度表", ""] if self.below.untold else [*lines, ""]

    def _on(self, due: dt.date) -> str:
        year = "" if due.year == self.day.year else f"{due.year}年"
        return f"{year}{due.month}月{due.day}日"


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
    desks = [
        desk_of(reach=reach_of(person=tenure.person, on=day, post=post), notice=told)
        for tenure in holders_on(post=post, on=day)
    ]
    waiting = {(one.task, one.key): one for desk in desks for one in desk.waiting}
    # What a post owes and what is left open below it is the same for all who hold it.
    rest = [one for one in waiting.values() if one.task is not Task.URGED]
    return Digest(
        post=post,
        day=day,
        urged=tuple(one for one in waiting.values() if one.task is Task.URGED),
        overdue=_due(rest, lambda due: due < day),
        soon=_due(rest, lambda due: day <= due <= day + AHEAD),
        more=desks[0].numbers - Counter(task for task, _ in waiting),
        below=desks[0].below,
    )


def _due(waiting: Iterable[Waiting], when: Callable[[dt.date], bool]) -> tuple[Waiting, ...]:
    chosen = (one for one in waiting if when(one.due))
    return tuple(sorted(chosen, key=lambda one: (one.due, one.since, one.key)))
