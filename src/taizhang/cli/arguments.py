"""The commands and their arguments: the contract of the command line."""

from __future__ import annotations

import argparse
from typing import Any

from taizhang.cli.parser import ChineseParser


def build_parser() -> ChineseParser:
    """Return the parser. Each command names its module and whether it needs the ledger."""
    parser = ChineseParser(prog="taizhang", description="臺帳：一项工作只记一次，每个数字都有出处。")
    parser.add_argument("--version", action="store_true", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command")
    _add_office(commands)
    _add_units(commands)
    _add_people(commands)
    remind = _command(commands, "remind", "给各岗位的邮箱发到期提醒，一天至多一封", "remind")
    remind.add_argument("--show", action="store_true", help="只看要发什么，不发")
    _add_records(commands)
    _add_duties(commands)
    _add_figures(commands)
    _add_report(commands)
    _add_journal(commands)
    read = _command(commands, "read", "读旧报告：修复文字、认出结构、找出数字", "read", needs_ledger=False)
    read.add_argument("file", metavar="文件", help="txt、docx 或 doc")
    read.add_argument("--to", action="append", default=[], metavar="文件", help="另存为 .docx、.md 或 .json")
    proof = _command(
        commands, "proof", "校对文稿：个人信息、日期、空缺、数字和标点用法", "proof", needs_ledger=False
    )
    proof.add_argument("file", metavar="文件", help="txt、docx 或 doc")
    proof.add_argument(
        "--day", default="", metavar="日期", help="文稿的日期（默认今天），没写年份的日期按这一年看"
    )
    proof.add_argument("--name", action="append", default=[], metavar="单位", help="正确的单位名称，可写多次")
    return parser


def _command(
    commands: Any, name: str, help_text: str, deed: str, *, needs_ledger: bool = True
) -> argparse.ArgumentParser:
    """Add a command that `deed` ("module" or "module.function") carries out."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--home", metavar="文件夹", help="数据文件夹（默认取 TAIZHANG_HOME）")
    command.add_argument("--json", action="store_true", help="输出 JSON")
    command.set_defaults(deed=deed, needs_ledger=needs_ledger)
    return command


def _group(commands: Any, name: str, help_text: str) -> Any:
    group = commands.add_parser(name, help=help_text, description=help_text)
    return group.add_subparsers(title="命令", metavar="命令", dest="subcommand", required=True)


def _add_office(commands: Any) -> None:
    init = _command(commands, "init", "新建数据文件夹：数据库、密钥", "office.init", needs_ledger=False)
    init.add_argument("--database", default="", metavar="地址", help="改用 PostgreSQL：postgresql://…")
    _command(commands, "doctor", "检查运行环境和数据", "office.doctor", needs_ledger=False)
    demo = _command(commands, "demo", "载入演示数据，编出年度报告", "demo", needs_ledger=False)
    demo.add_argument("--out", default=".", metavar="文件夹", help="报告放在哪里（默认当前文件夹）")
    serve = _command(commands, "serve", "启动网页服务", "serve", needs_ledger=False)
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机；0.0.0.0 为所有网卡）"
    )
    serve.add_argument("--port", type=int, default=8000, metavar="端口", help="监听端口（默认 8000）")
    serve.add_argument("--demo", action="store_true", help="显示演示账号的一次性口令")


def _add_units(commands: Any) -> None:
    units = _group(commands, "units", "单位：导入、查看、撤并、拆分")
    command = _command(units, "import", "从 CSV、Excel 或行政区划 JSON 导入单位", "units.import_units")
    command.add_argument("file", metavar="文件")
    command = _command(units, "tree", "某一天的单位树", "units.tree")
    command.add_argument("--on", metavar="日期", help="默认今天，形如 2025-06-30")
    command.add_argument("--unit", metavar="单位", help="只看这个单位及其下级")
    command = _command(units, "merge", "撤并：几个单位并入一个", "units.merge")
    command.add_argument("predecessors", nargs="+", metavar="被撤并单位")
    command.add_argument("--into", required=True, metavar="并入单位")
    _add_act(command)
    command = _command(units, "split", "拆分：一个单位分成几个新单位", "units.split")
    command.add_argument("unit", metavar="单位")
    command.add_argument("--into", required=True, nargs="+", metavar="新单位名称")
    _add_act(command)


def _add_act(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", required=True, metavar="日期", help="从哪一天起")
    command.add_argument("--basis", required=True, metavar="依据", help="批复文件")


def _add_people(commands: Any) -> None:
    people = _group(commands, "people", "人员：谁填报、谁审核、谁签发")
    _command(people, "list", "列出人员", "people.list_people")
    command = _command(people, "add", "添加人员", "people.add")
    command.add_argument("login", metavar="登录名")
    command.add_argument("name", metavar="姓名")
    command.add_argument("--unit", metavar="单位")


def _add_records(commands: Any) -> None:
    records = _group(commands, "records", "工作记录：导入、导出、查看、更正")
    command = _command(records, "import", "从 Excel 台账导入", "records_import.import_ledger")
    command.add_argument("file", metavar="文件")
    command.add_argument("--unit", required=True, metavar="单位", help="代码或名称")
    command.add_argument("--year", type=int, metavar="年份", help="日期没写年份时取这一年")
    command.add_argument("--preview", action="store_true", help="只看不存")
    command.add_argument("--good-rows", action="store_true", help="有错的行留下，其余先入账")
    command.add_argument("--errors-to", metavar="文件.xlsx", help="把有错的行另存，带错误说明")
    command.add_argument("--by", metavar="人员", help="由谁审核入账（默认操作员）")
    command = _command(records, "undo", "整批撤销一次导入", "records.undo")
    command.add_argument("batch", metavar="批次号")
    command.add_argument("--by", metavar="人员", help="由谁撤销（默认操作员）")
    command = _command(records, "export", "导出为 Excel，可改后再导入", "records.export")
    command.add_argument("--unit", required=True, metavar="单位")
    command.add_argument("--period", required=True, metavar="期间")
    command.add_argument("--to", required=True, metavar="文件.xlsx")
    command = _command(records, "show", "看一条记录：内容、佐证、历次修订", "records.show")
    command.add_argument("number", metavar="记录编号")
    command = _command(records, "correct", "更正一条已入账的记录（须另一人审核）", "records.correct")
    command.add_argument("number", metavar="记录编号")
    command.add_argument("--set", action="append", required=True, metavar="栏目=值", help="如 参加人数=90")
    command.add_argument("--reason", required=True, metavar="理由")
    command.add_argument("--by", metavar="人员", help="由谁更正（默认操作员）")
    command = _command(records, "accept", "审核：提交的记录入账，或更正生效", "records.accept")
    command.add_argument("number", metavar="记录编号")
    command.add_argument("--by", required=True, metavar="人员")
    command = _command(records, "void", "作废一条记录", "records.void")
    command.add_argument("number", metavar="记录编号")
    command.add_argument("--reason", required=True, metavar="理由")
    command.add_argument("--by", metavar="人员", help="由谁作废（默认操作员）")


def _add_duties(commands: Any) -> None:
    duties = _group(commands, "duties", "责任：导入任务分解表和学习计划、列出以后的期次、岗位责任清单")
    command = _command(
        duties, "import", "从任务分解表或学习计划表导入，存成草稿或并入草稿", "duties_import.import_table"
    )
    command.add_argument("file", metavar="文件", help="Excel、ODS 或 CSV")
    command.add_argument("--unit", default="", metavar="单位", help="下发的单位，代码或名称")
    command.add_argument("--year", type=int, metavar="年份")
    command.add_argument("--title", default="", metavar="名称", help="方案的名称（默认文件名）")
    command.add_argument("--study", action="store_true", help="是学习计划表，存成学习计划")
    command.add_argument("--into", default="", metavar="草稿", help="并入已有草稿：编号或名称")
    command.add_argument(
        "--differing",
        choices=["keep", "replace"],
        help="并入草稿时同编号而不一样的：keep 保留草稿里的，replace 换成表里的",
    )
    command.add_argument("--preview", action="store_true", help="只看不存")
    command.add_argument("--good-rows", action="store_true", help="有错的任务留下，其余先导入")
    command.add_argument("--errors-to", metavar="文件.xlsx", help="把有错的任务另存，带错误说明")
    command.add_argument("--by", metavar="人员", help="由谁起草（默认操作员）")
    command = _command(duties, "list", "一个岗位的责任清单，按公文格式", "duties.list_post")
    command.add_argument("--unit", required=True, metavar="单位", help="代码或名称")
    command.add_argument("--post", required=True, metavar="岗位", help="岗位的名称")
    command.add_argument(
        "--to", action="append", required=True, metavar="文件", help=".docx .pdf .html .md，可写几次"
    )
    command.add_argument("--date", metavar="日期", help="落款的日期（默认今天）")
    _command(duties, "advance", "把各项责任的期次列到明年底（启动网页服务时也会自动列）", "duties.advance")


def _add_figures(commands: Any) -> None:
    figures = _group(commands, "figures", "数字：口径和结果")
    _command(figures, "list", "列出口径", "figures_list.list_rules", needs_ledger=False)
    command = _command(figures, "show", "算一个数，可看出处", "figures.show")
    command.add_argument("rule", metavar="口径")
    command.add_argument("--unit", required=True, metavar="单位")
    command.add_argument("--period", required=True, metavar="期间")
    command.add_argument("--as-of", type=int, metavar="位置", help="按账本封存到这一位时计算")
    command.add_argument("--sources", action="store_true", help="列出每一条来源")
    command = _command(figures, "totals", "逐月累计：跟上账本，使大范围的数算得快", "figures_totals.keep")
    command.add_argument("--rebuild", action="store_true", help="全部丢弃，重新累计")
    command.add_argument("--check", action="store_true", help="与账本逐格对照，指出不符的格")
    command = _command(
        figures, "rollup", "一个单位以下各单位的全部数字，汇成一个文件", "figures_rollup.rollup"
    )
    command.add_argument("--units", required=True, metavar="单位", help="这个单位及其以下各单位")
    command.add_argument("--period", required=True, metavar="期间")
    command.add_argument(
        "--by", choices=["month", "quarter", "year"], help="分月、分季、分年（默认合为一个期间）"
    )
    command.add_argument(
        "--rule", action="append", default=[], metavar="口径", help="可写几次（默认全部口径）"
    )
    command.add_argument(
        "--engine",
        choices=["memory", "sql", "duckdb", "dense", "spark"],
        default="duckdb",
        help="duckdb 读账目导出（默认），dense 也读导出，编译后计算，要另装 taizhang[dense]，"
        "spark 也读导出，由 Spark 集群分头算，要另装 taizhang[spark] 和 Java，"
        "memory 全部放进内存，sql 逐个单位向数据库算：结果相同，快慢不同",
    )
    command.add_argument(
        "--spark",
        default="local[*]",
        metavar="地址",
        help="Spark 集群的主节点，如 spark://主机:7077（默认 local[*]，只用本机）；"
        "导出文件夹要在共享盘上，各节点路径相同",
    )
    command.add_argument("--to", required=True, metavar="文件", help=".parquet .xlsx .csv")
    command.add_argument("--export", metavar="文件夹", help="账目导出放在哪里（默认数据文件夹下的 export）")
    command.add_argument("--memory", default="1GB", metavar="内存", help="汇总时最多用多少内存（默认 1GB）")


def _add_report(commands: Any) -> None:
    report = _group(commands, "report", "报告：编制、签发、查验")
    _command(report, "templates", "列出模板", "report_templates.list_templates", needs_ledger=False)
    _add_compile(report)
    _add_compile_all(report)
    command = _command(report, "sign", "签发封存，得到可离线查验的文件包", "report.sign")
    command.add_argument("run", metavar="编号")
    command.add_argument("--to", required=True, metavar="文件包")
    command.add_argument("--by", metavar="人员", help="由谁签发（默认签发人）")
    command = _command(report, "verify", "查验文件包", "report_verify.verify", needs_ledger=False)
    command.add_argument("bundle", metavar="文件包")
    command.add_argument("--key", default="", metavar="公钥", help="签发单位的公钥（十六进制）")
    command = _command(
        report, "trace", "由 Word 文件里的一个数字查到它的来源记录", "report_trace.trace", needs_ledger=False
    )
    command.add_argument("file", metavar="文件", help="本系统写出的 .docx")
    command.add_argument(
        "figure", nargs="?", metavar="编号", help="数字的编号，例如 f1（不写则列出全部数字）"
    )
    command = _command(report, "changed-since", "编制之后账上有何变动", "report.changed_since")
    command.add_argument("run", metavar="编号")


def _add_compile(report: Any) -> None:
    command = _command(report, "compile", "编制一份报告", "report.compile_run")
    command.add_argument("template", metavar="模板", help="名称，或模板文件")
    command.add_argument("--unit", required=True, metavar="单位")
    command.add_argument("--period", required=True, metavar="期间")
    command.add_argument(
        "--to", action="append", required=True, metavar="文件", help=".docx .pdf .html .md .json"
    )
    command.add_argument("--profile", choices=["word", "strict"], default="word", help="版式（默认 word）")
    command.add_argument("--subject", default="", metavar="主题", help="默认“宣传文化工作”")
    command.add_argument(
        "--scheme", default="", metavar="方案", help="责任落实情况报告写哪个责任方案：编号或名称"
    )
    command.add_argument("--texts", metavar="文件.yaml", help="问题、措施、打算等由人写的段落")
    command.add_argument("--addressee", default="", metavar="单位", help="主送机关")
    command.add_argument(
        "--copy-to", action="append", default=[], metavar="单位", help="抄送单位，可写几次；写了就印版记"
    )
    command.add_argument(
        "--sources",
        choices=["auto", "full", "short"],
        help="附件“数据来源”：full 逐条印出记录，short 只印条数和前几条，auto 多于 200 条时简列（默认按模板）",
    )
    command.add_argument("--date", metavar="日期", help="成文日期（默认今天）")
    command.add_argument("--by", metavar="人员", help="由谁编制（默认操作员）")


def _add_compile_all(report: Any) -> None:
    command = _command(
        report,
        "compile-all",
        "给许多单位各编一份同样的报告，中断了再运行一次接着编",
        "report_all.compile_all",
    )
    command.add_argument("template", metavar="模板", help="名称，或模板文件")
    command.add_argument("--units", required=True, metavar="单位", help="这个单位和它下面的")
    command.add_argument("--level", default="社区（村）", metavar="级别", help="编到哪一级（默认社区（村））")
    command.add_argument("--period", required=True, metavar="期间")
    command.add_argument("--to", required=True, metavar="文件夹")
    command.add_argument("--format", choices=["docx", "pdf"], default="docx", help="文件格式（默认 docx）")
    command.add_argument("--profile", choices=["word", "strict"], default="word", help="版式（默认 word）")
    command.add_argument("--subject", default="", metavar="主题", help="默认“宣传文化工作”")
    command.add_argument("--date", metavar="日期", help="成文日期（默认今天；接着编时照原来的）")
    command.add_argument(
        "--files-only",
        action="store_true",
        help="只要文件，不存入系统：一次编几万份时用，这些报告不能在系统里签发",
    )
    command.add_argument("--by", metavar="人员", help="由谁编制（默认操作员）")
    command.add_argument("--processes", type=int, metavar="个", help="同时用几个进程（默认有几个核用几个）")


def _add_journal(commands: Any) -> None:
    journal = _group(commands, "journal", "总账：查验、整理索引、导出")
    _command(journal, "verify", "重算全部账目，逐笔查验", "journal.verify")
    _command(journal, "tidy", "重写统计用的索引，账目不变", "journal.tidy")
    command = _command(
        journal, "export", "把账目导出成 Parquet 文件，供汇总用；再运行一次只补新的", "journal_export.export"
    )
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar="文件夹", help="导出到这个文件夹：空的，或已有导出的")
    where.add_argument("--check", metavar="文件夹", help="不导出，逐笔核对这个文件夹里的导出与账本是否相符")
    command.add_argument(
        "--memory", default="1GB", metavar="内存", help="最多用多少内存（默认 1GB），不够时暂存到磁盘"
    )
