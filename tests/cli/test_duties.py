"""`taizhang duties`: a breakdown table becomes a draft scheme, or every fault of it is said."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Office

YEAR = str(dt.date.today().year + 1)
"""A table is of a year still to come: what is due in the past is a fault."""

TABLE = f"""序号,工作任务,牵头单位,责任单位,完成时限,依据
1,每月开一次宣讲会,北桥社区,,每月1次,街道年度计划
2,整修宣传栏,南浦村,,{YEAR}年9月底前,
"""


@pytest.fixture
def office(begun: Office, tmp_path: Path) -> Office:
    """Return a copy of the office, to change."""
    shutil.copytree(begun.home, tmp_path / "home")
    return Office(tmp_path / "home")


def written(folder: Path, text: str) -> str:
    path = folder / "任务分解.csv"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_table_becomes_a_draft_scheme_under_the_name_of_its_file(office, tmp_path):
    table = written(tmp_path, TABLE)
    seen = office.run("duties", "import", table, "--unit", "柳溪街道", "--year", YEAR, "--preview")
    told = office.run("duties", "import", table, "--unit", "柳溪街道", "--year", YEAR)

    assert seen.code == 0, seen.err
    assert "可导入 2 项，有错 0 项，没有写依据 1 项" in seen.out
    assert "草稿" not in seen.out
    assert told.code == 0, told.err
    assert "已存成方案草稿“任务分解”" in told.out


def test_a_faulty_table_is_refused_with_row_and_reason_and_its_good_tasks_come_in_when_asked(
    office, tmp_path
):
    table = written(tmp_path, TABLE + "3,走访企业,,,经常,\n")
    asked = ("duties", "import", table, "--unit", "柳溪街道", "--year", YEAR, "--json")
    errors = tmp_path / "有错.xlsx"
    refused = office.run(*asked, "--errors-to", str(errors))
    stored = office.run(*asked, "--good-rows")

    assert refused.code == 1
    assert (refused.json["good"], refused.json["error"]) == (2, 1)
    assert {fault["row"] for fault in refused.json["faults"]} == {4}
    assert errors.read_bytes().startswith(b"PK")
    assert (stored.code, stored.json["ok"], stored.json["good"]) == (0, True, 2)


def test_periods_that_all_stand_ready_are_left_as_they_are(office):
    told = office.run("duties", "advance", "--json")

    assert told.code == 0, told.err
    assert told.json["made"] == 0


def test_the_list_of_a_post_that_is_not_there_is_refused_with_those_that_are(office, tmp_path):
    asked = ("duties", "list", "--unit", "北桥社区", "--post", "书记", "--to", str(tmp_path / "清单.docx"))
    told = office.run(*asked)

    assert told.code == 1
    assert "北桥社区没有岗位“书记”。" in told.err
    assert not (tmp_path / "清单.docx").exists()


def test_a_report_on_a_scheme_names_the_scheme(office, tmp_path):
    asked = ("report", "compile", "duty_report", "--unit", "柳溪街道", "--period", YEAR)
    bare = office.run(*asked, "--to", str(tmp_path / "报告.md"))
    unknown = office.run(*asked, "--scheme", "任务分解", "--to", str(tmp_path / "报告.md"))

    assert (bare.code, unknown.code) == (1, 1)
    assert "请写明是哪一个方案" in bare.err
    assert "柳溪街道没有已下发的责任方案“任务分解”。现在还没有。" in unknown.err
