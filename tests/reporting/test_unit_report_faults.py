"""A report that fails among many: it is listed with place and remedy, and its fellows are made."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from taizhang.foundation.journal import services as journal
from taizhang.ledgers.records.models import RecordRevision
from taizhang.reporting.models import ReportRun
from taizhang.reporting.unit_reports.batches import Batch, file_of
from taizhang.reporting.unit_reports.compiling import compile_together
from taizhang.reporting.unit_reports.faults import place_of, told_fault
from tests.reporting.conftest import batch_of_villages

REFUSING = {
    "sqlite": "CREATE TRIGGER refusing BEFORE INSERT ON reporting_run WHEN NEW.unit_id = {unit} "
    "BEGIN SELECT RAISE(ABORT, 'not this one'); END",
    "postgresql": "ALTER TABLE reporting_run ADD CONSTRAINT refusing CHECK (unit_id <> {unit})",
}
"""How the database refuses the runs of one unit."""


@pytest.fixture
def batch(office, accepted, key, at) -> Batch:
    """Return an order of the reports of two villages, each with a record."""
    for unit in (office.north, office.south):
        accepted(title="走访一户", people="8人", unit=unit.pk, on=dt.date(2025, 3, 9))
    return batch_of_villages(office, journal.seal(key=key, at=at))


def made(batch: Batch, office, folder: Path, at) -> dict[int, str]:
    """Compile both and return why each failed, "" where it did not."""
    units = [office.north.pk, office.south.pk]
    found = compile_together(batch=batch, units=units, folder=folder, by=office.clerk, at=at)
    return {each.unit: each.why for each in found}


def test_a_record_that_cannot_be_read_fails_its_own_unit_alone(batch, office, tmp_path, at) -> None:
    RecordRevision.objects.filter(record__unit=office.north).update(content={})

    why = made(batch, office, tmp_path, at)

    assert why[office.south.pk] == ""
    assert file_of(folder=tmp_path, unit=office.south, batch=batch).is_file()
    assert "第1版读不出活动名称" in why[office.north.pk]
    assert "备份" in why[office.north.pk]
    assert not file_of(folder=tmp_path, unit=office.north, batch=batch).exists()
    assert ReportRun.objects.values_list("unit_id", flat=True).get() == office.south.pk


def test_a_file_that_cannot_be_put_in_place_is_named_and_its_report_is_not_compiled_again(
    batch, office, tmp_path, at
) -> None:
    path = file_of(folder=tmp_path, unit=office.north, batch=batch)
    path.mkdir()

    why = made(batch, office, tmp_path, at)
    path.rmdir()

    assert "同名的文件夹" in why[office.north.pk]
    assert path.name in why[office.north.pk]
    assert set(made(batch, office, tmp_path, at).values()) == {""}
    assert ReportRun.objects.count() == 2


def test_a_report_that_the_database_does_not_take_does_not_keep_its_fellows_from_theirs(
    batch, office, tmp_path, at
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REFUSING[connection.vendor].format(unit=office.north.pk))

    why = made(batch, office, tmp_path, at)

    assert why[office.south.pk] == ""
    assert "数据库" in why[office.north.pk]
    assert not file_of(folder=tmp_path, unit=office.north, batch=batch).exists()
    assert ReportRun.objects.values_list("unit_id", flat=True).get() == office.south.pk


def test_as_files_only_nothing_is_kept_and_the_files_are_the_same(batch, office, tmp_path, at) -> None:
    alone, kept = tmp_path / "只要文件", tmp_path / "存入系统"
    for folder in (alone, kept):
        folder.mkdir()

    why = made(replace(batch, kept=False), office, alone, at)
    assert ReportRun.objects.count() == 0
    assert why | made(batch, office, kept, at) == {office.north.pk: "", office.south.pk: ""}
    assert ReportRun.objects.count() == 2

    for unit in (office.north, office.south):
        path = file_of(folder=alone, unit=unit, batch=batch)
        assert path.read_bytes() == (kept / path.name).read_bytes()


def test_the_faults_of_the_machine_have_remedies() -> None:
    assert "--processes 1" in told_fault(MemoryError())
    assert "磁盘是否已满" in told_fault(OSError(28, "No space left on device", "甲.docx"))
    assert place_of(ValueError()) == "位置不明"
