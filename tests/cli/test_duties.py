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
