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


PLAN = """序号,学习时间,学习专题,传达文件,牵头单位
1,3月,《档案法》,档案法,北桥社区
2,6月,防汛值守,值守要求,
"""


def plan_in(office: Office, folder: Path) -> str:
    """Import the study plan, and return the number of its draft."""
    asked = ("duties", "import", written(folder, PLAN), "--unit", "柳溪街道", "--year", YEAR, "--study")
    stored = office.run(*asked, "--title", "年度学习计划", "--json")
    assert stored.code == 0, stored.err
    return str(stored.json["scheme"])


def test_a_study_plan_becomes_a_draft_plan(office, tmp_path):
    table = written(tmp_path, PLAN)
    told = office.run("duties", "import", table, "--unit", "柳溪街道", "--year", YEAR, "--study")

    assert told.code == 0, told.err
    assert "共 2 次学习" in told.out and "可导入 2 次，有错 0 次。" in told.out
    assert "已存成计划草稿“任务分解”" in told.out


def test_a_table_is_added_to_a_draft_and_what_differs_must_be_chosen(office, tmp_path):
    number = plan_in(office, tmp_path)
    more = PLAN.replace("防汛值守", "防汛值守和避险转移") + "3,9月,消防安全,,\n"
    asked = ("duties", "import", written(tmp_path, more), "--into", number)
    seen = office.run(*asked, "--preview", "--json")
    refused = office.run(*asked)
    stored = office.run(*asked, "--differing", "replace")
    again = office.run(*asked, "--json")

    assert (seen.code, seen.json["new"], seen.json["same"]) == (0, 1, 1)
    assert seen.json["differing"] == [
        {"number": "2", "column": "学习专题", "now": "防汛值守", "table": "防汛值守和避险转移"}
    ]
    assert refused.code == 1
    assert "编号 2 与计划里同编号的不一样（1 项）" in refused.err and "--differing keep" in refused.err
    assert stored.code == 0, stored.err
    assert "新增 1 次，已有 1 次，同编号而不一样 1 次" in stored.out
    assert "已导入计划草稿“年度学习计划”" in stored.out
    assert (again.code, again.json["new"], again.json["same"], again.json["differing"]) == (0, 0, 3, [])


def test_a_table_says_what_it_goes_into_once(office, tmp_path):
    table = written(tmp_path, TABLE)
    nowhere = office.run("duties", "import", table)
    strange = office.run("duties", "import", table, "--into", "没有的方案")
    both = office.run("duties", "import", table, "--into", "1", "--year", YEAR)

    assert (nowhere.code, strange.code, both.code) == (1, 1, 1)
    assert "请写 --unit 单位和 --year 年份；导入到已有草稿的写 --into。" in nowhere.err
    assert "没有草稿“没有的方案”" in strange.err
    assert "请去掉 --unit、--year、--title、--study" in both.err


FORMER = str(dt.date.today().year - 1)
BAD_TABLES = {
    "no lead unit": ("3,走访企业,,,每月1次,,,\n", 4, "牵头单位", "没有牵头单位，请补上"),
    "an unknown post": ("3,走访企业,北桥社区,,每月1次,,月球主任,\n", 4, "责任岗位", "没有岗位“月球主任”"),
    "a day that is past": (
        f"3,走访企业,北桥社区,,{FORMER}年3月底前,,,\n", 4, "完成时限", f"完成时限{FORMER}年3月31日已经过去",
    ),
    "a circle": ("3,走访企业,北桥社区,,每月1次,,,3.1\n3.1,走访商户,北桥社区,,每月1次,,,3\n", 4, "上级任务", "绕成了圈"),
    "a number twice": ("1,走访企业,北桥社区,,每月1次,,,\n", 4, "序号", "编号“1”与第 2 行重复"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD_TABLES)
def test_a_bad_table_is_refused_whole_with_row_and_reason(office, tmp_path, fault):
    rows, row, column, reason = BAD_TABLES[fault]
    head, *good = TABLE.splitlines()
    table = "\n".join((f"{head},责任岗位,上级任务", *(f"{line},," for line in good), rows))
    asked = ("duties", "import", written(tmp_path, table), "--unit", "柳溪街道", "--year", YEAR, "--json")
    told = office.run(*asked)

    assert (told.code, told.json["good"]) == (1, 2)
    assert "整份没有导入" in told.err
    first = told.json["faults"][0]
    assert (first["row"], first["column"]) == (row, column)
    assert reason in first["reason"]
