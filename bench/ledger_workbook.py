"""An office's ledger of a year as an Excel workbook, with the habits of such ledgers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from random import Random

import xlsxwriter

STREET = "梧桐街道"
UNITS = ("青禾社区", "望河社区", "临江社区", "柳浦社区", "北园社区", "东篱社区", "云井村", "长亭村", "石桥村")
YEAR = 2025
COLUMNS = (
    "序号", "日期", "活动名称", "活动类型", "地点", "承办单位", "参加人数", "时长", "发放资料", "主讲人", "内容摘要", "备注",
)  # fmt: skip
ERROR_EVERY, DUPLICATE_EVERY = 100, 250
"""One row in so many has a cell that cannot be taken; one in so many repeats the row before it."""

_TOPICS = (
    ("读书分享会", "文体活动"), ("道德讲堂", "讲堂"), ("健康知识讲座", "讲座"), ("便民服务日", "便民服务"),
    ("包粽子", "传统节日活动"), ("猜灯谜", "传统节日活动"), ("河道清洁志愿服务", "志愿服务"), ("业务学习会", "集中学习"),
    ("工作例会", "会议"), ("文书业务培训", "业务培训"), ("暑期书法班", "青少年活动"), ("象棋比赛", "比赛"),
    ("看望高龄老人", "走访慰问"), ("防汛知识宣传栏更新", "宣传信息"),
)  # fmt: skip
_PLACES = ("文化广场", "社区活动室", "图书室", "学习讲堂", "小学操场", "文化站排练厅", "河堤步道")
_HOSTS = ("社区文书", "文化专干", "图书室管理员", "区图书馆馆员", "驻点教师", "")
_SUMMARIES = (
    "按年初排定的课表开展，居民自愿报名，现场登记人数并拍照留存。",
    "由居民小组提出、社区汇总后安排，志愿者协助布置场地和通知老人。",
    "活动提前一周张贴通知，结束后清扫场地，剩余物品登记入库。",
)
_BAD_CELLS = (
    ("日期", f"{YEAR}-02-30"),
    ("参加人数", "若干"),
    ("承办单位", "明月坞社区"),
    ("参加人数", "见签到表"),
)


def write_ledger(*, path: Path, rows: int) -> None:
    """Write a title, the header, so many rows, a total and a footer line. The same rows every time."""
    dice = Random(2025)
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("活动台账")
    sheet.write(0, 0, f"{STREET}{YEAR}年度活动台账")
    sheet.write_row(1, 0, COLUMNS)
    day_format = workbook.add_format({"num_format": "yyyy/m/d"})
    before: Sequence[object] = ()
    for number in range(1, rows + 1):
        cells = before if number % DUPLICATE_EVERY == 0 else _row(number, dice)
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number + 1, column, cell, day_format)
            else:
                sheet.write(number + 1, column, cell)
        before = cells
    sheet.write(rows + 2, 0, "合计")
    sheet.write(rows + 3, 0, "填报人：　　　审核人：")
    workbook.close()


def write_units(path: Path) -> None:
    """Write the street and its units as a table that `units import` reads."""
    lines = ["名称,代码,级别,上级", f"{STREET},320999001000,街道,"]
    lines += [f"{name},,{'村' if name.endswith('村') else '社区'},{STREET}" for name in UNITS]
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")


def _row(number: int, dice: Random) -> list[object]:
    topic, kind = dice.choice(_TOPICS)
    row: list[object] = [
        number,
        _date(dt.date(YEAR, 1, 1) + dt.timedelta(days=dice.randrange(365)), dice),
        f"{topic}第{number}场",
        kind,
        dice.choice(_PLACES),
        dice.choice(UNITS),
        _people(dice.randint(8, 400), dice),
        dice.choice(("60分钟", "90分钟", "1.5小时", "2小时", "")),
        dice.choice((100, 200, "")) if kind in ("宣传信息", "便民服务") else "",
        dice.choice(_HOSTS),
        dice.choice(_SUMMARIES),
        dice.choice(("", "", "照片3张", "照片2张，签到表1份")),
    ]
    if number % ERROR_EVERY == 0:
        column, cell = _BAD_CELLS[number // ERROR_EVERY % len(_BAD_CELLS)]
        row[COLUMNS.index(column)] = cell
    return row


def _date(day: dt.date, dice: Random) -> object:
    """Return the day in one of the ways in which offices write it; most are real dates."""
    match dice.randrange(10):
        case 0:
            return f"{day.year}.{day.month}.{day.day}"
        case 1:
            return f"{day.year}年{day.month}月{day.day}日"
        case 2:
            return f"{day.month}月{day.day}日"
        case 3:
            return day.isoformat()
        case 4:
            after = day + dt.timedelta(days=1)
            return f"{day.month}月{day.day}日-{after.day}日" if after.month == day.month else day.isoformat()
        case _:
            return day


def _people(number: int, dice: Random) -> object:
    """Return the head count in one of the ways in which offices write it."""
    match dice.randrange(10):
        case 0:
            return f"约{number // 10 * 10 + 10}人"
        case 1:
            return f"{number}人"
        case 2:
            return f"{number // 100 + 1}00余人"
        case 3:
            return f"近{number // 10 + 1}0人"
        case 4:
            return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case _:
            return number
