"""An Excel ledger uploaded, looked through, mended in place, brought in, taken back."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.records.models import Batch, Record, Upload
from tests.web.ledgers import FAULTY, GOOD, ledger


def upload(client, office, *rows, name="台账.xlsx", content=None, unit=None):
    file = SimpleUploadedFile(name, ledger(*rows) if content is None else content)
    return client.post("/imports/", {"file": file, "unit": (unit or office.north).pk, "year": "2025"})


def test_a_faulty_cell_is_shown_with_its_reason_mended_in_place_and_brought_in(cast, office):
    address = upload(cast.clerk, office, GOOD, FAULTY)["Location"]
    page = cast.clerk.get(address).content.decode()
    assert "表头在第 3 行" in page
    assert "有错 1" in page

    names = [part.split('"')[0] for part in page.split('<input name="')[1:] if part.startswith("cell:")]
    assert len(names) == 2
    when, people = sorted(names, key=lambda name: "people" in name)
    cast.clerk.post(
        f"{address}mend/", {when: "3月10日", people: "约60人", when.replace("cell", "was"): "3.1"}
    )
    page = cast.clerk.get(address).content.decode()
    assert "有错 0" in page
    answer = cast.clerk.post(f"{address}store/", {"rows": "all"})

    assert answer.status_code == 303
    record = Record.objects.get(title="春耕讲座")
    assert (str(record.on), record.people, record.people_relation) == ("2025-03-10", 60, "about")


def test_without_the_right_to_review_the_rows_wait_and_count_nowhere(cast, office):
    address = upload(cast.clerk, office, GOOD)["Location"]
    cast.clerk.post(f"{address}store/", {"rows": "all"})

    record = Record.objects.get()
    assert (record.state, record.author, record.accepted_by) == ("SUBMITTED", office.clerk, None)
    assert not PostingRow.objects.exists()
    assert cast.reviewer.post(f"/records/{record.number}/accept/").status_code == 303
    assert PostingRow.objects.count() == 1


def test_with_the_right_to_review_the_rows_count_at_once(cast, office):
    address = upload(cast.reviewer, office, GOOD)["Location"]
    cast.reviewer.post(f"{address}store/", {"rows": "all"})

    record = Record.objects.get()
    assert (record.state, record.author.login, record.accepted_by) == (
        "ACCEPTED",
        "importer",
        office.reviewer,
    )
    assert PostingRow.objects.count() == 1


def test_rows_with_errors_stand_in_the_way_unless_only_the_good_are_wanted(cast, office):
    address = upload(cast.clerk, office, GOOD, FAULTY)["Location"]

    refused = cast.clerk.post(f"{address}store/", {"rows": "all"})
    assert refused.status_code == 422
    assert "有 1 行有错" in refused.content.decode()
    assert not Record.objects.exists()

    assert cast.clerk.post(f"{address}store/", {"rows": "good"}).status_code == 303
    assert Record.objects.count() == 1


def test_a_ledger_sent_twice_comes_in_once(cast, office):
    address = upload(cast.reviewer, office, GOOD)["Location"]
    cast.reviewer.post(f"{address}store/", {"rows": "all"})

    again = cast.reviewer.post(f"{address}store/", {"rows": "all"})
    other = upload(cast.reviewer, office, GOOD)["Location"]

    assert again["Location"] == address
    assert "重复 1" in cast.reviewer.get(other).content.decode()
    assert cast.reviewer.post(f"{other}store/", {"rows": "all"}).status_code == 422
    assert Record.objects.count() == 1


def test_a_batch_is_taken_back_whole_and_its_numbers_with_it(cast, office):
    address = upload(cast.reviewer, office, GOOD)["Location"]
    cast.reviewer.post(f"{address}store/", {"rows": "all"})
    batch = Batch.objects.get()

    cast.reviewer.post(f"/imports/batches/{batch.pk}/undo/")

    assert Record.objects.get().state == "VOIDED"
    assert sum(PostingRow.objects.values_list("weight", flat=True)) == 0
    assert "已撤销" in cast.reviewer.get("/imports/").content.decode()


def test_a_waiting_batch_is_taken_back_too(cast, office):
    address = upload(cast.clerk, office, GOOD)["Location"]
    cast.clerk.post(f"{address}store/", {"rows": "all"})

    assert cast.clerk.post(f"/imports/batches/{Batch.objects.get().pk}/undo/").status_code == 303
    assert Record.objects.get().state == "VOIDED"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("台账.xlsx", b"", "空文件"),
        ("台账.xlsx", b"not a workbook at all", "台账.xlsx"),
        ("台账.exe", b"MZ", "请选择 Excel 或 CSV 文件"),
        ("台账.xlsx", ledger()[:300], ""),
        ("台账.csv", "只有一列\n一\n".encode(), ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(cast, office, name, content, words):
    answer = upload(cast.clerk, office, name=name, content=content)

    assert answer.status_code == 422
    assert words in answer.content.decode().replace("ledger.xlsx", "台账.xlsx")
    assert not Upload.objects.exists()


def test_a_ledger_of_a_unit_out_of_reach_is_refused(cast, office):
    answer = upload(cast.clerk, office, GOOD, unit=office.south)

    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_the_rows_with_errors_are_saved_and_read_back_mended(cast, office):
    address = upload(cast.clerk, office, GOOD, FAULTY)["Location"]
    saved = cast.clerk.get(f"{address}errors.xlsx").content
    book = load_workbook(io.BytesIO(saved))
    cells = {cell.value: cell for row in book.active.iter_rows() for cell in row if cell.value}
    cells["很多人"].value = "60人"
    cells[3.1].value = "2025年3月10日"
    out = io.BytesIO()
    book.save(out)

    again = upload(cast.clerk, office, content=out.getvalue())["Location"]

    assert "可入账 1" in cast.clerk.get(again).content.decode()


def test_a_filled_in_template_comes_in_without_errors(cast, office):
    book = load_workbook(io.BytesIO(cast.clerk.get("/imports/template/visit.xlsx").content))
    sheet = book["活动台账"]
    last = sheet.max_row + 1
    for place, text in enumerate(
        ("2025-05-06", "走访独居老人", "北桥社区", "走访慰问", "北桥小区", "12人"), 1
    ):
        sheet.cell(last, place).value = text
    out = io.BytesIO()
    book.save(out)

    page = cast.clerk.get(upload(cast.clerk, office, content=out.getvalue())["Location"]).content.decode()

    assert "可入账 1" in page
    assert "有错 0" in page


def test_formulas_and_marks_in_a_cell_are_shown_as_text(cast, office):
    row = (1, "2025年3月5日", "<script>alert(1)</script>", "志愿服务", "北桥", "很多人", "")

    page = cast.clerk.get(upload(cast.clerk, office, row)["Location"]).content.decode()

    assert "<script>alert" not in page
