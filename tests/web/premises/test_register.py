"""The register on the web: written down, listed, changed, out of use, printed as labels and by grid."""

from __future__ import annotations

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.premises.models import Place
from tests.web.pictures import picture
from tests.web.places import TODAY, board, found_wrong, placed, post_of, table_of, uploaded_places


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def telling(office, **changes) -> dict[str, object]:
    """Return the form of a square of the north community."""
    told = {
        "name": "北桥文化广场",
        "post": post_of(office).pk,
        "since": "2025-03-05",
        "field_area": "1200",
        "field_hours": "全天",
        "grid": "第二网格",
    }
    return told | changes


def test_a_place_is_registered_in_two_steps_without_scripts(cast, office) -> None:
    post_of(office)
    start = text(cast.clerk, "/premises/new/")
    address = f"/premises/new/?type=square&unit={office.north.pk}"
    form = text(cast.clerk, address)
    answer = cast.clerk.post(address, telling(office))
    page = text(cast.clerk, answer["Location"])

    assert "不登记群成员和聊天内容" in start
    assert "检查频次：每月1次，6 个项目" in form
    assert answer.status_code == 303
    assert "1200平方米" in page
    assert "1000平方米以上" in page
    assert PostingRow.objects.get(source__startswith="premises:p").kind == "square"


