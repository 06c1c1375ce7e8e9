"""What the demo's clerk wrote for the yearly report: what no figure can tell."""

from __future__ import annotations

import datetime as dt

REPORT_YEAR = "2025"
REPORT_SUBJECT = "宣传文化工作"
REPORT_DAY = dt.date(2026, 1, 8)
ADDRESSEE = "清江区文明办"

TEXTS = {
    "存在的问题": "\n".join(
        (
            "渡头村并入石桥村后，渡头片文化礼堂、农家书屋的开放时间和管理人员还没有固定下来。",
            "适合上班居民晚间参加的讲座和读书活动不多，青年居民的参与面不够宽。",
            "部分单位月底集中填报，记录因内容不全被退回补正的情况仍然存在。",
        )
    ),
    "下一步工作安排": "\n".join(
        (
            "街道综合文化站会同石桥村，2026年3月底前确定渡头片文化礼堂、农家书屋的开放时间和管理人员。",
            "各社区（村）从2026年1月起在活动当日填报，街道于次月5日前完成审核。",
            "街道图书分馆从2026年第二季度起每月安排两场晚间讲座或夜读活动，由各社区轮流承办。",
            "元宵节、端午节、中秋节等节日活动提前一个月排定，场地和演出队伍由街道统一调配。",
        )
    ),
}
