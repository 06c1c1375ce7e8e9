"""A scheme written in the browser, handed down, undertaken, objected to, broken down, amended, stopped."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Role as PostRole
from taizhang.foundation.accounts.services import add_person, add_post
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.ledgers.duties.models import Duty, Occurrence, Scheme, Task
from tests.web.breakdowns import TODAY, YEAR, drafted, drafter_of, issued
from tests.web.conftest import hold


@pytest.fixture
def drafter(office, sign_in, cast):
    """Return the browser of who writes the street's schemes."""
    return sign_in(drafter_of(office))


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(office, **changes):
    """Return what is typed for a task of both villages, changed as told."""
    return {
        "number": "3",
        "content": "走访宣讲",
        "lead": str(office.north.pk),
        "responsible": [str(office.south.pk)],
        "frequency": "每季度至少2次",
        "start": f"{YEAR + 1}-01-01",
        "words": "走访、宣讲",
        "kinds": ["visit"],
        **changes,
    }


def looked_at(client, address, sent):
    """Send a form, and send it again with what was shown of the next twelve."""
    first = client.post(address, sent)
    assert first.status_code == 200
    page = first.content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return page, client.post(address, {**sent, "seen": seen})


def test_a_task_is_saved_once_its_next_twelve_were_shown(drafter, office):
    answer = drafter.post(
        "/duties/schemes/new/", {"title": "宣讲方案", "unit": office.street.pk, "year": YEAR + 1}
    )
    scheme = Scheme.objects.get()
    assert answer["Location"] == f"/duties/schemes/{scheme.pk}/"

    page, saved = looked_at(drafter, f"/duties/schemes/{scheme.pk}/tasks/new/", typed(office))

    assert f"{YEAR + 1}年第一季度" in page
    assert f"{YEAR + 3}年第四季度" in page
    task = Task.objects.get()
    assert saved["Location"] == f"/duties/tasks/{task.pk}/"
    assert (task.number, task.kinds, task.words) == ("3", ["visit"], ["走访", "宣讲"])
    assert list(task.assignments.order_by("pk").values_list("unit", "role")) == [
        (office.north.pk, "LEAD"),
        (office.south.pk, "RESPONSIBLE"),
    ]


def test_what_was_changed_after_looking_is_shown_anew(drafter, office):
    scheme = drafted(office)
    address = f"/duties/schemes/{scheme.pk}/tasks/new/"
    page = drafter.post(address, typed(office)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]

    changed = drafter.post(address, {**typed(office, frequency="每月1次"), "seen": seen})

    assert changed.status_code == 200
    assert f"{YEAR + 1}年12月" in changed.content.decode()
    assert not Task.objects.filter(number="3").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frequency": "长期坚持"}, "没有写明多久一次"),
        ({"frequency": f"{YEAR}年1月5日前"}, "没有一次到期"),
        ({"lead": ""}, "请选牵头单位"),
        ({"number": "1"}, "任务编号“1”已经用过"),
        ({"start": "明年"}, "应形如"),
    ],
)
def test_a_task_with_faults_is_refused_and_what_was_typed_stays(drafter, office, changes, words):
    scheme = drafted(office)
    address = f"/duties/schemes/{scheme.pk}/tasks/new/"
    sent = typed(office, **changes)
    answer = drafter.post(address, sent)
    if answer.status_code == 200:
        seen = answer.content.decode().split('name="seen" value="')[1].split('"')[0]
        answer = drafter.post(address, {**sent, "seen": seen})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "走访宣讲" in answer.content.decode()
    assert scheme.tasks.count() == 2


def test_a_unit_stands_in_one_role(drafter, office):
    scheme = drafted(office)
    sent = typed(office, responsible=[str(office.north.pk)])

    answer = drafter.post(f"/duties/schemes/{scheme.pk}/tasks/new/", sent)

    assert answer.status_code == 422
    assert "牵头单位不用再选为责任单位" in answer.content.decode()


