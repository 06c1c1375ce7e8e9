"""A saved table of premises, changed and read again: old beside new, nothing before it is confirmed, nobody overwritten."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from taizhang.foundation.accounts.models import Post
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Place, PlaceUpload
from taizhang.ledgers.premises.rules import type_by_code
from taizhang.ledgers.premises.selectors import values_said
from tests.web.places import NOW, SINCE, TODAY, board, placed

CHANGED = {"how": "change", "on": TODAY.isoformat()}


def saved(client) -> list[dict[str, str]]:
    """Return the rows of the register as it is saved as CSV."""
    text = client.get("/premises/export.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def uploaded(client, rows: list[dict[str, str]]) -> str:
    """Upload rows and return the address of the preview."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("阵地.csv", ("\ufeff" + out.getvalue()).encode())
    return client.post("/premises/tables/", {"file": file})["Location"]


def page_of(client, address: str) -> str:
    return client.get(address).content.decode()


def changed_by_another(office, place: Place, **fields: object) -> None:
    """Let somebody else change a place after it was saved."""
    details = services.Details(
        type=type_by_code(place.type),
        name=place.name,
        unit=place.unit_id,
        post=place.post_id,
        fields={**place.fields, **fields},
    )
    services.change(place=place, details=details, on=TODAY, by=office.reviewer, today=TODAY, at=NOW)


@pytest.fixture
def rooms(cast, office) -> list[Place]:
    """Return two reading rooms of the north community."""
    return [placed(office), placed(office, name="南桥书屋")]


def test_what_changed_is_shown_old_beside_new_and_done_only_when_confirmed(cast, rooms) -> None:
    rows = saved(cast.clerk)
    rows[0] |= {"面积": "260", "地址": "北桥路5号", "名称": "北桥新书屋"}
    address = uploaded(cast.clerk, rows)
    page = page_of(cast.clerk, address)

    for old, new in (("北桥书屋", "北桥新书屋"), ("空", "北桥路5号"), ("80平方米", "260平方米")):
        assert f"<del>{old}</del> → <ins>{new}</ins>" in page
    assert "有改动 1<" in page
    assert "另有 1 行已经登记、没有改动" in page
    assert Place.objects.get(pk=rooms[0].pk).name == "北桥书屋"
    assert "南桥书屋" not in page_of(cast.clerk, f"{address}?show=change")

    for _ in range(2):
        assert cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"}).status_code == 303

    place = Place.objects.get(pk=rooms[0].pk)
    assert (place.name, place.address, place.size, place.revision) == (
        "北桥新书屋", "北桥路5号", "200—1000平方米", 2,
    )  # fmt: skip
    assert Place.objects.get(pk=rooms[1].pk).revision == 1
    assert PlaceUpload.objects.get().changed == 1
    assert "<del>80平方米</del> → <ins>260平方米</ins>" in page_of(cast.clerk, f"/premises/{place.pk}/")
    assert "变更 1 处" in page_of(cast.clerk, "/premises/tables/")


def test_new_rows_are_new_beside_changed_and_unchanged_ones(cast, office, rooms) -> None:
    rows = saved(cast.clerk)
    rows[0]["面积"] = "90"
    blank = dict.fromkeys(rows[0], "")
    rows.append(blank | {label: str(told) for label, told in board(office, "北门宣传栏").items()})
    address = uploaded(cast.clerk, rows)

    page = page_of(cast.clerk, address)
    assert ("可登记 1<" in page, "有改动 1<" in page, "登记 1 处，变更 1 处" in page) == (True, True, True)
    cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"})

    assert sorted(Place.objects.values_list("name", "fields__area")) == [
        ("北桥书屋", 90), ("北门宣传栏", None), ("南桥书屋", 80),
    ]  # fmt: skip


def test_what_somebody_changed_since_is_refused_with_both_values(cast, office, rooms) -> None:
    rows = saved(cast.clerk)
    changed_by_another(office, rooms[0], area=120)
    rows[0]["面积"] = "260"
    address = uploaded(cast.clerk, rows)

    page = page_of(cast.clerk, address)
    assert "有错 1<" in page
    assert "导出以后有人改过这处阵地：现在是“120平方米”，表里是“260平方米”" in page
    refused = cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"})
    assert refused.status_code == 422
    assert values_said([Place.objects.get(pk=rooms[0].pk)])[rooms[0].pk][0][1] == "120平方米"


