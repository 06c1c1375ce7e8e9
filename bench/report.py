"""The report that is written again and again: about four pages, 40 figures, 2 tables; each time of another office.

Every call gives other numbers and another office, which is named in every paragraph, so no way of
writing can live on what it remembers of the last one.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from taizhang.compiler.document import (
    Block,
    Document,
    Figure,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
)
from taizhang.kernel.source_ref import SourceRef

FIGURES = 40
SOURCES_EACH = 3
_FIRST = ("梧桐", "青禾", "望河", "临江", "柳浦", "北园", "东篱", "云井", "长亭", "石桥", "南湖", "松岭")
_KIND = ("街道", "镇", "乡")
_PARTS = ("一社区", "二社区", "三社区", "河东社区", "河西社区", "上湾村", "下湾村")

_OPENING = "{office}今年坚持把工作记在平时、做在经常，共登记工作记录 {} 条，涉及 {} 个社区（村）、{} 类工作。现将全年情况汇报如下。"
_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "主要工作及成效",
        (
            (
                "学习培训形成课表。",
                "{office}全年组织集中学习 {} 次，参加 {} 人次；举办业务培训 {} 期，培训 {} 人次、{} 小时。学习内容年初排定、月初公布，主讲人轮流担任，课后由社区文书当天登记，学习资料统一存放在各社区（村）图书室，居民和工作人员都可以借阅。",
            ),
            (
                "群众活动贴近院落。",
                "{office}开展社区活动 {} 场，参与 {} 人次；举办讲座 {} 期，听讲 {} 人次；组织青少年活动 {} 场，参与 {} 人次。活动安排由居民小组提出、社区汇总，每季度公布一次，尽量放在晚上和周末，老年人较多的楼院由志愿者上门通知，场地不足的就近借用学校操场和文化站排练厅。",
            ),
            (
                "节日活动一节一题。",
                "春节、元宵、清明、端午、中秋、重阳期间，{office}共举办节日活动 {} 场，参与 {} 人次，占全部活动的 {}。写春联、猜灯谜、包粽子、做月饼等项目由居民自己报名、自己主持，节目单和所需物品提前一周张贴，活动结束后场地当场清扫，剩余物品登记入库，下一次接着使用。",
            ),
            (
                "阵地设施常开常新。",
                "{office}的文化站、图书室、广场和宣传栏按月自查，全年自查 {} 次，发现问题 {} 件，已整改 {} 件。图书室延长开放到晚上八点，周末不闭馆；宣传栏每月更换一期，内容先审后贴；广场照明和座椅由社区每周查看一次，损坏的三天内修好。",
            ),
        ),
    ),
    (
        "主要做法",
        (
            (
                "一件事只记一次。",
                "{office}要求谁办的事谁登记，时间、地点、人数、照片一次填齐，当天报审。月报、季报、年报和上级要的表都从同一本台账取数，更正留有痕迹。与上一年相比，基层填表减少 {} 张，重复报送减少 {} 次，文书把省下来的时间用在走访和组织活动上。",
            ),
            (
                "一项任务一个岗位。",
                "{office}把年度任务分解为 {} 项，逐项写明牵头单位、责任岗位、完成时限和应有的佐证材料，每季度检查一次，全年检查 {} 次。检查结果当场反馈，能当场改的当场改，需要协调的列入下一次例会，由分管负责同志逐件过问，直到办结为止。",
            ),
        ),
    ),
    (
        "存在的问题和下一步打算",
        (
            (
                "查找不足。",
                "对照年初安排，{office}还有 {} 项工作不够到位：部分记录照片补得晚，个别村活动次数偏少，讲座的题目与居民想听的还有距离。问题、原因、措施、责任岗位和完成时限见下表。",
            ),
        ),
    ),
)
_CLOSING = "下一步，{office}将用好冬春两季居民空闲较多的时段，补齐活动偏少的 {} 个村，年底前完成全年台账的核对和照片补录，并把核对结果向各社区（村）公布，听取居民意见后再安排下一年的工作。"

_PROBLEMS = (
    ("照片补录偏晚", "活动当天没有专人拍摄", "每场活动定一名记录员", "社区文书", "1月31日"),
    ("上湾村活动偏少", "场地正在修缮", "借用小学礼堂，先行恢复每月一场", "村综合服务岗", "2月15日"),
    ("讲座题目不贴近", "题目由街道统一拟定", "每季度征集一次题目", "文化专干", "3月31日"),
    ("图书更新不及时", "采购集中在年底", "改为每季度采购一次", "图书室管理员", "4月30日"),
    ("青少年活动时段集中", "多排在暑期", "寒假和周末各增加一场", "校外辅导岗", "2月28日"),
    ("宣传栏损坏", "露天日晒雨淋", "更换防雨面板，每月查看", "宣传文化岗", "5月31日"),
    ("志愿者排班不均", "登记不全", "按社区重新登记，按月排班", "志愿服务岗", "3月15日"),
    ("器材保管分散", "没有统一库房", "腾出一间库房，出入登记", "文化站", "6月30日"),
)  # fmt: skip


def office_of(number: int) -> str:
    """Return the office whose report has that number."""
    return _FIRST[number % len(_FIRST)] + f"第{number}" + _KIND[number % len(_KIND)]


def report(number: int, *, sources_each: int = SOURCES_EACH) -> Document:
    """Return the report with that number; the same number gives the same report.

    Every figure stands on so many records, and as a rule a record stands under several figures.
    """
    writer = _Writer(number, sources_each)
    blocks = writer.blocks()
    return Document(
        title=f"{writer.office}2025年工作情况汇报", subject="宣传文化工作", genre="periodic",
        addressee="区文明实践中心", blocks=blocks, signer=f"{writer.office}办事处",
        signed_on=dt.date(2025, 12, 26), figures=tuple(writer.figures),
        meta=(("全宗号", "0127"), ("年度", "2025"), ("保管期限", "30年"), ("机构", "党政办公室")),
    )  # fmt: skip


class _Writer:
    """Writes one report and collects its figures as they come."""

    def __init__(self, number: int, sources_each: int) -> None:
        self.office = office_of(number)
        self.dice = Random(number)
        self.figures: list[Figure] = []
        self.records = [self.source(place) for place in range(FIGURES * sources_each // SOURCES_EACH)]
        self.sources_each = sources_each

    def blocks(self) -> tuple[Block, ...]:
        blocks: list[Block] = [Paragraph(self.inlines(_OPENING))]
        for index, (heading, paragraphs) in enumerate(_SECTIONS):
            blocks.append(Heading(1, f"{'一二三四'[index]}、", (Text(heading),)))
            for place, (lead, text) in enumerate(paragraphs):
                blocks.append(Heading(2, f"（{'一二三四'[place]}）", (Text(lead),), run_in=True))
                blocks.append(Paragraph(self.inlines(text)))
            if index == 0:
                blocks.append(self.by_part())
        blocks.append(self.problems())
        blocks.append(Paragraph(self.inlines(_CLOSING)))
        return tuple(blocks)

    def inlines(self, text: str) -> tuple[Inline, ...]:
        """Return the text with a figure in each of its gaps; the blanks beside them are for reading only."""
        first, *rest = text.replace("{office}", self.office).split("{}")
        pieces: list[Inline] = [Text(first.strip(" "))]
        for before, piece in zip([first, *rest], rest, strict=False):
            unit = "%" if before.endswith("占全部活动的 ") else "次"
            pieces += (self.figure(unit), Text(piece.strip(" ")))
        return tuple(pieces)

    def by_part(self) -> Table:
        rows = tuple(
            (
                (Text(part),),
                (self.figure("场"),),
                (self.figure("人次"),),
                (Text("每月自查"),),
                (Text("按期"),),
            )
            for part in _PARTS
        )
        return Table(
            "各社区（村）活动开展情况",
            ("单位", "活动（场）", "参与（人次）", "阵地自查", "报送"),
            rows,
            "lrrcc",
        )

    def problems(self) -> Table:
        rows = tuple(tuple((Text(cell),) for cell in row) for row in _PROBLEMS)
        return Table("问题与措施", ("问题", "原因", "措施", "责任岗位", "完成时限"), rows, "lllcc")

    def figure(self, unit: str) -> FigureRef:
        index = len(self.figures)
        value = f"{self.dice.uniform(5, 60):.1f}" if unit == "%" else str(self.dice.randint(3, 9000))
        records = self.records
        sources = tuple(records[(index + 13 * place) % len(records)] for place in range(self.sources_each))
        self.figures.append(
            Figure(
                key=f"f{index + 1}", rule="activities_held", rule_version=1, label="开展各类活动",
                definition="统计期内开展的各类活动场次，按记录去重。", value=value,
                text=f"{value}%" if unit == "%" else value, unit=unit, period="2025年",
                start=dt.date(2025, 1, 1), until=dt.date(2026, 1, 1), unit_id=1, unit_name=self.office,
                position=2048, sources=sources,
            )
        )  # fmt: skip
        return FigureRef(index)

    def source(self, number: int) -> SourceRef:
        return SourceRef(
            source=f"records:{number}", revision=1, unit=2, on=dt.date(2025, 1 + number % 12, 5),
            number=f"2025-{number:06d}", title=f"邻里学堂第{number}讲", unit_name=_PARTS[number % 7],
            digest=f"{self.dice.getrandbits(256):064x}",
        )  # fmt: skip
