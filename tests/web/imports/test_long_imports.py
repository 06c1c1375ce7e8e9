"""Long ledgers: checked and brought in beside the pages, stopped in the middle, gone on with, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.records.models import Batch, NumberSeries, Record, Upload
from taizhang.processes.import_records import check_upload, kept_of_upload, mending_key
from taizhang.processes.import_records.kept import KeptCheck, keep_check
from taizhang.processes.import_records.uploads import mend_upload
from tests.web.ledgers import GOOD, TODAY, long_ledger, uploaded, work_off

ROWS = 620
FAULTY = (3, 400, 620)


def send(client, office, content):
    """Upload a ledger and return the address of its page."""
    file = SimpleUploadedFile("全年台账.csv", content)
    return client.post("/imports/", {"file": file, "unit": office.north.pk, "year": "2025"})["Location"]


def text(client, address):
    return client.get(address).content.decode()


@contextmanager
def breaking_down(after: int) -> Iterator[None]:
    """Let the database fail at the step after so many that brought records in."""
    seen = 0

    def fail(execute, sql, params, many, context):
        nonlocal seen
        if sql.startswith(f'UPDATE "{NumberSeries._meta.db_table}"'):
            seen += 1
            if seen > after:
                raise OSError("no space left on device")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield


def half_way(client, office) -> str:
    """Bring a ledger in until the disk is full, and return the address of its page."""
    address = send(client, office, long_ledger(ROWS))
    work_off()
    client.post(f"{address}store/", {"rows": "all"})
    with breaking_down(after=2):
        work_off()
    return address


def test_a_long_ledger_is_checked_and_brought_in_beside_the_pages(cast, office):
    address = send(cast.reviewer, office, long_ledger(ROWS, faulty=FAULTY))
    waiting = text(cast.reviewer, address)
    assert "正在读取核对" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "data-again" in text(cast.reviewer, f"{address}progress/")

    work_off()
    assert "data-arrived" in text(cast.reviewer, f"{address}progress/")
    page = text(cast.reviewer, address)
    assert "有错 3" in page
    assert "第 1 页，共 7 页" in page
    assert "楼道清洁第620次" in text(cast.reviewer, f"{address}?page=7")
    assert text(cast.reviewer, f"{address}?show=error").count('aria-invalid="true"') == 3

    cast.reviewer.post(f"{address}store/", {"rows": "good"})
    assert "正在导入" in text(cast.reviewer, "/imports/")
    assert not Record.objects.exists()
    work_off()

    assert "入账 617 条" in text(cast.reviewer, address)
    assert Record.objects.count() == PostingRow.objects.count() == ROWS - 3


def test_stopped_in_the_middle_it_goes_on_and_no_row_is_twice_or_missing(cast, office):
    address = half_way(cast.reviewer, office)
    page = text(cast.reviewer, address)
    assert "程序没能做完" in page
    assert "已导入 500 行，还有 120 行" in page
    assert Record.objects.count() == PostingRow.objects.count() == 500

    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    work_off()

    assert Record.objects.count() == PostingRow.objects.count() == ROWS
    assert len(set(Record.objects.values_list("title", flat=True))) == ROWS
    assert Batch.objects.count() == 1


def test_it_goes_on_even_if_the_kept_result_was_lost(cast, office):
    address = half_way(cast.reviewer, office)
    kept_of_upload(Upload.objects.get()).path.unlink()

    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    work_off()

    assert len(set(Record.objects.values_list("title", flat=True))) == Record.objects.count() == ROWS
    assert Upload.objects.get().stage == "DONE"


def test_what_was_stored_is_taken_back_when_somebody_stops_it(cast, office):
    address = half_way(cast.reviewer, office)

    assert cast.reviewer.post(f"{address}stop/").status_code == 303
    work_off()

    assert "整批撤销" in text(cast.reviewer, address)
    assert set(Record.objects.values_list("state", flat=True)) == {"VOIDED"}
    assert sum(PostingRow.objects.values_list("weight", flat=True)) == 0
    assert Batch.objects.get().undone_by == office.reviewer


def test_a_long_batch_is_taken_back_by_and_by(cast, office):
    address = send(cast.reviewer, office, long_ledger(ROWS))
    work_off()
    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    work_off()

    assert cast.reviewer.post(f"/imports/batches/{Batch.objects.get().pk}/undo/").status_code == 303
    assert f"还有 {ROWS} 条正在作废" in text(cast.reviewer, address)
    work_off()

    assert "正在作废" not in text(cast.reviewer, address)
    assert set(Record.objects.values_list("state", flat=True)) == {"VOIDED"}
    assert sum(PostingRow.objects.values_list("weight", flat=True)) == 0
    assert cast.reviewer.post(f"/imports/batches/{Batch.objects.get().pk}/undo/").status_code == 422


def test_stopped_before_the_first_row_it_can_be_brought_in_again(cast, office):
    address = send(cast.reviewer, office, long_ledger(ROWS))
    work_off()
    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    cast.reviewer.post(f"{address}stop/")
    work_off()
    assert not Record.objects.exists()

    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    work_off()

    assert Record.objects.count() == ROWS


def test_while_it_comes_in_the_batch_is_neither_mended_dropped_nor_undone(cast, office):
    address = half_way(cast.reviewer, office)
    cast.reviewer.post(f"{address}store/", {"rows": "all"})

    told = [
        cast.reviewer.post(there).status_code
        for there in (
            f"{address}mend/",
            f"{address}drop/",
            f"/imports/batches/{Batch.objects.get().pk}/undo/",
        )
    ]

    assert told == [422, 422, 422]
    assert Record.objects.exclude(state="ACCEPTED").count() == 0


def test_a_long_file_that_cannot_be_read_tells_why_and_can_be_deleted(cast, office):
    address = send(cast.clerk, office, "一栏\n".encode() + "字\n".encode() * 60_000)
    work_off()

    assert 'role="alert"' in text(cast.clerk, address)
    assert cast.clerk.post(f"{address}store/", {"rows": "all"}).status_code == 422
    assert cast.clerk.post(f"{address}drop/").status_code == 303
    assert not Upload.objects.exists()


def test_an_upload_deleted_while_it_waits_is_not_checked(cast, office):
    address = send(cast.clerk, office, long_ledger(ROWS))
    cast.clerk.post(f"{address}drop/")

    work_off()

    assert not Upload.objects.exists()


def test_a_ledger_that_others_brought_in_meanwhile_is_refused_before_its_first_row(cast, office):
    first, second = (send(cast.reviewer, office, long_ledger(ROWS)) for _ in range(2))
    work_off()
    for address in (first, second):
        cast.reviewer.post(f"{address}store/", {"rows": "all"})
    work_off()

    assert "没有新的行" in text(cast.reviewer, second)
    assert "重复 620" in text(cast.reviewer, second)
    assert Record.objects.count() == ROWS


def test_after_thirty_days_a_batch_is_not_undone_as_a_whole(cast, office):
    address = send(cast.reviewer, office, long_ledger(4))
    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    batch = Batch.objects.get()
    assert "整批撤销…" in text(cast.reviewer, address)
    Batch.objects.update(at=batch.at - dt.timedelta(days=31))

    assert "整批撤销…" not in text(cast.reviewer, address)
    answer = cast.reviewer.post(f"/imports/batches/{batch.pk}/undo/")
    assert answer.status_code == 422
    assert "超过 30 天" in answer.content.decode()
    assert Record.objects.filter(state="ACCEPTED").count() == 4


def test_the_pages_of_a_long_ledger_ask_no_more_of_the_database_than_those_of_a_short_one(cast, office):
    asked = []
    for rows in (4, ROWS):
        address = send(cast.clerk, office, long_ledger(rows))
        work_off()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert cast.clerk.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


CELLS = {
    "title": ("楼道清洁", "春耕讲座", "  春耕 讲座 ", "", "义诊"),
    "on": ("2025年3月5日", "3月10日", "3.1", "13月1日", "2027年1月1日"),
    "people": ("约60人", "很多人", "", "-5"),
    "kind": ("讲座", "志愿服务", "不知道是什么"),
}
ROWS_OF_FEW = (
    GOOD,
    (2, 3.1, "春耕讲座", "讲座", "村部", "很多人", ""),
    (3, "3月10日", "春耕讲座", "讲座", "村部", "60人", ""),
    (4, "同上", "", "讲座", "村部", "60人", ""),
    (5, "3月10日", "春耕讲座", "讲座", "村部", "70人", ""),
    (6, "没有", "义诊", "说不清", "村部", "多", ""),
)


@pytest.mark.parametrize("seed", range(12))
def test_checking_the_mended_rows_yields_what_checking_all_yields(office, tmp_path, settings, seed):
    dice = Random(seed)
    upload = uploaded(office.clerk, office.north, *ROWS_OF_FEW)
    for _ in range(5):
        cells = {}
        for row in dice.sample((5, 7, 9), 2):
            field = dice.choice(list(CELLS))
            cells[mending_key(sheet="", row=row, field=field)] = dice.choice(CELLS[field])
        upload = mend_upload(upload=upload, cells=cells, today=TODAY)
        anew = KeptCheck(tmp_path / "anew.sqlite3")
        keep_check(path=anew.path, checked=check_upload(upload=upload, today=TODAY))

        kept = kept_of_upload(upload)
        assert kept.is_there()
        assert all_rows(kept) == all_rows(anew)
        assert kept.counts() == anew.counts()
        assert kept.ledger() == anew.ledger()


def all_rows(kept: KeptCheck):
    """Return all that is kept of every row but what was read on the way."""
    told = ("row", "state", "content", "original", "unit_name", "title", "problems", "notes", "same_as")
    return [tuple(getattr(row, name) for name in told) for row in kept.rows(state=None, start=0, most=99)]
