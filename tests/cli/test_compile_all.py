"""One report for each unit: made in several processes, gone on with after a kill, what fails is listed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Office

ASKED = (
    "report", "compile-all", "work_report", "--units", "柳溪街道", "--period", "2025", "--date", "2025-12-30",
)  # fmt: skip

WALKING = """
import sys

import taizhang.cli.main as cli
from taizhang.cli import output

opened = cli._open_ledger


def open_ledger():
    opened()
    from taizhang.reporting.unit_reports import gathering

    gathering.FEWEST_GATHERED, gathering.AT_ONCE = 1, 7
    output.LONG = 1


if __name__ == "__main__":
    cli._open_ledger = open_ledger
    sys.exit(cli.main())
"""
"""The command line that gathers lines however few reports there are, in small stretches."""


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return the reports in a folder."""
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def test_every_unit_of_the_level_has_its_report(begun: Office, tmp_path: Path) -> None:
    first = begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--json")
    again = begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--json")

    assert sorted(bytes_in(tmp_path / "报告")) == ["320999001001-北桥社区.docx", "320999001201-南浦村.docx"]
    assert (first.json["made"], first.json["kept"], first.json["failed"]) == (2, 0, [])
    assert (again.json["made"], again.json["kept"]) == (0, 2)


def test_a_report_among_many_has_the_bytes_of_the_report_by_itself(begun: Office, tmp_path: Path) -> None:
    assert begun.run(*ASKED, "--to", str(tmp_path / "报告")).code == 0
    alone = begun.run(
        "report", "compile", "work_report", "--unit", "北桥社区", "--period", "2025", "--date", "2025-12-30",
        "--to", str(tmp_path / "北桥社区.docx"),
    )  # fmt: skip

    assert alone.code == 0
    among_many = tmp_path / "报告" / "320999001001-北桥社区.docx"
    assert among_many.read_bytes() == (tmp_path / "北桥社区.docx").read_bytes()


def test_killed_on_the_way_and_run_again_the_files_are_the_same(begun: Office, tmp_path: Path) -> None:
    whole, broken = tmp_path / "一次编完", tmp_path / "中断过"
    assert begun.run(*ASKED, "--to", str(whole)).code == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "taizhang", *ASKED, "--to", str(broken), "--processes", "1"],
        env={**os.environ, "TAIZHANG_HOME": str(begun.home)},
        cwd=begun.home.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    kill_when(process, lambda: bool(bytes_in(broken)))

    assert begun.run(*ASKED, "--to", str(broken)).code == 0
    assert bytes_in(broken) == bytes_in(whole)
    assert not list(broken.glob(".*"))


def test_what_fails_is_listed_and_the_others_are_made(begun: Office, tmp_path: Path) -> None:
    (tmp_path / "报告" / "320999001001-北桥社区.docx").mkdir(parents=True)

    answer = begun.run(*ASKED, "--to", str(tmp_path / "报告"))

    assert answer.code == 1
    assert "没有编成的 1 份" in answer.err
    assert "北桥社区：" in answer.err
    assert (tmp_path / "报告" / "320999001201-南浦村.docx").is_file()


def test_reports_that_are_not_finished_are_listed_with_their_places(begun: Office, tmp_path: Path) -> None:
    asked = [each if each != "2025" else "2022" for each in ASKED]
    told = begun.run(*asked, "--to", str(tmp_path / "报告"), "--files-only")
    as_json = begun.run(*asked, "--to", str(tmp_path / "又一次"), "--json").json["unfinished"]
    again = begun.run(*asked, "--to", str(tmp_path / "报告"), "--files-only")
    alone = begun.run(
        "report", "compile", "work_report", "--unit", "北桥社区", "--period", "2022", "--date", "2025-12-30",
        "--to", str(tmp_path / "北桥社区.docx"), "--json",
    ).json["findings"]  # fmt: skip

    assert [each["unit"] for each in as_json] == ["北桥社区", "南浦村"]
    assert as_json[0]["places"] == len(alone) > 0
    assert f"本次编成的有 2 份还没有完成，共 {sum(each['places'] for each in as_json)} 处" in told.out
    assert f"  北桥社区：{len(alone)} 处" in told.out
    # Those that are there already were not looked at again.
    assert "还没有完成" not in again.out


def test_another_order_into_the_same_folder_is_refused(begun: Office, tmp_path: Path) -> None:
    begun.run(*ASKED, "--to", str(tmp_path / "报告"))

    answer = begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--subject", "文明实践工作")

    assert answer.code == 1
    assert "主题不同" in answer.err
    assert "换一个文件夹" in answer.err


