"""Lists of duties as official papers: what a post answers for, and the tasks of a scheme, to print or to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from taizhang.compiler.document import Document, Inline, Paragraph, Table, Text
from taizhang.compiler.markup import one_line
from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import name_on
from taizhang.kernel.recurrence import frequency_of, say
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Duty, Scheme, Task
from taizhang.ledgers.duties.rules import Role
from taizhang.ledgers.duties.selectors import duties_of_posts, in_order_of_numbers, tasks_of, with_answering
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import find_fonts
from taizhang.render.pdf import pdf_bytes

NO_BASIS = "无依据"
_NONE = "—"


class UnknownPost(Refused):
    """The unit has no post of that name, or several."""


def post_by(*, text: str, unit: Unit) -> Post:
    """Return the post of that name in a unit.

    Raises:  UnknownPost, naming those that there are.
    """
    told = text.strip()
    posts = list(Post.objects.filter(unit=unit).select_related("unit").order_by("pk"))
    found = [post for post in posts if post.name == told]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownPost(f"{unit.name}有几个岗位都叫“{told[:60]}”，请先改成不同的名称。")
    there = f"现有：{'、'.join(post.name for post in posts)}。" if posts else "这个单位还没有岗位。"
    raise UnknownPost(f"{unit.name}没有岗位“{told[:60]}”。{there}")


def post_paper(*, post: Post, on: dt.date) -> Document:
    """Return the responsibility list of a post on a day: every duty that it carries out or answers for."""
    unit = name_on(unit=post.unit, day=on)
    duties = list(duties_of_posts(posts=[post.pk]))
    rows = [
        (
            str(number),
            f"{duty.task.content}{f'（{duty.task.goal}）' if duty.task.goal else ''}",
            say(frequency_of(duty.task.frequency)),
            f"{Role(duty.role).label}单位，{parts_played(duty, post)}",
            duty.task.basis or NO_BASIS,
        )
        for number, duty in enumerate(duties, start=1)
    ]
    schemes = list(dict.fromkeys(f"《{duty.task.scheme.title}》" for duty in duties))
    lead = (
        f"{unit}{post.name}的责任共{len(duties)}项，来自{'、'.join(schemes)}，列出如下。责任落在岗位上，换人不换岗。"
        if duties
        else f"{unit}{post.name}现在没有责任。"
    )
    columns = ("序号", "任务", "频次或时限", "责任", "依据")
    return _paper(f"{unit}{post.name}责任清单", lead, columns, rows, align="cllll", signer=unit, on=on)


def scheme_paper(*, scheme: Scheme, on: dt.date) -> Document:
    """Return the tasks of a scheme, those in force or of a draft all, with who answers for each."""
    unit = name_on(unit=scheme.unit, day=on)
    tasks = in_order_of_numbers(with_answering(tasks_of(scheme=scheme)))
    rows = [
        (
            task.number,
            f"{task.content}{f'（{task.goal}）' if task.goal else ''}",
            _who(task, Role.LEAD) or _NONE,
            _who(task, Role.RESPONSIBLE) or _NONE,
            say(frequency_of(task.frequency)),
            task.basis or NO_BASIS,
        )
        for task in tasks
    ]
    issued = scheme.versions.order_by("-number").first()
    if issued is None:
        lead = f"本方案是草稿，还没有下发。任务共{len(tasks)}项。"
    else:
        document = f"依据{issued.document}，" if issued.document else "没有印发文件，"
        lead = f"{document}{unit}下发，第{issued.number}版。任务共{len(tasks)}项，列出如下。"
    columns = ("编号", "任务和目标", "牵头单位", "责任单位", "频次或时限", "依据")
    return _paper(scheme.title, lead, columns, rows, align="llllll", signer=unit, on=on)


def parts_played(duty: Duty, post: Post) -> str:
    """Return what a post is in a duty: first responsible, directly responsible, the one that carries it out."""
    named = ((duty.first_post_id, "第一责任"), (duty.direct_post_id, "直接责任"), (duty.post_id, "承办"))
    return "、".join(label for pk, label in named if pk == post.pk)


def paper_file(*, paper: Document, form: str, font_folders: Sequence[Path]) -> bytes:
    """Return a paper as "docx" or "pdf".

    Raises:  FontsMissing for a PDF without any Chinese font.
    """
    if form == "docx":
        return docx_bytes(document=paper, profile="word")
    return pdf_bytes(document=paper, profile="word", fonts=find_fonts(folders=tuple(font_folders)))


def _who(task: Task, role: Role) -> str:
    return "、".join(one.unit.name for one in task.assignments.all() if one.role == role.value)


def _paper(
    title: str,
    lead: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    align: str,
    signer: str,
    on: dt.date,
) -> Document:
    cells = tuple(tuple(_cell(text) for text in row) for row in rows)
    table = (Table("", columns, cells, align),) if cells else ()
    return Document(
        title=one_line(title),
        subject=one_line(title),
        genre="责任清单",
        addressee="",
        blocks=(Paragraph((Text(one_line(lead)),)), *table),
        signer=one_line(signer),
        signed_on=on,
    )


def _cell(text: str) -> tuple[Inline, ...]:
    return (Text(one_line(text)),)
