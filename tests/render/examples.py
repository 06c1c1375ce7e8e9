"""Invented documents that the layout tests set."""

from __future__ import annotations

import datetime as dt

from taizhang.compiler.document import (
    Annex,
    Block,
    Chart,
    Colophon,
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

FILLER = "春风又绿江南岸明月何时照我还两岸猿声啼不住轻舟已过万重山"
"""28 hanzi without a sign: they fill one line of the core."""

COLOPHON = Colophon(
    ("区文明实践中心", "区文化馆", "区图书馆", "各社区居民委员会", "各村民委员会", "街道综合文化站"),
    "梧桐街道党政办公室",
    dt.date(2025, 12, 30),
)
"""Its copies take two lines."""

YEAR = {"start": dt.date(2025, 1, 1), "until": dt.date(2026, 1, 1), "period": "2025年"}
COMMUNITIES = (
    "青禾社区",
    "望河社区",
    "临江社区",
    "柳浦社区",
    "北园社区",
    "东篱社区",
    "云井村",
    "长亭村",
    "石桥村",
)


def source(number: int, *, on: dt.date = dt.date(2025, 3, 5)) -> SourceRef:
    """Return a record of a community activity."""
    return SourceRef(
        source=f"records:{number}",
        revision=1,
        unit=2 + number % 9,
        on=on,
        number=f"2025-{number:06d}",
        title=f"“邻里学堂”第{number}讲",
        unit_name=COMMUNITIES[number % 9],
        digest=f"{number:064x}",
    )


def figure(key: str, text: str, *, value: str | None = "", unit: str = "场", sources: int = 2) -> Figure:
    """Return a figure that prints `text`, which is its value unless told otherwise, and stands on so many records."""
    return Figure(
        key=key,
        rule=key.split("@")[0],
        rule_version=1,
        label=f"活动场次（{key}）",
        definition="状态为已核的活动记录，同一活动计1场",
        value=text if value == "" else value,
        text=text,
        unit=unit,
        unit_id=1,
        unit_name="梧桐街道",
        position=2048,
        sources=tuple(source(number) for number in range(1, sources + 1)),
        **YEAR,  # type: ignore[arg-type]
    )


def document(*blocks: Block, **changes: object) -> Document:
    """Return a document of these blocks with a plain title, addressee and signature."""
    facts: dict[str, object] = {
        "title": "梧桐街道2025年工作情况汇报",
        "subject": "新时代文明实践工作",
        "genre": "periodic",
        "addressee": "区文明实践中心",
        "blocks": tuple(blocks),
        "signer": "梧桐街道办事处",
        "signed_on": dt.date(2025, 12, 26),
        "meta": (("全宗号", "0127"), ("年度", "2025"), ("保管期限", "30年"), ("机构", "党政办公室")),
    }
    return Document(**{**facts, **changes})  # type: ignore[arg-type]


def text(*pieces: str | int) -> tuple[Inline, ...]:
    """Return inlines: a string is text, a number the place of that figure."""
    return tuple(Text(piece) if isinstance(piece, str) else FigureRef(piece) for piece in pieces)


def paragraph(*pieces: str | int) -> Paragraph:
    """Return a body paragraph."""
    return Paragraph(text(*pieces))


def filler_document(*, lines: int) -> Document:
    """Return one paragraph that fills so many lines of the core with hanzi alone."""
    return document(Paragraph((Text(FILLER * lines),)), title="满版试排", addressee="", figures=())


def report() -> Document:
    """Return a report of about four pages: 40 figures, 2 tables, a chart, an annex with its sources."""
    values = [386, 31204, 14860, 128, 37, 5964, 751, 46, 43, 3, 42, 72, 9, 24, 118, 96, 12, 8, 15, 6, 214, 63]
    table_values = [71, 58, 52, 47, 43, 39, 28, 26, 22]
    figures = [figure(f"figure_{i}@2025", str(value), sources=3) for i, value in enumerate(values)]
    figures += [figure(f"by_unit_{i}@2025", str(value), sources=3) for i, value in enumerate(table_values)]
    figures += [
        figure(f"people_{i}@2025", str(value * 37), unit="人次", sources=3)
        for i, value in enumerate(table_values)
    ]
    by_unit = Table(
        caption="各社区（村）活动开展情况",
        columns=("单位", "活动（场）", "参与（人次）"),
        align="lrr",
        rows=tuple(
            (text(name), text(len(values) + i), text(len(values) + 9 + i))
            for i, name in enumerate(COMMUNITIES)
        ),
    )
    problems = Table(
        caption="问题与整改措施",
        columns=("问题", "原因", "整改措施", "责任岗位", "完成时限"),
        align="lllcc",
        rows=(
            (
                text("部分活动记录缺少现场照片"),
                text("采集不及时，事后补录"),
                text("活动当天由社区文书上传，次日复核"),
                text("社区文书"),
                text("1月31日"),
            ),
            (
                text("云井村文化活动室开放时间偏短"),
                text("管理员为兼职"),
                text("增聘2名志愿者轮值，周末延长开放至20时"),
                text("村综合服务岗"),
                text("2月15日"),
            ),
            (
                text("读书会参与人数不均衡"),
                text("选题与居民需求不够贴近"),
                text("每季度征集一次书目，按点单情况排期"),
                text("文化专干"),
                text("3月31日"),
            ),
            (
                text("节庆活动安排过于集中"),
                text("计划编制较晚"),
                text("提前一个月编制计划并向居民公布"),
                text("宣传文化岗"),
                text("长期坚持"),
            ),
        ),
    )
    chart = Chart(
        caption="2025年各季度活动场次",
        kind="bar",
        labels=("第一季度", "第二季度", "第三季度", "第四季度"),
        values=("88", "104", "97", "97"),
        unit="场",
    )
    blocks: tuple[Block, ...] = (
        paragraph(
            "今年以来，梧桐街道以群众需求为导向，统筹",
            12,
            "个社区（村）、",
            11,
            "处设施和渠道，经常性开展便民、惠民、乐民活动。现将2025年工作情况汇报如下。",
        ),
        Heading(1, "一、", text("主要工作及成效")),
        Heading(2, "（一）", text("活动开展常态化。"), run_in=True),
        paragraph(
            "全年共开展志愿服务活动",
            0,
            "场，参与",
            1,
            "人次，累计服务",
            2,
            "小时。“银龄学堂”“小板凳议事”等项目由居民点单、社区派单，形成了固定课表。春节、元宵、端午、中秋、重阳等传统节日期间，组织“我们的节日”主题活动",
            10,
            "场，居民自编自演节目",
            13,
            "个，社区舞台做到月月有演出、节节有主题。",
        ),
        by_unit,
        Heading(2, "（二）", text("理论宣讲进院落。"), run_in=True),
        paragraph(
            "组建“乡音”宣讲队，开展宣讲",
            3,
            "场，其中方言宣讲",
            4,
            "场，覆盖",
            5,
            "人次。宣讲稿先经所在社区试讲，再按清单排期。街道组织学习会",
            16,
            "次、专题辅导",
            17,
            "次，邀请区图书馆、文化馆老师授课，做到有计划、有签到、有记录、有小结。",
        ),
        Heading(2, "（三）", text("阵地管理一处一码。"), run_in=True),
        paragraph(
            "全部设施、渠道张贴自查二维码，累计自查",
            6,
            "处次，发现问题",
            7,
            "件，已整改",
            8,
            "件，未整改的",
            9,
            "件已列入责任清单。文化活动室、农家书屋、社区广场全年开放，接待居民借阅",
            14,
            "册次，举办读书会",
            15,
            "场。",
        ),
        chart,
        Heading(1, "二、", text("主要做法")),
        Heading(2, "（一）", text("责任到岗，一项工作一张清单")),
        Heading(3, "1.", text("清单从任务分解表来。"), run_in=True),
        paragraph(
            "把年度任务分解为",
            20,
            "项，逐项明确牵头单位、责任单位、完成时限和佐证材料，由分管负责同志按季度检查。每一项任务只填一次，各类报表从台账自动取数，基层填表数量比上年减少",
            21,
            "张。",
        ),
        Heading(3, "2.", text("检查与日常工作同部署。"), run_in=True),
        paragraph("结合季度例会同部署、同检查、同总结，检查结果当场反馈，问题当月销号。"),
        Heading(4, "（1）", text("自查。"), run_in=True),
        paragraph("各社区（村）每月自查一次，自查表由系统按上月台账预填，只核对、不重填。"),
        Heading(4, "（2）", text("复查。"), run_in=True),
        paragraph("街道每季度抽查", 18, "处，复查通过率达到要求后方可销号，抽查结果向全街道通报", 19, "次。"),
        Heading(2, "（二）", text("活动到院，一次采集多处使用")),
        paragraph(
            "活动现场由社区文书用手机记录时间、地点、人数和照片，当天报街道审核。审核通过后，月报、季报、年报和上级部门需要的报表都从同一条记录取数，改一处、处处改，更正留有痕迹。赵垚、钱堃、孙喆等居民志愿者参与现场记录，全年没有出现数据打架。"
        ),
        Heading(1, "三、", text("存在的问题和下一步打算")),
        paragraph(
            "一是文艺惠民活动进度偏慢，云井村、长亭村、石桥村较为突出。二是部分记录缺少现场照片。三是节庆活动安排过于集中。针对以上问题，逐项制定措施，明确责任岗位和完成时限，见下表。"
        ),
        problems,
        paragraph(
            "下一步，街道将用好冬至、腊八前后的活动时段，补齐文艺惠民活动；对进度滞后的村逐一会商，帮助解决场地和人手困难，1月底前完成照片补录和全年台账核对。"
        ),
    )
    annexes = (
        Annex("数据来源", (sources_table(rows=30),)),
        Annex(
            "2025年“我们的节日”主题活动安排表",
            (paragraph("各社区（村）按下列安排开展活动，时间以农历为准。"),),
        ),
    )
    return document(
        *blocks,
        title="梧桐街道关于2025年新时代文明实践工作责任制落实情况的汇报",
        figures=tuple(figures),
        annexes=annexes,
    )


def sources_table(*, rows: int) -> Table:
    """Return an annex table of so many records."""
    return Table(
        caption="",
        columns=("序号", "指标", "口径", "日期", "记录编号", "名称", "单位"),
        align="clllllc",
        rows=tuple(
            (
                text(str(i)),
                text("志愿服务活动场次"),
                text("状态为已核的活动记录，同一活动计1场"),
                text(f"2025-{i % 12 + 1:02d}-{i % 28 + 1:02d}"),
                text(f"2025-{i:06d}"),
                text(f"“邻里学堂”第{i}讲：智能手机课"),
                text(COMMUNITIES[i % 9]),
            )
            for i in range(1, rows + 1)
        ),
    )