def test_a_faulty_form_says_what_is_wrong_where_and_keeps_what_was_typed(cast, office) -> None:
    address = f"/premises/new/?type=square&unit={office.north.pk}"
    answer = cast.clerk.post(address, telling(office, field_area="很大", coordinates="北门"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "面积应是整数，如 120。" in page
    assert "第二网格" in page
    assert not Place.objects.exists()
    assert "坐标应先写东经" in cast.clerk.post(address, telling(office, coordinates="北门")).content.decode()


def test_a_place_without_a_post_to_answer_for_it_cannot_be_registered(cast, office) -> None:
    post_of(office)
    page = cast.clerk.post(f"/premises/new/?type=square&unit={office.north.pk}", telling(office, post="999"))

    assert page.status_code == 422
    assert "请从列表中选责任岗位" in page.content.decode()


def test_the_list_tells_what_is_overdue_and_what_is_wrong_and_is_narrowed(cast, office) -> None:
    room, screen = placed(office), placed(office, "led_screen", "广场大屏")
    found_wrong(office, screen)
    first = room.inspections.earliest("due_on")
    room.inspections.filter(pk=first.pk).update(opens=room.since, due_on=TODAY - dt.timedelta(days=1))
    page = text(cast.clerk, "/premises/")

    assert "逾期未查" in page
    assert "有问题" in page
    assert "广场大屏" not in text(cast.clerk, "/premises/?state=late")
    assert "北桥书屋" not in text(cast.clerk, "/premises/?state=wrong")
    assert "北桥书屋" not in text(cast.clerk, "/premises/?type=led_screen")
    assert "没有符合条件的阵地" in text(cast.clerk, "/premises/?q=没有")
    assert "还没有登记阵地" in text(cast.stranger, "/premises/")


def test_a_change_is_seen_in_the_history_and_two_do_not_overwrite_each_other(cast, office) -> None:
    place = placed(office)
    told = {
        "name": "北桥书屋", "post": place.post_id, "since": place.since.isoformat(), "field_area": "260",
        "field_hours": "9:00—20:00", "how": "change", "on": TODAY.isoformat(), "seen": "1",
    }  # fmt: skip
    assert cast.clerk.post(f"/premises/{place.pk}/edit/", told).status_code == 303
    second = cast.reviewer.post(f"/premises/{place.pk}/edit/", told | {"field_area": "300"})

    page = text(cast.clerk, f"/premises/{place.pk}/")
    assert second.status_code == 409
    assert "别人改过这处阵地" in second.content.decode()
    assert "<del>80平方米</del> → <ins>260平方米</ins>" in page
    assert "200—1000平方米" in page


def test_out_of_use_it_leaves_the_list_and_can_come_back(cast, office) -> None:
    place = placed(office)
    day = {"on": TODAY.isoformat(), "reason": "房屋修缮"}

    assert cast.clerk.post(f"/premises/{place.pk}/withdraw/", day | {"reason": ""}).status_code == 422
    assert cast.clerk.post(f"/premises/{place.pk}/withdraw/", day).status_code == 303
    assert "北桥书屋" not in text(cast.clerk, "/premises/")
    assert "北桥书屋" in text(cast.clerk, "/premises/?state=gone")
    assert cast.clerk.post(f"/premises/{place.pk}/restore/", day).status_code == 303
    assert "北桥书屋" in text(cast.clerk, "/premises/")


def test_a_place_is_shown_by_three_photos_at_most(cast, office) -> None:
    place = placed(office)
    for number in range(4):
        file = SimpleUploadedFile("照片.png", picture(size=(8 + number, 6)))
        answer = cast.clerk.post(f"/premises/{place.pk}/photos/", {"files": file})

    assert answer.status_code == 422
    assert place.photos.count() == 3
    photo = place.photos.first()
    thumb = cast.upper.get(f"/premises/{place.pk}/photos/{photo.pk}/?size=thumb")
    assert thumb["Content-Type"] == "image/jpeg"


def test_labels_open_the_checklist_of_their_place(cast, office) -> None:
    place = placed(office)
    page = text(cast.clerk, f"/premises/labels/?place={place.pk}")

    assert page.count("<li><a href") == 1
    assert "data:image/svg+xml" in page
    assert f"阵地 {place.pk}" in page
    assert "没有可打印的标签" in text(cast.stranger, f"/premises/labels/?place={place.pk}")


def test_the_sheet_goes_by_grid(cast, office) -> None:
    placed(office, grid="第二网格")
    placed(office, "led_screen", "广场大屏", grid="第一网格")
    page = text(cast.clerk, "/premises/sheet/")

    assert page.index("北桥社区 第一网格") < page.index("北桥社区 第二网格")


def test_what_is_saved_as_a_table_is_read_again_as_registered(cast, office) -> None:
    placed(office, "led_screen", "广场大屏")
    saved = cast.clerk.get("/premises/export.xlsx").content
    sheet = load_workbook(io.BytesIO(saved)).active
    file = SimpleUploadedFile("阵地.xlsx", saved)
    page = text(cast.clerk, cast.clerk.post("/premises/tables/", {"file": file})["Location"])

    assert "广场大屏" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert "另有 1 行已经登记、没有改动" in page
    assert "有错 0" in page
    assert "有改动 0" in page


def test_a_table_is_looked_through_mended_and_registered_once(cast, office) -> None:
    upload = uploaded_places(office.clerk, office)
    address = f"/premises/tables/{upload.pk}/"
    page = text(cast.clerk, address)
    assert "规格应是这几项之一：2平方米以下、2—6平方米、6平方米以上" in page
    assert "登记 1 处" in page

    key = next(part.split('"')[0] for part in page.split('name="cell:')[1:])
    cast.clerk.post(f"{address}mend/", {f"cell:{key}": "6平方米以上", f"was:{key}": "很大"})
    for _ in range(2):
        assert cast.clerk.post(f"{address}store/", {"rows": "all"}).status_code == 303

    assert set(Place.objects.values_list("name", "size")) == {
        ("北门宣传栏", "2—6平方米"),
        ("南门宣传栏", "6平方米以上"),
    }


def test_every_faulty_cell_of_a_table_says_what_to_do(cast, office) -> None:
    rows = (
        board(office, "甲", 类型="飞机"),
        board(office, "乙", 管理单位="无名村"),
        board(office, "丙", 责任岗位="张三"),
        board(office, "丁", 启用日期="去年"),
        board(office, "戊"),
        board(office, "戊"),
        board(office, "己", 面积="12"),
        board(office, "庚", 编号="99"),
    )
    upload = uploaded_places(office.clerk, office, *rows)
    page = text(cast.clerk, f"/premises/tables/{upload.pk}/")

    for said in (
        "没有“飞机”这种阵地",
        "无名村",
        "没有叫“张三”的岗位；请写岗位名称，不写人名",
        "去年",
        "北桥社区已有叫“戊”的宣传栏",
        "宣传栏没有“面积”这一项，请把这一格清空",
        "没有编号为“99”的阵地",
    ):
        assert said in page
    errors = cast.clerk.get(f"/premises/tables/{upload.pk}/errors.xlsx")
    assert errors.status_code == 200


def test_a_file_that_is_no_table_is_refused_and_not_kept(cast, office) -> None:
    for content in (b"\x00\x01", table_of()):
        answer = cast.clerk.post("/premises/tables/", {"file": SimpleUploadedFile("表.csv", content)})
        assert answer.status_code == 422
