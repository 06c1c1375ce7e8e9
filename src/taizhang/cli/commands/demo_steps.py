"""The steps of the demo once its data folder is open: load, compile, tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from taizhang.cli.calling import called_as, shown_path
from taizhang.cli.output import Output
from taizhang.cli.session import now
from taizhang.cli.stopwatch import Stopwatch
from taizhang.foundation.accounts.selectors import person_by
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import parse_period
from taizhang.processes.demo import DemoFacts, load_demo
from taizhang.processes.demo.people import CLERKS, LEADER
from taizhang.processes.demo.report_texts import ADDRESSEE, REPORT_DAY, REPORT_SUBJECT, REPORT_YEAR, TEXTS
from taizhang.processes.demo.world import STREET
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.outputs import write_outputs
from taizhang.reporting.runs import Order, compile_run
from taizhang.reporting.template_choice import find_template

TEMPLATE = "work_report"
FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class DemoReport:
    """The demo's report: its number, what it stands on, its files, what has to be said about them."""

    run: str
    figures: int
    sources: int
    findings: tuple[tuple[str, str], ...]
    position: int
    files: tuple[Path, ...]
    notices: tuple[str, ...]


def load(*, home: Path, watch: Stopwatch, output: Output) -> DemoFacts:
    """Load the demo office, unless it is there already, and return what the ledger holds."""
    with watch.step("载入演示台账") as told:
        facts = load_demo(home=home, at=now(), progress=lambda _step, done, total: told(done, total))
    if not facts.fresh:
        output.say("（演示台账此前已经载入，没有重复载入。）")
    return facts


def compile_report(*, home: Path, out: Path, watch: Stopwatch) -> DemoReport:
    """Compile the work report of the year and write it in each format; without fonts no PDF."""
    with watch.step("编制报告") as told:
        told(0, 1)
        run, document = compile_run(
            template=find_template(name=TEMPLATE),
            order=Order(
                unit=unit_by(text=STREET.name),
                period=parse_period(REPORT_YEAR),
                subject=REPORT_SUBJECT,
                signed_on=REPORT_DAY,
                addressee=ADDRESSEE,
                texts=TEXTS,
            ),
            by=person_by(text=CLERKS[STREET.key][0]),
            key=load_key(home=home),
            at=now(),
        )
        told(1, 1)
    files, notices = [], []
    for form in FORMATS:
        path = out / f"{STREET.name}{REPORT_YEAR}年工作情况汇报.{form}"
        with watch.step(f"写出 {form}"):
            [written] = write_outputs(
                document=document, paths=[path], profile="word", font_folders=font_folders()
            )
        if written.made:
            files.append(written.path)
        if written.notice:
            notices.append(written.notice)
    return DemoReport(
        run=str(run.pk),
        figures=len(document.figures),
        sources=len({ref.source for figure in document.figures for ref in figure.sources}),
        findings=tuple((one.place, one.text) for one in document.findings),
        position=run.position,
        files=tuple(files),
        notices=tuple(notices),
    )


def tell(*, home: Path, facts: DemoFacts, report: DemoReport, watch: Stopwatch, output: Output) -> None:
    """Say where everything lies, how many figures and sources there are, and what to try next."""
    output.say("")
    output.say(
        f"{facts.street}：{facts.units} 个单位，{facts.people} 名人员，"
        f"{facts.records} 条记录（{facts.counted} 条已入账），{facts.pictures} 张照片。"
    )
    output.say(f"数据文件夹：{home}")
    output.say(
        f"报告 {report.run}：{report.figures} 个数字，{report.sources} 条来源记录，账本第 {report.position} 位。"
    )
    for path in report.files:
        output.say(f"  {shown_path(path)}（{path.stat().st_size / 1024:.0f} kB）")
    for notice in report.notices:
        output.errors.print(notice, markup=False, style="yellow")
    output.say(f"共用 {watch.total:.1f} 秒。接下来可以试试：")
    for command in _next_commands(home, report):
        output.say(f"  {command}")
    output.result(_as_json(home, facts, report, watch))


def _as_json(home: Path, facts: DemoFacts, report: DemoReport, watch: Stopwatch) -> dict[str, object]:
    return {
        "ok": True,
        "home": str(home),
        "units": facts.units,
        "people": facts.people,
        "records": facts.records,
        "counted": facts.counted,
        "pictures": facts.pictures,
        "fresh": facts.fresh,
        "run": report.run,
        "figures": report.figures,
        "sources": report.sources,
        "position": report.position,
        "findings": [{"place": place, "text": text} for place, text in report.findings],
        "files": [str(path.resolve()) for path in report.files],
        "notices": list(report.notices),
        "seconds": {name: round(seconds, 2) for name, seconds in watch.seconds.items()},
    }


def _next_commands(home: Path, report: DemoReport) -> tuple[str, ...]:
    program, folder = called_as(), shown_path(home)
    return (
        f"{program} figures show activities_held --unit 望河社区 --period 2025 --sources --home {folder}",
        f"{program} report sign {report.run} --by {LEADER[0]} --to 报告封存包.zip --home {folder}",
        f"{program} journal verify --home {folder}",
    )
