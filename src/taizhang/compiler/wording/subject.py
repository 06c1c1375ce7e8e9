"""How the subject of a report is said without doubling a word: 工作工作情况, 责任制工作 …"""

from __future__ import annotations

import re

from taizhang.kernel.refusal import Refused

_GENRE = re.compile(r"(?:(?:自查|总结)?报告|(?:汇报|经验|经验交流|自查|总结)材料|汇报|总结)$")
_SITUATION = re.compile(r"的?(?:贯彻|落实|执行|推进|开展)*情况的?$")
_SYSTEM = re.compile(r"(?:责任制|制度|方案|计划|规划|清单|任务|要求|办法|意见|规定|条例|规范|细则)$")
_YEAR = re.compile(r"^\d{4}年度?")


class NoSubject(Refused):
    """A report without a subject."""


def plain_subject(*, subject: str, unit_name: str, period_label: str) -> str:
    """Return the subject alone: 2025年梧桐街道宣传文化工作情况汇报 -> 宣传文化工作.

    What the title says already (the unit, the period, 情况, the genre) is taken off.
    Raises:  NoSubject when nothing is left.
    """
    plain = re.sub(r"[\s“”\"'。，]+", "", subject)
    if plain.startswith("《") and plain.count("《") == 1:
        plain = plain.replace("《", "").replace("》", "")
    for _ in range(3):
        plain = plain.removeprefix("关于").removeprefix(unit_name)
        plain = _YEAR.sub("", re.sub(f"^{re.escape(period_label)}度?", "", plain))
        plain = plain.removeprefix("的").removeprefix("开展")
    plain = _SITUATION.sub("", _GENRE.sub("", plain))
    if not plain:
        raise NoSubject("没有报告主题：请写明报告讲哪项工作，例如“宣传文化工作”“新时代文明实践工作”。")
    return plain


def is_system(subject: str) -> bool:
    """Return whether the subject is something to be carried out (责任制, 方案) rather than a work."""
    return _SYSTEM.search(subject) is not None


def as_work(subject: str) -> str:
    """Return the subject as a noun for work: 家风建设 -> 家风建设工作; a system stays as it is."""
    return subject if subject.endswith("工作") or is_system(subject) else f"{subject}工作"


def as_situation(subject: str) -> str:
    """Return the subject with 情况: 宣传文化工作情况, 宣传文化工作责任制落实情况."""
    return f"{as_work(subject)}{'落实' if is_system(subject) else ''}情况"


def as_deed(subject: str) -> str:
    """Return the subject as a deed: 开展宣传文化工作, 落实宣传文化工作责任制."""
    return f"{'落实' if is_system(subject) else '开展'}{as_work(subject)}"