def test_a_post_of_a_unit_that_does_not_answer_is_refused(drafter, office):
    scheme = drafted(office)
    post = add_post(unit=office.street, name="宣传委员", roles=["VIEWER"])

    _, answer = looked_at(
        drafter, f"/duties/schemes/{scheme.pk}/tasks/new/", typed(office, post=str(post.pk))
    )

    assert answer.status_code == 422
    assert "它不在这项任务的单位里" in answer.content.decode()


def test_a_task_of_a_draft_is_changed_and_struck_out(drafter, office):
    scheme = drafted(office)
    task = scheme.tasks.get(number="2")

    _, saved = looked_at(
        drafter, f"/duties/tasks/{task.pk}/edit/", typed(office, number="2", supporting_owes="on")
    )
    assert saved.status_code == 303
    task.refresh_from_db()
    assert (task.content, task.supporting_owes) == ("走访宣讲", True)

    assert drafter.post(f"/duties/tasks/{task.pk}/remove/")["Location"] == f"/duties/schemes/{scheme.pk}/"
    assert scheme.tasks.count() == 1


def test_somebody_else_hands_a_scheme_down_and_each_unit_has_its_duties(drafter, cast, office):
    scheme = drafted(office)
    address = f"/duties/schemes/{scheme.pk}/"
    assert "您是编写人，要由另一位有审核权限的人下发" in text(drafter, address)
    assert cast.clerk.get(address).status_code == 404

    answer = cast.reviewer.post(f"{address}issue/", {"document": "", "issued_on": TODAY.isoformat()})

    assert answer["Location"] == address
    page = text(cast.clerk, address)
    assert "已下发" in page
    assert "无依据" in page
    assert set(Duty.objects.values_list("unit", "role")) == {
        (office.north.pk, "LEAD"),
        (office.south.pk, "RESPONSIBLE"),
        (office.south.pk, "SUPPORTING"),
    }
    assert Occurrence.objects.filter(duty__unit=office.north).exists()
    again = cast.reviewer.post(f"{address}issue/", {"document": "", "issued_on": TODAY.isoformat()})
    assert again["Location"] == address


def test_a_handed_down_task_is_amended_with_its_history_and_not_edited(drafter, cast, office):
    scheme = issued(office)
    task = scheme.tasks.get(number="1")
    assert drafter.get(f"/duties/tasks/{task.pk}/edit/").status_code == 422
    later = TODAY + dt.timedelta(days=40)
    sent = typed(
        office,
        number="1",
        content="理论学习和研讨",
        frequency="每月2次",
        on=later.isoformat(),
        reason="上级要求提高",
    )

    page, saved = looked_at(cast.reviewer, f"/duties/tasks/{task.pk}/amend/", sent)

    assert "今后十二次" in page
    fresh = Task.objects.get(amends=task)
    assert saved["Location"] == f"/duties/tasks/{fresh.pk}/"
    page = text(cast.reviewer, f"/duties/tasks/{fresh.pk}/")
    assert "每月1次" in page and "每月2次" in page
    assert "第 2 版" in text(cast.reviewer, f"/duties/schemes/{scheme.pk}/")


def test_a_unit_undertakes_and_names_its_posts(cast, office):
    issued(office)
    duty = Duty.objects.get(unit=office.north, task__number="1")
    post = Post.objects.get(unit=office.north)

    assert cast.clerk.post(f"/duties/{duty.pk}/undertake/").status_code == 303
    assert cast.clerk.post(f"/duties/{duty.pk}/undertake/").status_code == 303
    answer = cast.clerk.post(f"/duties/{duty.pk}/appoint/", {"post": post.pk, "first_post": post.pk})

    assert answer.status_code == 303
    duty.refresh_from_db()
    assert (duty.state, duty.post, duty.first_post, duty.direct_post) == ("UNDERTAKEN", post, post, None)
    assert "承办：" in text(cast.clerk, f"/duties/{duty.pk}/")


