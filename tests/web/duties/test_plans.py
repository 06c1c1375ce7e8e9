"""Study plans on the web: written, imported from a table, held, made up, shown month by month."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from taizhang.foundation.evidence.services import keep_file
from taizhang.foundation.journal.models import PostingRow
from taizhang.ledgers.duties.models import Occurrence, Scheme
from taizhang.ledgers.duties.rules import Sort
from taizhang.ledgers.records import services as records
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import ActSort, PostAct
from taizhang.ledgers.records.selectors import content_of
from taizhang.processes import take_back
from tests.web.breakdowns import NOW, TODAY, YEAR, drafter_of, issued, planned
from tests.web.pictures import PNG

LABELS = ("序号", "学习时间", "学习专题", "传达文件", "牵头单位", "参加范围")
GOOD = (
    (1, "1月", "《档案法》和台账规范", "档案法\n台账填报说明", "北桥社区", "社区工作者"),
    (2, "12月15日", "防汛值守要求", None, "各村（社区）", "值班人员"),
)
FAULTY = (3, "适时", "消防安全", None, "月球社区", None)


@pytest.fixture
def drafter(office, sign_in, cast):
    """Return the browser of who writes the street's plans."""
    return sign_in(drafter_of(office))


@pytest.fixture
def january(office, cast) -> Occurrence:
    """Return the session planned for January, of the plan of the north community."""
    return Occurrence.objects.get(duty__task__scheme=planned(office), opens=dt.date(YEAR, 1, 1))


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def upload(client, office, *rows, content=None):
    book = Workbook()
    for row in ((f"{YEAR}年度学习计划",), LABELS, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("学习计划.xlsx", content or out.getvalue())
    told = {"file": file, "title": "年度学习计划", "unit": office.street.pk, "year": str(YEAR)}
    return client.post("/duties/plans/tables/", told)


def test_a_table_is_looked_through_mended_and_made_a_plan(drafter, office) -> None:
    address = upload(drafter, office, *GOOD, FAULTY)["Location"]
    page = text(drafter, address)
    assert "3 次学习" in page and "有错 1" in page
    assert "学习时间“适时”看不懂" in page and "月球社区" in page
    assert "无依据" not in page
    names = [part.split('"')[0] for part in page.split('<input name="')[1:] if part.startswith("cell:")]
    told = {name: "6月" if "when" in name else "南浦村" for name in names}
    drafter.post(f"{address}mend/", told)

    answer = drafter.post(f"{address}store/", {"rows": "all"})

    plan = Scheme.objects.get()
    assert answer["Location"] == f"/duties/schemes/{plan.pk}/"
    assert (plan.sort, plan.state, plan.title) == (Sort.STUDY.value, "DRAFT", "年度学习计划")
    first, second, third = plan.tasks.order_by("order")
    assert (first.content, first.conveys, first.attends) == (GOOD[0][2], GOOD[0][3], "社区工作者")
    assert (first.kinds, first.words) == (["study_session"], ["档案法"])
    assert first.start == dt.date(YEAR, 1, 1)
    assert first.frequency == {"kind": "once", "by": f"{YEAR}-01-31"}
    assert {(one.unit, one.role) for one in second.assignments.all()} == {
        (office.north, "RESPONSIBLE"),
        (office.south, "RESPONSIBLE"),
    }
    assert [one.unit for one in third.assignments.all()] == [office.south]
    assert "台账填报说明" in text(drafter, answer["Location"])


def test_the_workbook_to_fill_in_is_read_back(drafter, office) -> None:
    book = load_workbook(io.BytesIO(drafter.get("/duties/plans/tables/template.xlsx").content))
    book.active.append(["1", "3月", "档案法", None, None, None])
    out = io.BytesIO()
    book.save(out)

    page = text(drafter, upload(drafter, office, content=out.getvalue())["Location"])

    assert "可导入 1" in page
    assert "算由柳溪街道组织" in page


def test_the_faulty_sessions_are_saved_and_a_dropped_table_is_gone(drafter, office) -> None:
    address = upload(drafter, office, *GOOD, FAULTY)["Location"]
    book = load_workbook(io.BytesIO(drafter.get(f"{address}errors.xlsx").content))
    assert "消防安全" in {cell.value for row in book.active.iter_rows() for cell in row}

    assert drafter.post(f"{address}drop/")["Location"] == "/duties/plans/tables/"
    assert drafter.get(address).status_code == 404


def test_a_plan_is_written_session_by_session(drafter, office) -> None:
    told = {"title": "年度学习计划", "unit": office.street.pk, "year": str(YEAR)}
    plan = drafter.post("/duties/plans/new/", told)["Location"]
    assert "添加学习" in text(drafter, plan)
    form = f"{plan}tasks/new/"
    assert "牵头单位" not in text(drafter, form)
    session = {
        "number": "1",
        "when": "3月15日",
        "content": "《档案法》",
        "conveys": " 说明甲 \n\n说明乙",
        "holders": [office.north.pk],
        "then": "another",
    }

    assert drafter.post(form, session)["Location"] == form
    assert 'value="2"' in text(drafter, form)
    faulty = drafter.post(form, {**session, "number": "2", "when": "适时", "holders": []})
    assert faulty.status_code == 422
    assert "看不懂" in faulty.content.decode() and "请选组织单位" in faulty.content.decode()

    task = Scheme.objects.get().tasks.get()
    assert (task.conveys, task.words) == ("说明甲\n说明乙", ["档案法"])
    assert [(one.unit, one.role) for one in task.assignments.all()] == [(office.north, "LEAD")]
    assert f"{YEAR}年3月15日" in text(drafter, f"/duties/tasks/{task.pk}/edit/")
    changed = {**session, "when": "3月", "content": "《档案法》导读", "then": ""}
    assert drafter.post(f"/duties/tasks/{task.pk}/edit/", changed)["Location"] == plan
    task.refresh_from_db()
    assert (task.content, task.frequency["by"]) == ("《档案法》导读", f"{YEAR}-03-31")


def test_a_session_handed_down_is_amended_with_its_form(cast, office) -> None:
    task = planned(office).tasks.get(number="2")
    told = {
        "number": "2",
        "when": "12月",
        "content": "《档案法》总结",
        "holders": [office.north.pk],
        "on": f"{TODAY + dt.timedelta(days=1)}",
        "reason": "专题调整",
    }

    answer = cast.reviewer.post(f"/duties/tasks/{task.pk}/amend/", told)

    assert answer.status_code == 303
    assert task.amended_by.content == "《档案法》总结"
    assert task.amended_by.kinds == ["study_session"]


@pytest.fixture
def study(office, activity):
    """Return a maker of accepted records of study sessions, each with a photo."""

    def make(day: dt.date, acts: tuple[PostAct, ...] = (), **fields: str) -> Record:
        told = activity(
            kind="study_session", title="学习档案法", on=day, fields=fields, people="21人", acts=acts
        )
        record = records.create_record(content=told, by=office.clerk, at=NOW)
        photo = keep_file(content=PNG, name="现场.png", at=NOW)
        records.attach_evidence(record=record, evidence=photo, name="现场.png", by=office.clerk, at=NOW)
        record = records.submit_record(record=record, by=office.clerk, at=NOW)
        return records.accept_record(record=record, by=office.reviewer, at=NOW)

    return make


def counted(session: Occurrence) -> tuple[str, list[str]]:
    row = PostingRow.objects.get(source=session.source, weight=1, reversal__isnull=True)
    return row.kind, [tag for tag in row.tags.split("|") if tag in ("按时", "逾期", "补学")]


def test_a_makeup_names_its_session_is_proposed_first_and_counted_once(cast, january, study) -> None:
    plan = f"/duties/plans/{january.duty.task.scheme_id}/"
    name = f"1 《档案法》第1讲（{january.label}）"
    assert f"<option>{name}</option>" in text(cast.clerk, "/records/new/?kind=study_session")
    missed = f"/records/new/?kind=study_session&makeup_of={quote(name)}"
    assert f'href="{missed.replace("&", "&amp;")}"' in text(cast.clerk, plan)
    assert f'value="{name}"' in text(cast.clerk, missed)
    study(january.due_on + dt.timedelta(days=3))
    makeup = study(january.due_on + dt.timedelta(days=2), makeup_of=name)
    page = text(cast.clerk, f"/duties/occurrences/{january.pk}/")
    assert page.count("已过期限") == 2
    assert page.index("写明补学这一次、类型相符") < page.index("<small>类型相符")

    cast.clerk.post(f"/duties/occurrences/{january.pk}/confirm/", {"record": makeup.number})

    assert counted(january) == ("done", ["补学", "逾期"])
    shown = text(cast.clerk, plan)
    assert "补学完成" in shown and makeup.number in shown and "21人" in shown
    assert "计划 <b>2</b> 次，已学 <b>1</b> 次，其中按时 <b>0</b> 次、补学 <b>1</b> 次" in shown


def test_a_session_held_in_its_month_is_held_on_time(cast, january, study) -> None:
    secretary = PostAct(1, ActSort.ATTENDED, "书记")
    record = study(january.opens + dt.timedelta(days=4), acts=(secretary,), conveyed="台账填报说明")

    cast.clerk.post(f"/duties/occurrences/{january.pk}/confirm/", {"record": record.number})

    assert counted(january) == ("done", ["按时"])
    shown = text(cast.clerk, f"/duties/plans/{january.duty.task.scheme_id}/")
    assert "已学" in shown and "21人，书记" in shown
    assert "传达文件" in text(cast.clerk, f"/records/{record.number}/")


def test_a_record_corrected_to_be_a_makeup_makes_the_session_made_up(cast, january, study, office) -> None:
    record = study(january.due_on + dt.timedelta(days=2))
    cast.clerk.post(f"/duties/occurrences/{january.pk}/confirm/", {"record": record.number})
    assert counted(january) == ("done", ["逾期"])
    content = replace(content_of(record), fields={"makeup_of": "一月的学习"})

    records.correct_record(record=record, content=content, reason="是补学", by=office.clerk, at=NOW)
    take_back.accept_correction(record=record, by=office.reviewer, at=NOW)

    assert counted(january) == ("done", ["补学", "逾期"])
    take_back.void_record(record=record, reason="重复", by=office.reviewer, at=NOW)
    assert counted(january) == ("due", [])


def test_the_page_narrows_to_a_unit_and_another_sort_of_scheme_is_no_plan(cast, january, office) -> None:
    plan = f"/duties/plans/{january.duty.task.scheme_id}/"

    assert text(cast.reviewer, f"{plan}?unit={office.north.pk}").count("data-row") == 2
    assert text(cast.reviewer, f"{plan}?unit=999").count("data-row") == 2
    duties = issued(office)
    assert cast.reviewer.get(f"/duties/plans/{duties.pk}/").status_code == 404


def test_the_page_costs_no_more_with_more_sessions_and_records(cast, office, study) -> None:
    def cost(plan: Scheme) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert cast.reviewer.get(f"/duties/plans/{plan.pk}/").status_code == 200
        return len(queries)

    def held(plan: Scheme) -> Scheme:
        for one in Occurrence.objects.filter(duty__task__scheme=plan):
            record = study(one.opens)
            cast.clerk.post(f"/duties/occurrences/{one.pk}/confirm/", {"record": record.number})
        return plan

    few = held(planned(office, title="少", months=(1, 2)))
    many = held(planned(office, title="多", months=tuple(range(1, 11))))
    cost(few)

    assert cost(many) == cost(few)
