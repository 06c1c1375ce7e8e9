"""A breakdown table added to a draft: what is new, what is the same, what differs and is kept or replaced."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.foundation.accounts.services import add_post
from taizhang.ledgers.duties.models import TableUpload
from taizhang.ledgers.duties.services import issue_scheme
from tests.processes.breakdowns import LEARN, SUM_UP, VISIT, changed
from tests.web.breakdowns import AHEAD, NOW, TODAY, drafted, drafter_of, issued, table

SAME = changed(
    LEARN, 任务="理论学习", 目标要求=None, 牵头单位="北桥社区", 责任单位="南浦村", 依据=None, 佐证材料=None
)
OTHER = changed(SUM_UP, 编号="2", 任务="工作总结", 完成时限=AHEAD, 依据="柳街发2号")
NEW = changed(VISIT, 编号="2.5")


@pytest.fixture
def drafter(office, sign_in, cast):
    """Return the browser of who writes the street's schemes."""
    return sign_in(drafter_of(office))


def upload(client, scheme, *rows):
    file = SimpleUploadedFile("补充.xlsx", table(*rows))
    answer = client.post(f"/duties/schemes/{scheme.pk}/table/", {"file": file})
    assert answer.status_code == 303
    return answer["Location"]


def text(client, address):
    return client.get(address).content.decode()


def told(scheme):
    return list(scheme.tasks.order_by("number").values_list("number", "content", "basis", "parent__number"))


def test_new_tasks_are_added_the_same_stay_and_differences_are_chosen(drafter, office):
    scheme = drafted(office)
    before = told(scheme)
    address = upload(drafter, scheme, SAME, OTHER, NEW)

    page = text(drafter, address)

    assert [page.count(words) for words in ("方案里已有</span>", "与方案不同</span>", "可导入</span>")] == [
        1,
        1,
        1,
    ]
    differing = page.split('<fieldset class="pick">')[1].split("</fieldset>")[0]
    assert "<b>依据</b> 方案：柳街发1号<br>表里：柳街发2号" in differing
    assert "<b>频次或时限</b>" not in differing
    assert told(scheme) == before

    refused = drafter.post(f"{address}store/", {"rows": "all"})
    assert refused.status_code == 422
    assert "编号 2 与方案里同编号的不一样（1 项），请逐项选" in refused.content.decode()
    assert told(scheme) == before

    stored = drafter.post(f"{address}store/", {"rows": "all", "pick:2": "replace"})
    assert stored["Location"] == f"/duties/schemes/{scheme.pk}/"
    assert told(scheme) == [
        ("1", "理论学习", "", None),
        ("2", "工作总结", "柳街发2号", None),
        ("2.5", "走访宣讲", "", "2"),
    ]


def test_what_is_kept_stays_as_it_is_in_the_draft(drafter, office):
    scheme = drafted(office)
    address = upload(drafter, scheme, OTHER, NEW)

    drafter.post(f"{address}store/", {"rows": "all", "rest": "keep"})

    assert told(scheme)[1:] == [("2", "工作总结", "柳街发1号", None), ("2.5", "走访宣讲", "", "2")]


def test_what_the_table_has_no_column_for_is_not_taken_away(drafter, office):
    scheme = drafted(office)
    post = add_post(unit=office.north, name="书记", roles=["VIEWER"])
    scheme.tasks.get(number="2").assignments.filter(unit=office.north).update(first_post=post)
    file = SimpleUploadedFile(
        "简表.csv", f"编号,任务,牵头单位,完成时限\n2,工作总结和述职,北桥社区,{AHEAD}\n".encode()
    )
    address = drafter.post(f"/duties/schemes/{scheme.pk}/table/", {"file": file})["Location"]
    differing = text(drafter, address).split('<fieldset class="pick">')[1].split("</fieldset>")[0]
    assert differing.count("<p>") == 1

    drafter.post(f"{address}store/", {"rows": "all", "pick:2": "replace"})

    task = scheme.tasks.get(number="2")
    assert (task.content, task.basis) == ("工作总结和述职", "柳街发1号")
    assert list(task.assignments.order_by("pk").values_list("unit", "role", "first_post")) == [
        (office.north.pk, "LEAD", post.pk),
        (office.south.pk, "SUPPORTING", None),
    ]


