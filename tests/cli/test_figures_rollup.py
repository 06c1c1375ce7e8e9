"""`taizhang figures rollup` as an operator runs it."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Office


def test_the_figures_of_every_unit_are_those_of_figures_show(begun: Office, tmp_path: Path) -> None:
    file = tmp_path / "各单位.csv"

    said = begun.run(
        "figures", "rollup", "--units", "柳溪街道", "--period", "2025", "--to", str(file), "--json",
        "--rule", "activities_held", "--export", str(tmp_path / "账目"),
    )  # fmt: skip

    assert said.json["ok"]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        told = {row["单位"]: list(row.values())[-1] for row in csv.DictReader(stream)}
    for unit in ("柳溪街道", "北桥社区", "南浦村"):
        shown = begun.run("figures", "show", "activities_held", "--unit", unit, "--period", "2025", "--json")
        assert told[unit] == shown.json["value"]


def test_a_file_of_another_kind_is_refused(begun: Office, tmp_path: Path) -> None:
    file = tmp_path / "各单位.docx"

    said = begun.run("figures", "rollup", "--units", "柳溪街道", "--period", "2025", "--to", str(file))

    assert (said.code, ".xlsx" in said.err, file.exists()) == (1, True, False)
