"""A report on a scheme on the web: ordered from the scheme's page, its figures looked into in the editor."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import quote

import pytest

from taizhang.foundation.accounts.models import Person
from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Occurrence, Task
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.processes.duties import confirm_match
from taizhang.reporting.models import Report
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]


@pytest.fixture
def scheme(office, handed_down, accepted, at):
    """Return a scheme of one monthly task of the north, fulfilled in March."""
    made = handed_down(task("1.1", (office.north, Role.LEAD)))
    record = accepted(title="入户走访", on=dt.date(2025, 3, 5))
    due = Occurrence.objects.get(label="2025年3月")
    confirm_match(occurrence=due, record=record, by=office.clerk, on=dt.date(2025, 6, 1), at=at)
    return made


def ordered(cast, office, scheme, **changes):
    told = {
        "template": "duty_report",
        "unit": office.north.pk,
        "period": "2025年",
        "scheme": scheme.pk,
        "dated": "2025-12-31",
    }
    return cast.clerk.post("/reports/new/", {**told, **changes})


def test_the_form_of_a_scheme_begins_with_it(cast, scheme):
    page = cast.clerk.get(f"/reports/new/?scheme={scheme.pk}").content.decode()

    assert f'<option value="{scheme.pk}" selected>2025年任务分解表（2025年）</option>' in page
    assert '<option value="duty_report" selected>' in page


def test_a_report_on_a_scheme_takes_its_title_and_tells_its_tasks(cast, office, scheme):
    answer = ordered(cast, office, scheme)

    assert answer.status_code == 303
    report = Report.objects.get()
    assert (report.scheme, report.subject) == (scheme, "2025年任务分解表")
    page = cast.clerk.get(answer["Location"]).content.decode()
    assert "已完成责任事项（任务1.1）" in page
    assert "；只计方案《2025年任务分解表》的任务1.1“第1.1项工作”。" in page


def test_a_scheme_is_for_reports_about_schemes_alone(cast, office, scheme):
    answer = ordered(cast, office, scheme, template="work_report", subject="宣传工作")

    assert answer.status_code == 422
    assert "这种报告不写责任方案" in answer.content.decode()


def test_a_narrowed_figure_is_looked_into_with_its_task_and_its_occurrences(cast, office, scheme):
    address = ordered(cast, office, scheme)["Location"]
    first = Task.objects.get()
    ask = {"rule": "duties_done", "unit": None, "own": False, "period": None, "tags": [f"task:{first.pk}"]}

    draft = cast.clerk.get(f"{address}draft.json").json()
    told = cast.clerk.get(f"{address}figure.json?ask={quote(json.dumps(ask))}").json()

    assert f'"tags": ["task:{first.pk}"]' in json.dumps(draft["manuscript"])
    assert [one for one in draft["findings"] if one["kind"] != "note"] == []
    assert told["ask"] == ask
    assert told["chip"]["text"] == "1"
    assert told["chip"]["definition"].endswith("的任务1.1“第1.1项工作”。")
    assert [one["address"] for one in told["sources"]] == [
        f"/duties/occurrences/{Occurrence.objects.get(label='2025年3月').pk}/"
    ]
    assert told["address"] == ""


def test_the_tasks_of_another_office_are_not_told(cast, office, scheme, at):
    address = ordered(cast, office, scheme)["Location"]
    chief = Person.objects.create(login="chief", name="孟远", unit=office.other_street)
    other = services.create_scheme(
        title="云岗镇任务", year=2025, unit=office.other_street, sort=Sort.DUTY, by=office.stranger, at=at
    )
    text = services.TaskText(number="1", content="不外传的任务", frequency=stored(Every("month")))
    answering = (services.Answering(office.other_street, Role.LEAD),)
    services.add_tasks(scheme=other, tasks=[services.NewTask(text, answering)], by=office.stranger, at=at)
    services.issue_scheme(scheme=other, document="", issued_on=dt.date(2025, 1, 2), by=chief, at=at)
    ask = {"rule": "duties_done", "tags": [f"scheme:{other.pk}"]}

    answer = cast.clerk.get(f"{address}figure.json?ask={quote(json.dumps(ask))}")

    assert answer.status_code == 422
    assert "云岗" not in answer.content.decode()
