"""What the street office asks of its units each year: the lines of its breakdown table, and what came of some."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.kernel.recurrence import BeforeFestival, Every, Frequency, Once
from taizhang.processes.demo.theme import BELOW, COMMUNITIES

SCHEME_TITLE = "{year}年宣传文化工作任务分解表"
DOCUMENT = "关于印发《{year}年宣传文化工作任务分解表》的通知（梧街办〔{before}〕{number}号）"
DOCUMENT_NUMBERS = {2025: 41, 2026: 38}
OUTLINE = "清江区基层宣传文化工作要点（清宣〔{before}〕15号）"
OVER = "{year}年的任务全部到期，{after}年的任务另行下发。"


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One line of the table. `lead` and `supporting` are keys of units; `sorts` are responsible beside the lead.

    `often` returns the frequency in a year. Each record of one of the `kinds`, with one of the
    `words` in its title where there are any, fulfils it once.
    """

    number: str
    content: str
    goal: str
    often: Callable[[int], Frequency]
    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()
    lead: str = "wutong"
    sorts: tuple[str, ...] = BELOW
    supporting: tuple[str, ...] = ()
    basis: str = OUTLINE
    evidence: str = "现场照片"
    closes_above: bool = False


TASKS = (
    TaskPlan("1.1", "组织集中学习", "每月有主题、有签到，缺席的当月补学。", lambda _: Every("month"),
             ("study_session",), evidence="签到表、现场照片"),
    TaskPlan("1.2", "开展业务培训", "信息员、志愿者、图书室管理员轮流参加，讲练结合。", lambda _: Every("quarter"),
             ("training",), sorts=COMMUNITIES, supporting=("yunjing", "changting", "shiqiao"),
             evidence="签到表、现场照片", closes_above=True),
    TaskPlan("2.1", "组织理论宣讲", "每季度不少于两场，讲身边的事，用方言讲。", lambda _: Every("quarter", 2),
             ("briefing",), lead="qinghe", sorts=COMMUNITIES),
    TaskPlan("2.2", "举办公益讲座", "时间避开上班，提前一周公布主题。", lambda _: Every("quarter", due_day=25),
             ("lecture",), basis="《中华人民共和国公共文化服务保障法》"),
    TaskPlan("3.1", "春节前走访慰问困难家庭", "走访到户，有记录，有回音。", lambda _: BeforeFestival("春节"),
             ("visit",), ("春节",), closes_above=True),
    TaskPlan("3.2", "中秋节前走访困难家庭", "与帮扶工作一道安排，不重复上门。", lambda _: BeforeFestival("中秋节", 3),
             ("visit",), ("中秋",), lead="wanghe"),
    TaskPlan("3.3", "开展传统节日活动", "每季度至少一场，居民自己办、自己演。", lambda _: Every("quarter"),
             ("festival_activity",)),
    TaskPlan("4.1", "组织暑期青少年活动", "活动室按时开放，每场有人看护。", lambda year: Once(dt.date(year, 8, 31)),
             ("youth_programme",), ("暑期",), basis="《中华人民共和国未成年人保护法》"),
    TaskPlan("5.1", "开展年度自查", "对照清单查台账、查阵地，结果在工作例会上说清楚。", lambda _: Every("year", due_day=20),
             ("meeting",), ("12月工作例会",), evidence="自查表"),
    TaskPlan("6.1", "更新宣传栏", "内容过季就换，破损当天修。", lambda _: Every("quarter"),
             ("publicity_item",), basis=""),
    TaskPlan("6.2", "举办群众文体比赛", "报名不设门槛，结果当场公布。", lambda _: Every("year", due_day=15),
             ("contest",), sorts=COMMUNITIES, supporting=("yunjing",)),
    TaskPlan("7.1", "会商场地和演出队伍", "每半年一次，场地共享，队伍统一调配。", lambda _: Every("half"),
             ("meeting",), ("会商会",), sorts=()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Objection:
    """A unit's objection to a duty, and how the street office answered it; `release` lets it go."""

    unit: str
    number: str
    reason: str
    answer: str
    release: bool


OBJECTIONS = {
    2025: Objection(
        "changting",
        "2.2",
        "村里没有能坐下三十人的讲堂，讲座一直与云井村合办，由云井村登记。",
        "情况属实，合办的讲座由云井村承担，长亭村不再单独安排。",
        release=True,
    ),
    2026: Objection(
        "dongli",
        "6.2",
        "社区活动广场上半年维修，办不了比赛，请求减免。",
        "全年一次即可，下半年广场恢复使用后安排，也可以借街道文化站的场地。",
        release=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Excuse:
    """A unit excused from the occurrence of a task that runs on a day."""

    unit: str
    number: str
    on: dt.date
    reason: str


FESTIVALS = ("3.1", "3.2", "3.3")
DAY_IS_OVER = "节日已过，补办没有意义；{after}年同一任务照常要求，提前两周安排。"
YEAR_IS_OVER = "经核实没有开展，年度任务已经结束，不再补办；{after}年同一任务照常要求。"
"""What is said of what nobody made up for in the first quarter of the next year."""

EXCUSES = (
    Excuse("liupu", "3.3", dt.date(2025, 8, 18), "社区广场和活动室在第三季度整体维修，没有场地。"),
    Excuse("shiqiao", "3.1", dt.date(2026, 2, 11), "节前连日雨雪、村道结冰，走访改到正月里进行。"),
    Excuse("yunjing", "3.3", dt.date(2026, 8, 17), "第三季度村道和文化礼堂同时施工，活动并入第四季度。"),
)
