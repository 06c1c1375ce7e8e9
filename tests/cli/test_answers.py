"""Every refusal is a clear Chinese sentence with exit code 1; wrong usage is 2; JSON stays JSON."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taizhang.cli.arguments import build_parser
from taizhang.cli.parser import complaint
from tests.cli.conftest import ROWS, UNITS, Office, write_ledger

CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figures", "show", "activities_hold", "--unit", "柳溪街道", "--period", "2025"], "activities_held"),
        (["figures", "show", "visits", "--unit", "东风镇", "--period", "2025"], "没有单位“东风镇”"),
        (["figures", "show", "visits", "--unit", "柳溪街道", "--period", "2025-13"], "月份只有1至12"),
        (["figures", "show", "visits", "--unit", "柳溪街道", "--period", "2025Q5"], "季度"),
        (["figures", "show", "visits", "--unit", "柳溪街道", "--period", "随便"], "期间"),
        (
            ["figures", "show", "visits", "--unit", "柳溪街道", "--period", "2025", "--as-of", "99"],
            "账本还没有第 99 位",
        ),
        (["records", "show", "2025-999999"], "没有编号为“2025-999999”的记录"),
        (["records", "undo", "99"], "没有编号为“99”的导入批次"),
        (["records", "import", "没有.xlsx", "--unit", "柳溪街道"], "没有.xlsx"),
        (
            ["report", "compile", "年终总结", "--unit", "柳溪街道", "--period", "2025", "--to", "x.docx"],
            "没有名为“年终总结”的模板",
        ),
        (
            ["report", "compile", "work_report", "--unit", "柳溪街道", "--period", "2025", "--to", "x.exe"],
            "不会写“x.exe”",
        ),
        (["report", "sign", "99", "--to", "x.zip"], "没有编号为“99”的报告"),
        (["report", "changed-since", "九"], "没有编号为“九”的报告"),
        (["report", "verify", "没有.zip"], "找不到文件"),
        (["read", "没有.txt"], "找不到文件"),
        (["units", "tree", "--on", "2025-02-30"], "看不懂"),
        (["people", "add", "operator", "甲"], "已经有人使用"),
    ],
)
def test_a_refusal_says_why_in_chinese_and_exits_with_one(begun: Office, arguments, said) -> None:
    answer = begun.run(*arguments)

    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_refusal_with_json_is_json(begun: Office) -> None:
    answer = begun.run("figures", "show", "无此口径", "--unit", "柳溪街道", "--period", "2025", "--json")

    assert answer.code == 1
    assert answer.json["ok"] is False
    assert CHINESE.search(answer.json["error"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures", "show"],
        ["report"],
        ["no-such-command"],
        ["init", "--no-such"],
        ["records", "import", "--year", "去年"],
        [],
    ],
)
def test_wrong_usage_exits_with_two(empty: Office, arguments) -> None:
    answer = empty.run(*arguments)

    assert answer.code == 2
    assert CHINESE.search(answer.err or answer.out)
    assert not re.search(r"\b(usage|required|invalid|unrecognized|arguments)\b", answer.err + answer.out)


def test_a_command_before_init_says_what_to_do_first(empty: Office) -> None:
    answer = empty.run("units", "tree")

    assert answer.code == 1
    assert "taizhang init" in answer.err


def test_init_twice_keeps_what_is_there(empty: Office) -> None:
    assert empty.run("init", "--json").json["new"] is True
    key = (empty.home / "keys" / "signing.pem").read_bytes()

    again = empty.run("init", "--json")

    assert (again.code, again.json["new"]) == (0, False)
    assert (empty.home / "keys" / "signing.pem").read_bytes() == key


def test_init_does_not_settle_in_a_folder_of_other_things(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "账.xlsx").write_bytes(b"x")

    answer = Office(tmp_path / "home").run("init")

    assert answer.code == 1
    assert "请换一个空文件夹" in answer.err


def test_doctor_tells_each_check(begun: Office) -> None:
    answer = begun.run("doctor", "--json")

    assert answer.code == 0
    assert {check["check"] for check in answer.json["checks"]} == {
        "程序",
        "LibreOffice",
        "字体",
        "数据库",
        "佐证材料",
        "邮件提醒",
    }
    [program] = [check["text"] for check in answer.json["checks"] if check["check"] == "程序"]
    assert re.search(r"SQLite 3\.\d+\.\d+$", program)


def test_a_preview_stores_nothing_and_tells_every_row(begun: Office, tmp_path: Path) -> None:
    rows = [*ROWS, [4, "2025-06-31", "没有这天", "广场", "若干", "北桥社区", "文体活动"]]
    ledger = write_ledger(tmp_path / "新.xlsx", rows)

    answer = begun.run("records", "import", str(ledger), "--unit", "柳溪街道", "--preview", "--json")

    assert answer.code == 0
    told = answer.json["rows"]
    assert [row["state"] for row in told] == ["duplicate"] * 3 + ["error"]
    assert told[1]["people"] == {"value": 40, "low": None, "high": None, "relation": "about"}
    assert (told[1]["row"], told[1]["date"], told[1]["end_date"]) == (3, "2025-03-05", None)
    assert [(one["column"], one["value"]) for one in told[3]["errors"]] == [
        ("日期", "2025-06-31"),
        ("参加人数", "若干"),
    ]


def test_a_refused_import_stores_nothing(begun: Office, tmp_path: Path) -> None:
    rows = [
        [9, "2025-07-01", "纳凉", "广场", 9, "北桥社区", "文体活动"],
        [10, "", "没有日期", "", 1, "", "会议"],
    ]
    ledger = write_ledger(tmp_path / "坏.xlsx", rows)

    answer = begun.run(
        "records", "import", str(ledger), "--unit", "柳溪街道", "--errors-to", str(tmp_path / "错.xlsx")
    )

    assert answer.code == 1
    assert "整份没有入账" in answer.err
    assert (tmp_path / "错.xlsx").exists()
    again = begun.run(
        "figures", "show", "records_total", "--unit", "柳溪街道", "--period", "2025-07", "--json"
    )
    assert again.json["value"] is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("空.xlsx", b""),
        ("断.xlsx", b"PK\x03\x04" + bytes(40)),
        ("乱.csv", b"\xff\xfe\xfa\x00\x81" * 20),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(begun: Office, tmp_path: Path, name, content) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    answer = begun.run("records", "import", str(path), "--unit", "柳溪街道")

    assert answer.code == 1
    assert Path(name).stem in answer.err
    assert CHINESE.search(answer.err)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{{ 数("没有的口径") }}', "没有的口径"),
        ("{% for 甲 in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] %}" * 7 + "{% endfor %}" * 7, "循环"),
        ("{{ 不认识的词 }}", "不认识的词"),
    ],
)
def test_a_bad_template_is_refused_with_its_line(begun: Office, tmp_path: Path, body, said) -> None:
    template = tmp_path / "模板.md"
    template.write_text(f"---\n名称: 试\n文种: 汇报\n---\n# 试\n\n{body}\n", "utf-8")

    answer = begun.run(
        "report",
        "compile",
        str(template),
        "--unit",
        "柳溪街道",
        "--period",
        "2025",
        "--to",
        str(tmp_path / "x.md"),
    )

    assert answer.code == 1
    assert said in answer.err
    assert "第7行" in answer.err
    assert not (tmp_path / "x.md").exists()


def test_every_command_has_help_in_chinese() -> None:
    helps = build_parser().format_help()

    assert "用法：" in helps
    assert CHINESE.search(helps)


@pytest.mark.parametrize(
    "message",
    [
        "the following arguments are required: RUN",
        "unrecognized arguments: --x",
        "argument --to: expected one argument",
        "argument --profile: invalid choice: 'x' (choose from 'word', 'strict')",
        "argument --year: invalid int value: 'x'",
    ],
)
def test_each_complaint_of_the_parser_is_told_in_chinese(message) -> None:
    assert not complaint(message).startswith("参数有误")


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office whose village was merged away in the middle of 2025."""
    folder = tmp_path_factory.mktemp("merged")
    office = Office(folder / "home")
    assert office.run("init").code == 0
    (folder / "units.csv").write_text(UNITS, "utf-8")
    assert office.run("units", "import", str(folder / "units.csv")).code == 0
    act = [
        "units",
        "merge",
        "南浦村",
        "--into",
        "北桥社区",
        "--on",
        "2025-07-01",
        "--basis",
        "柳政发〔2025〕8号",
    ]
    assert office.run(*act).code == 0
    return office


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures", "show", "visits", "--unit", "南浦村", "--period", "2025Q4"],
        ["report", "compile", "work_report", "--unit", "南浦村", "--period", "2025Q4", "--to", "x.docx"],
        ["records", "export", "--unit", "南浦村", "--period", "2025Q4", "--to", "x.xlsx"],
    ],
)
def test_a_unit_that_is_gone_is_refused_and_its_successor_named(merged: Office, arguments) -> None:
    answer = merged.run(*arguments)

    assert answer.code == 1
    assert "南浦村已于2025年7月1日撤并入北桥社区" in answer.err
    assert "请改用北桥社区" in answer.err


