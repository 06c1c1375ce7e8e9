"""`taizhang proof`: each place with line, level and remedy; exit 1 while something must not go out."""

from __future__ import annotations

from tests.cli.conftest import Office

DRAFT = "梧桐街道工作情况\n2026年11月25日（星期四）开展活动约30余人参加。\n联系人电话13800123456。\n"


def test_every_place_is_told_with_its_line_and_remedy(tmp_path):
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")

    said = Office(tmp_path / "home").run("proof", str(tmp_path / "稿.txt"), "--day", "2026-11-25")

    assert said.code == 1
    assert "第2行 不能发：“2026年11月25日（星期四）”的星期不对：2026年11月25日是星期三" in said.out
    assert "第2行 要改：“约30余人”" in said.out
    assert "第3行 不能发：这里有手机号码" in said.out
    assert "13800123456" not in said.out
    assert "共 3 处，其中 2 处改好以前不能发。" in said.out


def test_the_same_as_json(tmp_path):
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")

    said = Office(tmp_path / "home").run("proof", str(tmp_path / "稿.txt"), "--json", "--day", "2026-11-25")

    assert said.json["ok"] is False
    assert [(one["rule"], one["line"]) for one in said.json["remarks"]] == [
        ("date-wrong-weekday", 2),
        ("number-about-twice", 2),
        ("person-mobile", 3),
    ]


def test_a_sound_text_is_let_go_and_a_name_that_is_nearly_a_units_is_told(tmp_path):
    (tmp_path / "好.txt").write_text("望河社区开展清洁活动3场。\n", "utf-8")
    (tmp_path / "错.txt").write_text("望合社区开展清洁活动3场。\n", "utf-8")
    office = Office(tmp_path / "home")

    good = office.run("proof", str(tmp_path / "好.txt"), "--name", "望河社区")
    wrong = office.run("proof", str(tmp_path / "错.txt"), "--name", "望河社区")

    assert (good.code, good.out.strip()) == (0, "没有发现问题。")
    assert wrong.code == 0
    assert "是不是“望河社区”" in wrong.out