def test_the_same_file_again_changes_nothing(drafter, office):
    scheme = drafted(office)
    first = upload(drafter, scheme, SAME, OTHER, NEW)
    drafter.post(f"{first}store/", {"rows": "all", "rest": "replace"})
    before = (told(scheme), list(scheme.tasks.order_by("pk").values_list("pk", flat=True)))

    again = upload(drafter, scheme, SAME, OTHER, NEW)
    page = text(drafter, again)

    assert "3 项任务方案里都有，一字不差，没有要导入的" in page
    assert drafter.post(f"{again}store/", {"rows": "all"}).status_code == 303
    assert (told(scheme), list(scheme.tasks.order_by("pk").values_list("pk", flat=True))) == before


def test_what_was_chosen_is_kept_until_the_rest_is_chosen_too(drafter, office):
    scheme = drafted(office)
    address = upload(drafter, scheme, changed(SAME, 任务="理论学习研讨"), OTHER)

    drafter.post(f"{address}store/", {"deed": "note", "pick:2": "replace"})

    page = text(drafter, address)
    assert 'name="pick:2" value="replace" checked' in page
    assert 'name="pick:1" value="keep" checked' not in page
    assert drafter.post(f"{address}store/", {"rows": "all", "rest": "keep"}).status_code == 303
    assert [line[1:3] for line in told(scheme)] == [("理论学习", ""), ("工作总结", "柳街发2号")]


def test_a_parent_in_the_draft_is_known_and_a_circle_is_refused(drafter, office):
    scheme = drafted(office)
    address = upload(drafter, scheme, changed(VISIT, 编号="9", 上级任务="2"))
    assert drafter.post(f"{address}store/", {"rows": "all"}).status_code == 303
    assert scheme.tasks.get(number="9").parent.number == "2"

    circle = upload(drafter, scheme, changed(OTHER, 上级任务="9"))
    answer = drafter.post(f"{circle}store/", {"rows": "all", "rest": "replace"})

    assert answer.status_code == 422
    assert "上级任务绕成了圈：2 的上级是 9，9 的上级是 2" in answer.content.decode()
    assert scheme.tasks.get(number="2").parent is None


def test_a_scheme_that_was_handed_down_takes_no_table(drafter, office):
    scheme = issued(office)

    answer = drafter.post(
        f"/duties/schemes/{scheme.pk}/table/", {"file": SimpleUploadedFile("补充.xlsx", table(NEW))}
    )

    assert answer.status_code == 422
    assert "改动请用“修订”" in answer.content.decode()
    assert not TableUpload.objects.exists()


def test_a_draft_that_was_handed_down_since_stays_as_it_was_told(drafter, office):
    scheme = drafted(office)
    address = upload(drafter, scheme, SAME)
    issue_scheme(scheme=scheme, document="", issued_on=TODAY, by=office.reviewer, at=NOW)
    before = told(scheme)

    answer = drafter.post(f"{address}store/", {"rows": "all"})

    assert answer.status_code == 422
    assert "请用“修订”" in answer.content.decode()
    assert told(scheme) == before


def test_a_table_without_numbers_goes_on_from_the_draft(drafter, office):
    scheme = drafted(office)
    rows = f"任务,牵头单位,完成时限\n走访宣讲,南浦村,每季度1次\n工作总结,北桥社区,{AHEAD}\n"
    file = SimpleUploadedFile("简表.csv", rows.encode())
    address = drafter.post(f"/duties/schemes/{scheme.pk}/table/", {"file": file})["Location"]

    assert "内容和第 2 项一样，认作同一项" in text(drafter, address)
    assert drafter.post(f"{address}store/", {"rows": "all"}).status_code == 303

    assert [line[:3] for line in told(scheme)] == [
        ("1", "理论学习", ""),
        ("2", "工作总结", "柳街发1号"),
        ("3", "走访宣讲", ""),
    ]