def test_a_unit_that_is_gone_is_still_there_before(merged: Office) -> None:
    answer = merged.run("figures", "show", "visits", "--unit", "南浦村", "--period", "2025H1", "--json")

    assert (answer.code, answer.json["unit"]) == (0, "南浦村")
    before = merged.run("units", "tree", "--on", "2025-06-30", "--json").json["units"]
    after = merged.run("units", "tree", "--on", "2025-07-01", "--json").json["units"]
    assert [len(before), len(after)] == [3, 2]


def test_a_row_of_a_unit_that_is_gone_is_named(merged: Office, tmp_path: Path) -> None:
    rows = [
        [1, "2025-06-30", "撤并前的活动", "", 5, "南浦村", "志愿服务"],
        [2, "2025-07-02", "撤并后的活动", "", 5, "南浦村", "志愿服务"],
    ]
    ledger = write_ledger(tmp_path / "跨年中.xlsx", rows)

    answer = merged.run("records", "import", str(ledger), "--unit", "柳溪街道", "--preview", "--json")

    assert [row["state"] for row in answer.json["rows"]] == ["new", "error"]
    [error] = answer.json["rows"][1]["errors"]
    assert (error["column"], "南浦村" in error["reason"]) == ("承办单位", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["records", "export", "--unit", "柳溪街道", "--period", "2025"],
        ["report", "compile", "work_report", "--unit", "柳溪街道", "--period", "2025"],
    ],
)
def test_a_folder_that_is_not_there_is_named(begun: Office, tmp_path: Path, arguments) -> None:
    name = "x.xlsx" if arguments[0] == "records" else "x.docx"

    answer = begun.run(*arguments, "--to", str(tmp_path / "没有这个文件夹" / name))

    assert answer.code == 1
    assert "没有这个文件夹”不存在" in answer.err