def test_without_units_of_the_level_nothing_is_begun(begun: Office, tmp_path: Path) -> None:
    answer = begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--level", "网格")

    assert answer.code == 1
    assert "没有网格一级的单位" in answer.err
    assert not (tmp_path / "报告").exists()


def test_as_files_only_they_are_the_same_files_and_the_order_says_so(begun: Office, tmp_path: Path) -> None:
    kept, files = tmp_path / "存入系统", tmp_path / "只要文件"
    assert begun.run(*ASKED, "--to", str(kept)).code == 0
    assert begun.run(*ASKED, "--to", str(files), "--files-only").code == 0

    refused = begun.run(*ASKED, "--to", str(files))

    assert bytes_in(files) == bytes_in(kept)
    assert refused.code == 1
    assert "是否存入系统不同" in refused.err


def test_from_a_number_in_a_file_one_comes_to_its_records(begun: Office, tmp_path: Path) -> None:
    assert begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--files-only").code == 0
    file = str(tmp_path / "报告" / "320999001001-北桥社区.docx")

    figures = begun.run("report", "trace", file, "--json").json["figures"]
    first = begun.run("report", "trace", file, "f1")
    worked_out = next(figure for figure in figures if figure["derived_from"])
    second = begun.run("report", "trace", file, worked_out["key"])

    assert f"f1　{figures[0]['label']}：{figures[0]['text']}{figures[0]['unit']}" in first.out
    assert f"依据 {len(figures[0]['sources'])} 条：" in first.out
    assert all(source["number"] in first.out for source in figures[0]["sources"])
    assert f"由 {'、'.join(worked_out['derived_from'])} 算得。" in second.out
    assert figures[0]["label"] in begun.run("report", "trace", file).out


def test_what_cannot_be_traced_is_said_with_a_remedy(begun: Office, tmp_path: Path) -> None:
    assert begun.run(*ASKED, "--to", str(tmp_path / "报告"), "--files-only").code == 0
    file = str(tmp_path / "报告" / "320999001001-北桥社区.docx")
    (tmp_path / "别的.docx").write_bytes(b"no docx")

    no_figure = begun.run("report", "trace", file, "f9999")
    no_file = begun.run("report", "trace", str(tmp_path / "没有.docx"))
    no_docx = begun.run("report", "trace", str(tmp_path / "别的.docx"))

    assert [each.code for each in (no_figure, no_file, no_docx)] == [1, 1, 1]
    assert "没有编号为“f9999”的数字（有 f1 到 f" in no_figure.err
    assert "请核对路径" in no_file.err
    assert "不是完好的 docx 文档" in no_docx.err


def test_with_lines_gathered_in_one_walk_the_files_are_the_same(begun: Office, tmp_path: Path) -> None:
    whole, walked = tmp_path / "各找各的", tmp_path / "归拢的"
    assert begun.run(*ASKED, "--to", str(whole)).code == 0

    done = subprocess.run(walking(tmp_path, walked), env=environment(begun), capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "归拢台账" in done.stderr
    assert bytes_in(walked) == bytes_in(whole)
    assert not list(walked.glob(".*"))


def test_killed_while_lines_are_gathered_and_run_again_the_files_are_the_same(
    begun: Office, tmp_path: Path
) -> None:
    whole, broken = tmp_path / "一次编完", tmp_path / "中断过"
    assert begun.run(*ASKED, "--to", str(whole)).code == 0
    process = subprocess.Popen(
        walking(tmp_path, broken), env=environment(begun), stderr=subprocess.DEVNULL, start_new_session=True
    )
    kill_when(process, lambda: any(broken.glob(".归拢/*.lines")))

    assert begun.run(*ASKED, "--to", str(broken)).code == 0
    assert bytes_in(broken) == bytes_in(whole)
    assert not list(broken.glob(".*"))


def kill_when(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    """End the command with all its processes as soon as something is ready; nothing if it was quicker."""
    until = time.monotonic() + 60
    while not ready() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def walking(folder: Path, to: Path) -> list[str]:
    """Return the command that gathers lines first."""
    script = folder / "walking.py"
    script.write_text(WALKING, "utf-8")
    return [sys.executable, str(script), *ASKED, "--to", str(to), "--processes", "2"]


def environment(office: Office) -> dict[str, str]:
    return {**os.environ, "TAIZHANG_HOME": str(office.home)}