@pytest.mark.parametrize(("deed", "state"), [("uphold", "ASSIGNED"), ("release", "ENDED")])
def test_a_unit_objects_with_a_reason_and_the_issuer_answers(cast, office, deed, state):
    issued(office)
    duty = Duty.objects.get(unit=office.north, task__number="1")
    address = f"/duties/{duty.pk}/"

    empty = cast.clerk.post(f"{address}object/", {"reason": " "})
    assert empty.status_code == 422
    assert "请填写理由" in empty.content.decode()
    assert cast.clerk.post(f"{address}object/", {"reason": "没有场地"}).status_code == 303
    assert "提出异议：没有场地" in text(cast.reviewer, address)
    assert cast.clerk.post(f"{address}answer/", {"reason": "同意"}).status_code == 403
    assert cast.reviewer.post(f"{address}answer/", {"reason": "", "deed": deed}).status_code == 422
    assert cast.reviewer.post(f"{address}answer/", {"reason": "已核实", "deed": deed}).status_code == 303

    duty.refresh_from_db()
    assert duty.state == state
    assert "秦川答复：已核实" in text(cast.clerk, address)


def test_a_unit_breaks_a_duty_down_to_what_lies_below_and_to_its_own_posts(cast, office, sign_in):
    grid = Unit.objects.create(name="第一网格", level="GRID")
    Affiliation.objects.create(unit=grid, parent=office.north)
    worker = add_person(login="grid", name="何网格", unit=grid)
    hold(worker, grid, PostRole.CLERK)
    issued(office)
    duty = Duty.objects.get(unit=office.north, task__number="1")
    post = Post.objects.get(unit=office.north)
    address = f"/duties/{duty.pk}/"
    assert "第一网格" in text(cast.clerk, address)

    assert cast.clerk.post(f"{address}break-down/", {}).status_code == 422
    assert cast.clerk.post(f"{address}break-down/", {"units": [f"u{office.south.pk}"]}).status_code == 422
    answer = cast.clerk.post(f"{address}break-down/", {"units": [f"u{grid.pk}", f"p{post.pk}"]})

    assert answer.status_code == 303
    assert set(duty.parts.values_list("unit", "role", "post")) == {
        (grid.pk, "RESPONSIBLE", None),
        (office.north.pk, "LEAD", post.pk),
    }
    page = text(sign_in(worker), f"/duties/{duty.parts.get(unit=grid).pk}/")
    assert "理论学习" in page


def test_who_is_responsible_is_settled_when_a_duty_goes_to_own_posts(cast, office):
    issued(office)
    duty = Duty.objects.get(unit=office.north, task__number="1")
    clerk = Post.objects.get(unit=office.north)
    first, direct = (add_post(unit=office.north, name=name, roles=["VIEWER"]) for name in ("书记", "主任"))
    sent = {"units": [f"p{clerk.pk}"], "first_post": first.pk, "direct_post": direct.pk}

    assert cast.clerk.post(f"/duties/{duty.pk}/break-down/", sent).status_code == 303

    part = duty.parts.get()
    assert (part.post, part.first_post, part.direct_post) == (clerk, first, direct)
    page = text(cast.clerk, f"/duties/{duty.pk}/")
    assert "第一责任 书记" in page and "直接责任 主任" in page
    assert "第一责任" in text(cast.clerk, f"/duties/posts/{first.pk}/")
    assert "直接责任" in text(cast.clerk, f"/duties/posts/{direct.pk}/")


