"""The journal goes out whole, only what is new goes out again, and whatever was altered is found."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest
from django.db import transaction

from taizhang.foundation.journal import services as journal
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.posting import Posting
from taizhang.reporting.journal_export import Exported, check_export, export_journal
from taizhang.rollups.exported.lock import only_writer
from taizhang.rollups.exported.manifest import ExportRefused, digest_of, read_manifest

FIRST = dt.date(2024, 12, 30)


@pytest.fixture
def post(office, at):
    """Return what posts some lines, day after day, in turn by two villages."""
    posted = 0

    def more(count: int) -> None:
        nonlocal posted
        lines = [
            Posting(
                "records",
                f"records:{number}",
                1,
                (office.south, office.north)[number % 2].pk,
                FIRST + dt.timedelta(days=number),
                "visit",
                ("主题:读书,看报", '节日:"元宵"\n节') if number % 3 else (),
                {"people": number} if number % 4 else {},
            )
            for number in range(posted, posted + count)
        ]
        with transaction.atomic():
            journal.post(postings=lines, at=at)
        posted += count

    return more


@pytest.fixture
def export(tmp_path: Path, key, at):
    """Return what exports the journal, four lines in a step."""

    def to(name: str = "export", lines_at_once: int = 4) -> Exported:
        return export_journal(folder=tmp_path / name, key=key, at=at, lines_at_once=lines_at_once)

    return to


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of an export."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != ".lock"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def lines_of(folder: Path) -> list[tuple[object, ...]]:
    """Return what an outsider reads from the files of postings."""
    files = sorted(str(file) for file in (folder / "postings").rglob("*.parquet"))
    with duckdb.connect() as connection:
        return connection.read_parquet(files, hive_partitioning=True).order("position").fetchall()


def test_every_line_goes_out_by_year_in_the_order_of_the_tree(post, export, office, tmp_path) -> None:
    post(7)

    done = export()

    assert (done.added, done.manifest.rows, done.manifest.position) == (7, 7, 7)
    assert check_export(folder=tmp_path / "export").faults == []
    assert {segment.year for segment in done.manifest.segments} == {2024, 2025}
    places = [line[0] for line in sorted(lines_of(tmp_path / "export"), key=lambda line: line[4])]
    assert len(set(places)) == 2
    for segment in done.manifest.segments:
        with duckdb.connect() as connection:
            file = str(tmp_path / "export" / segment.file)
            told = connection.execute(
                "SELECT place, on_day, position FROM read_parquet(?)", [file]
            ).fetchall()
        assert told == sorted(told)


def test_texts_unknown_measures_and_line_ends_come_out_as_they_stand(post, export, tmp_path) -> None:
    post(5)
    export()

    lines = {line[-2]: line for line in lines_of(tmp_path / "export")}

    assert lines[1][7:12] == ("", None, None, None, None)
    assert lines[2][7:9] == ('|主题:读书,看报|节日:"元宵"\n节|', 1)


def test_a_second_export_takes_only_what_is_new(post, export, tmp_path) -> None:
    post(6)
    export()
    assert export().added == 0

    post(3)
    done = export()

    assert (done.added, done.manifest.position) == (3, 9)
    assert check_export(folder=tmp_path / "export").faults == []


def test_small_files_are_put_together(post, export) -> None:
    for _ in range(12):
        post(2)
        done = export()

    of_2025 = [segment for segment in done.manifest.segments if segment.year == 2025]
    assert len(of_2025) <= 4
    assert sum(segment.rows for segment in of_2025) == 22


def test_the_same_steps_give_the_same_bytes(post, export, tmp_path) -> None:
    post(11)
    export("one")
    export("two")

    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_unit_that_moved_is_sorted_anew_in_all_that_went_out_before(post, export, office, tmp_path) -> None:
    post(9)
    before = export().manifest
    Affiliation.objects.filter(unit=office.south).update(valid_until=dt.date(2025, 1, 3))
    Affiliation.objects.create(unit=office.south, parent=office.other_street, valid_from=dt.date(2025, 1, 3))

    after = export().manifest

    assert before.tree != after.tree
    assert {segment.tree for segment in after.segments} == {after.tree}
    assert check_export(folder=tmp_path / "export").faults == []
    with duckdb.connect() as connection:
        misplaced = connection.execute(
            "SELECT count(*) FROM read_parquet(?) AS p JOIN read_parquet(?) AS h ON h.number = p.place"
            " WHERE h.unit <> p.unit OR p.on_day < h.since OR p.on_day >= h.until",
            [
                [str(tmp_path / "export" / segment.file) for segment in after.segments],
                str(tmp_path / "export" / after.tree_file),
            ],
        ).fetchone()
    assert misplaced == (0,)
    assert sorted(bytes_of(tmp_path / "export")) == sorted(
        ["manifest.json", after.tree_file, *(segment.file for segment in after.segments)]
    )


def test_an_empty_journal_goes_out_as_an_export_of_nothing(office, export, tmp_path) -> None:
    assert export().manifest.rows == 0
    assert check_export(folder=tmp_path / "export").faults == []


def test_an_altered_file_is_named(post, export, tmp_path) -> None:
    post(5)
    segment = export().manifest.segments[0]
    file = tmp_path / "export" / segment.file
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    (fault,) = check_export(folder=tmp_path / "export").faults

    assert segment.file in fault


def test_a_line_that_tells_other_than_the_journal_is_named(post, export, tmp_path) -> None:
    post(5)
    manifest = export().manifest
    folder = tmp_path / "export"
    segment = manifest.segments[-1]
    file = folder / segment.file
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE line AS SELECT * FROM read_parquet(?)", [str(file)])
        connection.execute("UPDATE line SET people = 999 WHERE position = 5")
        connection.table("line").write_parquet(str(file))
    text = (folder / "manifest.json").read_text("utf-8")
    sha256 = digest_of(file)
    (folder / "manifest.json").write_text(text.replace(segment.sha256, sha256), "utf-8")

    assert check_export(folder=folder, lines_at_once=2).faults == ["第 5 位的账与账本不符。"]


def test_an_export_of_another_journal_is_told(post, export, tmp_path) -> None:
    post(5)
    root = export().manifest.root
    file = tmp_path / "export" / "manifest.json"
    file.write_text(file.read_text("utf-8").replace(root, "0" * 64), "utf-8")

    (fault,) = check_export(folder=tmp_path / "export").faults

    assert "检查点" in fault


def test_how_far_the_journal_has_gone_on_is_told(post, export, key, at, tmp_path) -> None:
    post(5)
    export()
    post(2)
    journal.seal(key=key, at=at)

    checked = check_export(folder=tmp_path / "export")

    assert (checked.faults, checked.behind) == ([], 2)


def test_a_folder_with_other_files_is_left_alone(post, export, tmp_path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "照片.jpg").write_bytes(b"?")
    post(1)

    with pytest.raises(ExportRefused, match="别的文件"):
        export()

    assert [file.name for file in (tmp_path / "export").iterdir()] == ["照片.jpg"]


def test_two_exports_do_not_write_in_one_folder_at_a_time(post, export, tmp_path) -> None:
    post(1)
    with only_writer(tmp_path / "export"), pytest.raises(ExportRefused, match="另一个导出"):
        export()


def test_an_unreadable_manifest_is_told_with_the_remedy(post, export, tmp_path) -> None:
    post(1)
    export()
    (tmp_path / "export" / "manifest.json").write_text("{", "utf-8")

    with pytest.raises(ExportRefused, match="重新导出"):
        export()


def test_what_a_killed_export_left_behind_goes(post, export, tmp_path) -> None:
    post(5)
    export()
    expected = bytes_of(tmp_path / "export")
    (tmp_path / "export" / ".scratch-killed").mkdir()
    (tmp_path / "export" / "postings" / "year=2025" / "orphan.parquet").write_bytes(b"half")

    export()

    assert bytes_of(tmp_path / "export") == expected
    assert not (tmp_path / "export" / ".scratch-killed").exists()


def test_a_segment_that_is_gone_stops_the_next_export(post, export, tmp_path) -> None:
    post(5)
    export()
    shutil.rmtree(tmp_path / "export" / "postings")
    Unit.objects.create(name="新设村", level="VILLAGE")
    post(1)

    with pytest.raises(ExportRefused):
        export()

    assert read_manifest(tmp_path / "export") is not None
