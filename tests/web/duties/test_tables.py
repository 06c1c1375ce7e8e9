"""A breakdown table uploaded, looked through, mended in place, and made a scheme of."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import parent_on
from taizhang.ledgers.duties.models import Scheme, TableUpload
from tests.processes.breakdowns import LEARN, VISIT, changed
from tests.web.breakdowns import FAULTY, GOOD, TODAY, YEAR, drafter_of, table


@pytest.fixture
def drafter(office, sign_in, cast):
    """Return the browser of who writes the street's schemes."""
    return sign_in(drafter_of(office))


def upload(client, office, *rows, content=None, name="分解表.xlsx", unit=None):
    file = SimpleUploadedFile(name, table(*rows) if content is None else content)
    told = {"file": file, "title": "年度任务分解", "unit": (unit or office.street).pk, "year": str(YEAR)}
    return client.post("/duties/tables/", told)


def managing(office):
    """Let who writes the schemes manage the street too."""
    Post.objects.filter(tenures__person=drafter_of(office)).update(roles=["CLERK", "MANAGER"])


def text(client, address):
    return client.get(address).content.decode()


def test_the_preview_tells_what_each_task_is_and_which_cell_is_wrong(drafter, office):
    page = text(drafter, upload(drafter, office, *GOOD, FAULTY)["Location"])

    assert "表头到第 2 行，4 项任务" in page
    assert "有错 1" in page
    assert "无依据 2" in page
    assert "没有牵头单位，请补上" in page
    assert "没有写明多久一次" in page
    assert "“各村(社区)”认作北桥社区、南浦村" in page


def test_wrong_cells_are_typed_anew_and_the_table_becomes_a_draft(drafter, office):
    address = upload(drafter, office, *GOOD, FAULTY)["Location"]
    page = text(drafter, address)
    names = [part.split('"')[0] for part in page.split('<input name="')[1:] if part.startswith("cell:")]
    lead, due = sorted(names, key=lambda name: "due" in name)

    drafter.post(f"{address}mend/", {lead: "北桥社区", due: "每季度2次"})
    assert "有错 0" in text(drafter, address)
    answer = drafter.post(f"{address}store/", {"rows": "all"})

    scheme = Scheme.objects.get()
    assert answer["Location"] == f"/duties/schemes/{scheme.pk}/"
    assert (scheme.title, scheme.state, scheme.author) == ("年度任务分解", "DRAFT", drafter_of(office))
    assert list(scheme.tasks.order_by("order").values_list("number", flat=True)) == ["1", "2", "2.1", "3"]
    assert scheme.tasks.get(number="2.1").parent == scheme.tasks.get(number="2")
    learn = scheme.tasks.get(number="1")
    assert learn.frequency == {"kind": "every", "every": "month", "times": 1}
    assert list(learn.assignments.order_by("pk").values_list("unit", "role")) == [
        (office.street.pk, "LEAD"),
        (office.north.pk, "RESPONSIBLE"),
        (office.south.pk, "RESPONSIBLE"),
    ]


OFFICES = (
    changed(LEARN, 牵头单位="党建办", 责任单位="宣传办、综合执法队", 依据=None),
    changed(VISIT, 牵头单位="宣传办", 责任单位="北桥社区", 配合单位="东山社区"),
)


def test_offices_are_entered_once_from_the_preview_and_known_to_the_next_table(drafter, office):
    managing(office)
    address = upload(drafter, office, *OFFICES)["Location"]
    page = text(drafter, address)
    offered = page.split("系统里没有的单位")[1].split("</form>")[0]
    assert [offered.count(f'value="{name}"') for name in ("党建办", "宣传办", "综合执法队", "东山社区")] == [
        1,
        1,
        1,
        0,
    ]

    sent = {"names": ["党建办", "宣传办", "综合执法队"], "on": f"{YEAR}-01-01", "basis": "柳街发〔2026〕1号"}
    assert drafter.post(f"{address}offices/", sent)["Location"] == address

    page = text(drafter, address)
    assert "系统里没有的单位" not in page
    assert "没有单位“东山社区”" in page
    party = Unit.objects.get(name="党建办")
    assert (party.level, parent_on(unit=party, day=TODAY)) == ("OFFICE", office.street)
    again = text(drafter, upload(drafter, office, changed(VISIT, 牵头单位="党建工作办公室"))["Location"])
    assert "有错 0" in again
    assert "“党建工作办公室”认作党建办" in again