def test_posts_of_each_unit_are_chosen_for_a_task_and_stay_when_it_is_changed(drafter, office):
    scheme = drafted(office)
    north, south = (
        add_post(unit=unit, name="书记", roles=["VIEWER"]) for unit in (office.north, office.south)
    )
    sent = typed(office, first_post=[str(north.pk), str(south.pk)], direct_post=[str(south.pk)])
    _, saved = looked_at(drafter, f"/duties/schemes/{scheme.pk}/tasks/new/", sent)
    address = saved["Location"]

    looked_at(drafter, f"{address}edit/", {**sent, "goal": "每户一次"})

    task = Task.objects.get(number="3")
    assert list(task.assignments.order_by("pk").values_list("unit", "first_post", "direct_post")) == [
        (office.north.pk, north.pk, None),
        (office.south.pk, south.pk, south.pk),
    ]
    assert "第一责任人：书记（北桥社区）、书记（南浦村）" in text(drafter, f"/duties/schemes/{scheme.pk}/")
    form = drafter.get(f"{address}edit/").context["form"]
    assert (form["first_post"].value(), form["direct_post"].value()) == ([north.pk, south.pk], [south.pk])


def test_a_task_lies_under_another_and_not_in_a_circle(drafter, office):
    scheme = drafted(office)
    top = scheme.tasks.get(number="2")
    sent = typed(office, number="1.9", parent=str(top.pk))

    _, saved = looked_at(drafter, f"/duties/schemes/{scheme.pk}/tasks/new/", sent)

    below = Task.objects.get(number="1.9")
    assert below.parent == top
    page = text(drafter, f"/duties/schemes/{scheme.pk}/")
    rows = [part.split("<", 1)[0] for part in page.split('<th scope="row">')[1:]]
    assert rows == ["1", "2", "1.9"]
    assert "，在 2 下" in page
    kept = typed(office, number="2", parent=str(below.pk))
    _, refused = looked_at(drafter, f"/duties/tasks/{top.pk}/edit/", kept)
    assert refused.status_code == 422
    assert "上级任务绕成了圈：2 的上级是 1.9，1.9 的上级是 2" in refused.content.decode()
    assert f'<option value="{top.pk}" selected>' in drafter.get(f"{saved['Location']}edit/").content.decode()


def test_a_stopped_scheme_asks_for_nothing_more(cast, office):
    scheme = issued(office)
    address = f"/duties/schemes/{scheme.pk}/"

    assert cast.reviewer.post(f"{address}withdraw/", {"reason": ""}).status_code == 422
    assert cast.reviewer.post(f"{address}withdraw/", {"reason": "任务调整"}).status_code == 303

    assert "停止：任务调整" in text(cast.clerk, address)
    assert not Duty.objects.exclude(state="ENDED").exists()


@pytest.mark.parametrize("schemes", [1, 4])
def test_the_list_asks_as_often_for_four_schemes_as_for_one(
    cast, office, schemes, django_assert_max_num_queries
):
    for number in range(schemes):
        issued(office, title=f"方案{number}")

    with django_assert_max_num_queries(12):
        page = text(cast.clerk, "/duties/schemes/")

    assert page.count("<tr data-row>") == schemes


@pytest.mark.parametrize(("typed_days", "kept"), [("3", 3), ("0", 0), ("", 0)])
def test_a_scheme_says_after_how_many_workdays_it_is_told_above(drafter, office, typed_days, kept):
    assert 'name="escalate_after" value="5"' in text(drafter, "/duties/schemes/new/")

    sent = {"title": "宣讲方案", "unit": office.street.pk, "year": YEAR + 1, "escalate_after": typed_days}
    drafter.post("/duties/schemes/new/", sent)

    assert Scheme.objects.get().escalate_after == kept


def test_the_days_are_changed_by_whoever_reviews_and_a_wrong_number_is_told(cast, office):
    scheme = issued(office)
    address = f"/duties/schemes/{scheme.pk}/"
    assert "到期以后满 5 个工作日还没有完成的，告知承办单位的上一级" in text(cast.clerk, address)

    bad = cast.reviewer.post(f"{address}telling/", {"escalate_after": "很快"})
    good = cast.reviewer.post(f"{address}telling/", {"escalate_after": "0"})

    assert (bad.status_code, good.status_code) == (422, 303)
    assert "应是 0 到 60 的整数" in bad.content.decode() and 'value="很快"' in bad.content.decode()
    assert "逾期的不告知上一级" in text(cast.clerk, address)
    assert "修改天数" not in text(cast.clerk, address)
