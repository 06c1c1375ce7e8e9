"""The whole way, as a newcomer goes it on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pysqlite3

from tests.cli.conftest import ROWS, UNITS, Office, write_ledger


def test_from_an_empty_folder_to_a_verified_report_and_what_changed_since(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    assert office.run("init").code == 0
    (tmp_path / "单位.csv").write_text(UNITS, "utf-8")
    assert office.run("units", "import", str(tmp_path / "单位.csv"), "--json").json["created"] == 3
    ledger = write_ledger(tmp_path / "台账.xlsx", ROWS)
    told = office.run("records", "import", str(ledger), "--unit", "柳溪街道", "--json").json
    assert (told["ok"], told["new"], told["error"]) == (True, 3, 0)

    figure = office.run(
        "figures", "show", "activities_held", "--unit", "柳溪街道", "--period", "2025", "--sources", "--json"
    ).json
    assert figure["value"] == "3"
    assert [source["title"] for source in figure["sources"]] == [row[2] for row in ROWS]

    out = tmp_path / "汇报.docx"
    compiled = office.run(
        "report",
        "compile",
        "work_report",
        "--unit",
        "柳溪街道",
        "--period",
        "2025",
        "--to",
        str(out),
        "--json",
    )
    assert compiled.code == 0, compiled.err
    assert out.read_bytes().startswith(b"PK")
    assert compiled.json["findings"] == []
    run, bundle = compiled.json["run"], tmp_path / "汇报.zip"
    signed = office.run("report", "sign", run, "--to", str(bundle), "--json")
    assert signed.code == 0, signed.err
    assert office.run("report", "verify", str(bundle), "--key", signed.json["public_key"]).code == 0

    assert office.run("people", "add", "qin", "秦川", "--unit", "柳溪街道").code == 0
    number = figure["sources"][0]["number"]
    assert (
        office.run("records", "correct", number, "--set", "参加人数=68", "--reason", "签到表核对").code == 0
    )
    refused = office.run("records", "accept", number, "--by", "operator")
    assert (refused.code, "自己填报" in refused.err) == (1, True)
    assert office.run("records", "accept", number, "--by", "qin").code == 0

    changes = office.run("report", "changed-since", run, "--json").json
    assert [(one["number"], one["weight"], one["measures"]["people"]) for one in changes["postings"]] == [
        (number, -1, 86),
        (number, 1, 68),
    ]
    assert office.run("report", "verify", str(bundle)).code == 0
    assert office.run("journal", "tidy", "--json").json == {"ok": True}
    assert office.run("journal", "verify", "--json").json["ok"] is True

    undone = office.run("records", "undo", told["batch"], "--json").json
    assert undone["voided"] == 3
    after = office.run(
        "figures", "show", "activities_held", "--unit", "柳溪街道", "--period", "2025", "--json"
    )
    assert after.json["value"] is None


def test_a_posting_altered_in_the_file_is_found_and_named(tmp_path: Path, begun: Office) -> None:

    copy = Office(tmp_path / "home")
    shutil.copytree(begun.home, copy.home)
    with pysqlite3.connect(copy.home / "taizhang.sqlite3") as base:
        base.execute("DROP TRIGGER journal_posting_no_update")
        base.execute("UPDATE journal_posting SET people = 860 WHERE people = 86")

    said = copy.run("journal", "verify", "--json")

    assert said.code == 1
    [fault] = said.json["faults"]
    assert "已被改动" in fault
    assert "2025-01-20" in fault