def test_a_name_that_the_table_does_not_have_is_not_entered(drafter, office):
    managing(office)
    address = upload(drafter, office, *OFFICES)["Location"]

    for names, words in ((["北桥社区"], "请从列表中勾选"), ([], "请至少勾选一个名称")):
        answer = drafter.post(f"{address}offices/", {"names": names, "on": f"{YEAR}-01-01"})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Unit.objects.filter(level="OFFICE").exists()


def test_who_does_not_manage_the_unit_is_told_who_enters_an_office(drafter, office):
    address = upload(drafter, office, *OFFICES)["Location"]

    page = text(drafter, address)

    assert "请有“管理”职责的同事在“单位与人员”里新建下级单位，层级选“内设机构”" in page
    assert "设为柳溪街道的内设机构" not in page
    assert drafter.post(f"{address}offices/", {"names": ["党建办"]}).status_code == 403


def test_faulty_tasks_stand_in_the_way_unless_only_the_good_are_wanted(drafter, office):
    address = upload(drafter, office, *GOOD, FAULTY)["Location"]

    refused = drafter.post(f"{address}store/", {"rows": "all"})
    assert refused.status_code == 422
    assert "有 1 项任务有错，整份没有导入" in refused.content.decode()
    assert not Scheme.objects.exists()

    assert drafter.post(f"{address}store/", {"rows": "good"}).status_code == 303
    assert Scheme.objects.get().tasks.count() == 3


def test_a_table_sent_twice_becomes_one_scheme(drafter, office):
    address = upload(drafter, office, *GOOD)["Location"]

    first = drafter.post(f"{address}store/", {"rows": "all"})
    again = drafter.post(f"{address}store/", {"rows": "all"})

    assert first["Location"] == again["Location"]
    assert Scheme.objects.count() == 1
    assert drafter.get(address)["Location"] == first["Location"]
    assert drafter.post(f"{address}drop/").status_code == 422


def test_the_faulty_tasks_are_saved_mended_in_excel_and_read_back(drafter, office):
    address = upload(drafter, office, *GOOD, FAULTY)["Location"]
    book = load_workbook(io.BytesIO(drafter.get(f"{address}errors.xlsx").content))
    sheet = book.active
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("原第 6 行" in str(value) for value in cells)
    cells["长期坚持"].value = "每季度2次"
    lead = next(cell.column for cell in sheet[2] if cell.value == "牵头单位")
    sheet.cell(row=3, column=lead, value="北桥社区")
    out = io.BytesIO()
    book.save(out)

    page = text(drafter, upload(drafter, office, content=out.getvalue())["Location"])

    assert "可导入 1" in page
    assert "有错 0" in page


def test_the_workbook_to_fill_in_is_read_back(drafter, office):
    book = load_workbook(io.BytesIO(drafter.get("/duties/tables/template.xlsx").content))
    sheet = book.active
    sheet.append(
        ["1", "走访", None, "北桥社区", "各村", None, None, None, None, "每季度1次", "柳街发1号", None, None]
    )
    out = io.BytesIO()
    book.save(out)

    page = text(drafter, upload(drafter, office, content=out.getvalue())["Location"])

    assert "可导入 1" in page
    assert "第 3 行示例行" in page


def test_what_was_done_already_this_year_is_no_time_limit(drafter, office):
    past = changed(VISIT, 完成时限=f"{YEAR - 1}年6月30日前")

    page = text(drafter, upload(drafter, office, past)["Location"])

    assert f"完成时限{YEAR - 1}年6月30日已经过去" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("分解表.xlsx", b"", "空文件"),
        ("分解表.xlsx", b"not a workbook", "分解表"),
        ("分解表.exe", b"MZ", "请选择 Excel 或 CSV 文件"),
        ("分解表.csv", "任务,频次\n学习,每月\n".encode(), "没有“牵头单位”或“责任单位”这一列"),
        ("分解表.csv", "任务,牵头单位,频次\n".encode(), "没有任务"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(drafter, office, name, content, words):
    answer = upload(drafter, office, content=content, name=name)

    assert answer.status_code == 422
    assert words in answer.content.decode().replace("breakdown", "分解表")
    assert not TableUpload.objects.exists()


def test_a_unit_out_of_reach_gets_no_scheme(cast, office):
    assert upload(cast.clerk, office, *GOOD, unit=office.street).status_code == 422
    assert not TableUpload.objects.exists()


def test_an_upload_is_forgotten_with_its_file(drafter, office, settings):
    address = upload(drafter, office, *GOOD)["Location"]

    assert drafter.post(f"{address}drop/")["Location"] == "/duties/tables/"
    assert not TableUpload.objects.exists()
    assert not list(settings.TAIZHANG_HOME.glob("uploads/*/breakdown.*"))
