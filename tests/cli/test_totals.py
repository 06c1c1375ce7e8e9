"""Totals on the command line: they follow the journal, a wrong one is named with its remedy, all are made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.cli.conftest import ROWS, UNITS, Office, write_ledger


def spoil(office: Office) -> None:
    """Change totals of a unit and of a subtree, and whose the lines of a unit are, behind everybody's back."""
    (database,) = office.home.glob("*.sqlite3")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE reporting_kept_total SET total = total + 1 WHERE months = 1 AND total = 86"
        )
        connection.execute("UPDATE reporting_subtree_total SET total = total + 1 WHERE months = 12")
        connection.execute(
            "DELETE FROM reporting_way_up WHERE unit_id = (SELECT id FROM units_unit WHERE name = '南浦村') AND NOT held"
        )


def test_totals_follow_are_compared_and_made_anew(empty: Office) -> None:
    empty.run("init")
    folder = empty.home.parent
    (folder / "units.csv").write_text(UNITS, "utf-8")
    empty.run("units", "import", str(folder / "units.csv"))
    ledger = write_ledger(folder / "台账.xlsx", ROWS)
    empty.run("records", "import", str(ledger), "--unit", "柳溪街道")

    followed = empty.run("figures", "totals", "--json")
    same = empty.run("figures", "totals", "--check")
    spoil(empty)
    wrong = empty.run("figures", "totals", "--check")
    mended = empty.run("figures", "totals", "--rebuild", "--check")

    assert followed.json == {"ok": True, "counted": len(ROWS)}
    assert (same.code, same.out) == (0, "逐月累计与账本逐格相符。\n")
    assert wrong.code == 1
    assert "北桥社区　2025年1月" in wrong.err
    assert "累计为 87，按账本应为 86" in wrong.err
    assert "柳溪街道及下级　2025年全年" in wrong.err
    assert "南浦村：账目累计到了别的上级，与单位隶属关系不符。" in wrong.err
    assert "taizhang figures totals --rebuild" in wrong.err
    assert mended.code == 0