def test_a_row_that_was_left_alone_takes_nothing_back(cast, office, rooms) -> None:
    rows = saved(cast.clerk)
    changed_by_another(office, rooms[0], area=120)
    rows[1]["面积"] = "90"
    address = uploaded(cast.clerk, rows)

    assert "有错 0<" in page_of(cast.clerk, address)
    cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"})

    assert [place.fields["area"] for place in Place.objects.order_by("pk")] == [120, 90]


def test_a_change_that_comes_between_the_preview_and_the_confirmation_is_told(cast, office, rooms) -> None:
    rows = saved(cast.clerk)
    rows[0]["面积"] = "260"
    address = uploaded(cast.clerk, rows)
    assert "有改动 1<" in page_of(cast.clerk, address)
    changed_by_another(office, rooms[0], area=120)

    answer = cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"})

    assert answer.status_code == 422
    assert "现在是“120平方米”，表里是“260平方米”" in answer.content.decode()
    assert Place.objects.get(pk=rooms[0].pk).fields["area"] == 120


def test_what_was_never_so_is_corrected_from_the_beginning(cast, rooms) -> None:
    rows = saved(cast.clerk)
    rows[0]["启用日期"] = "2024-03-05"
    address = uploaded(cast.clerk, rows)
    assert f"<del>{SINCE:%Y-%m-%d}</del> → <ins>2024-03-05</ins>" in page_of(cast.clerk, address)

    wrong = cast.clerk.post(f"{address}store/", CHANGED | {"rows": "all"}).content.decode()
    right = cast.clerk.post(f"{address}store/", {"how": "correct", "rows": "all"})

    assert "请选“更正登记”" in wrong
    assert "没有导入任何一行" in wrong
    assert right.status_code == 303
    assert str(Place.objects.get(pk=rooms[0].pk).since) == "2024-03-05"


def test_what_a_table_cannot_change_says_where_it_is_changed(cast, office, rooms) -> None:
    rows = saved(cast.clerk)
    rows[0] |= {"类型": "讲堂"}
    rows[1] |= {"登记版本": "", "面积": "90"}
    rows.append(rows[1] | {"名称": "又一处"})
    page = page_of(cast.clerk, uploaded(cast.clerk, rows))

    assert "类型不能在表里改" in page
    assert "这一行没有“登记版本”" in page
    assert "在这份表里写了两次" in page


def test_a_column_that_was_taken_out_changes_nothing(cast, office, rooms) -> None:
    changed_by_another(office, rooms[0], hours="9:00—20:00")
    rows = saved(cast.clerk)
    for row in rows:
        for label in ("地址", "面积", "开放时间"):
            del row[label]

    assert "有改动 0<" in page_of(cast.clerk, uploaded(cast.clerk, rows))


def test_a_post_that_was_closed_stands_until_the_row_is_changed(cast, office, rooms) -> None:
    former = Post.objects.create(unit=office.north, name="原宣传干事", roles=["CLERK"], closed_on=TODAY)
    Place.objects.filter(pk=rooms[0].pk).update(post=former)
    rows = saved(cast.clerk)
    assert "有错 0<" in page_of(cast.clerk, uploaded(cast.clerk, rows))

    rows[0]["面积"] = "90"
    page = page_of(cast.clerk, uploaded(cast.clerk, rows))

    assert "在用岗位，请从列表中另选" in page


def test_a_workbook_changed_in_a_spreadsheet_comes_back_the_same_way(cast, rooms) -> None:
    book = load_workbook(io.BytesIO(cast.clerk.get("/premises/export.xlsx").content))
    sheet = book.active
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "南桥书屋"]
    cell.value = "南桥阅览室"
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("阵地.xlsx", out.getvalue())

    page = page_of(cast.clerk, cast.clerk.post("/premises/tables/", {"file": file})["Location"])

    assert "<del>南桥书屋</del> → <ins>南桥阅览室</ins>" in page
    assert "另有 1 行已经登记、没有改动" in page


def test_somebody_elses_places_are_not_there(cast, office, rooms) -> None:
    rows = saved(cast.clerk)

    page = page_of(cast.stranger, uploaded(cast.stranger, rows))

    assert "有错 2<" in page
    assert "没有编号为" in page


def test_the_preview_costs_the_same_for_one_changed_row_and_for_many(
    cast, office, rooms, django_assert_max_num_queries
) -> None:
    def preview() -> int:
        rows = [row | {"面积": "90"} for row in saved(cast.clerk)]
        address = uploaded(cast.clerk, rows)
        with django_assert_max_num_queries(40) as queries:
            page_of(cast.clerk, address)
        return len(queries)

    few = preview()
    for number in range(5):
        placed(office, name=f"书屋{number}")

    assert preview() == few
