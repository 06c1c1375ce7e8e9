"""The editor's door: the manuscript comes and goes as JSON, is kept version by version, compiled, remarked on."""

from __future__ import annotations

import copy
import json
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from taizhang.foundation.accounts.rules import Role
from taizhang.ledgers.records import services
from taizhang.reporting.models import Report, ReportDraft
from taizhang.reporting.runs import document_of
from tests.web.conftest import hold
from tests.web.reported import NOW, reported

VISITS = {"rule": "visits", "unit": None, "own": False, "period": None}


@pytest.fixture
def report(cast, office, accepted):
    """Return the clerk's draft over one visit."""
    accepted(title="走访慰问独居老人")
    return reported(office.clerk, office.north)


def at(report, path=""):
    return f"/reports/{report.pk}/{path}"


def post(client, address, body):
    return client.post(address, json.dumps(body), content_type="application/json")


def load(client, report):
    answer = client.get(at(report, "draft.json"))
    assert answer.status_code == 200
    return answer.json()


def changed(told, text="这是写上去的一句。"):
    manuscript = copy.deepcopy(told["manuscript"])
    manuscript["blocks"].append(
        {"id": "new00001", "type": "paragraph", "inlines": [{"type": "text", "text": text, "style": ""}]}
    )
    return {"version": told["version"], "manuscript": manuscript}


def only(pieces):
    """Return a manuscript of one paragraph."""
    return {
        "version": 1,
        "title": "题",
        "blocks": [{"id": "b1", "type": "paragraph", "inlines": pieces}],
    }


def chip(number, ask=VISITS, **more):
    told = {"state": "auto", "text": "0", "position": None, "typed_source": ""}
    return {"type": "figure", "id": f"c{number}", "ask": ask, **told, **more}


def test_the_first_manuscript_is_what_the_template_wrote_with_every_figure_a_chip(cast, report):
    told = load(cast.clerk, report)

    chips = [
        piece["id"]
        for block in told["manuscript"]["blocks"]
        if block["type"] != "table"
        for piece in block["inlines"]
        if piece["type"] == "figure"
    ]
    assert told["version"] == 0
    assert set(chips) <= set(told["chips"])
    assert {chip["newer"] for chip in told["chips"].values()} == {None}
    assert told["chips"][chips[0]]["sources"] >= 0
    assert told["person"] == "周敏"


def test_what_is_typed_is_kept_and_the_same_again_is_no_new_version(cast, report):
    body = changed(load(cast.clerk, report))

    first = post(cast.clerk, at(report, "draft.json"), body).json()
    again = post(cast.clerk, at(report, "draft.json"), body).json()

    assert (first["version"], again["version"]) == (1, 1)
    assert load(cast.clerk, report)["manuscript"] == body["manuscript"]
    assert ReportDraft.objects.count() == 1


def test_an_addressee_is_not_overwritten_unseen(cast, office, report, sign_in):
    hold(office.stranger, office.north, Role.CLERK)
    told = load(cast.clerk, report)
    same = {"version": told["version"], "manuscript": told["manuscript"], "dated": told["dated"]}

    theirs = post(sign_in(office.stranger), at(report, "draft.json"), {**same, "addressee": "街道党工委"})
    mine = post(
        cast.clerk, at(report, "draft.json"), {**changed(told), "addressee": "", "dated": told["dated"]}
    )

    assert (theirs.status_code, mine.status_code) == (200, 409)
    assert load(cast.clerk, report)["addressee"] == "街道党工委"


def test_what_one_person_saves_in_one_sitting_is_one_version(cast, report):
    told = load(cast.clerk, report)
    for text in ("一", "二", "三"):
        body = {**changed(told, text), "version": load(cast.clerk, report)["version"]}
        answer = post(cast.clerk, at(report, "draft.json"), body)

    assert answer.json()["version"] == 3
    assert ReportDraft.objects.count() == 1


def test_a_stale_version_is_refused_and_both_tellings_are_shown(cast, office, report, sign_in):
    hold(office.stranger, office.north, Role.CLERK)
    other = sign_in(office.stranger)
    told = load(cast.clerk, report)
    post(other, at(report, "draft.json"), changed(told, "别人写的"))

    answer = post(cast.clerk, at(report, "draft.json"), changed(told, "我写的"))

    theirs = answer.json()
    assert (answer.status_code, theirs["version"], theirs["by"]) == (409, 1, "高翔")
    assert [(one["before"], one["after"]) for one in theirs["differences"]] == [("别人写的", "我写的")]
    assert "别人写的" in json.dumps(theirs["manuscript"], ensure_ascii=False)
    assert "我写的" not in json.dumps(load(cast.clerk, report), ensure_ascii=False)


def test_a_record_accepted_meanwhile_makes_a_chip_newer_and_compiling_brings_it_up(cast, report, accepted):
    post(cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only([chip(1, text="1")])})
    accepted(title="又一次走访")

    told = load(cast.clerk, report)
    assert told["chips"]["c1"]["newer"] == {"text": "2", "value": "2"}
    assert told["chips"]["c1"]["text"] == "1"

    compiled = post(cast.clerk, at(report, "compile/"), {"version": told["version"]}).json()

    assert compiled["chips"]["c1"]["newer"] is None
    assert compiled["manuscript"]["blocks"][0]["inlines"][0]["text"] == "2"
    report.refresh_from_db()
    [figure] = document_of(report.run).figures
    assert (figure.text, len(figure.sources), report.run_id) == ("2", 2, compiled["run"])


def test_an_edited_report_is_sent_only_as_it_was_compiled_and_never_signed_by_who_edited_it(
    cast, office, report
):
    post(cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only([chip(1)])})

    early = cast.clerk.post(at(report, "send/"))
    post(cast.clerk, at(report, "compile/"), {"version": load(cast.clerk, report)["version"]})
    report.refresh_from_db()
    sent = cast.clerk.post(at(report, "send/"), {"seen": report.run_id})
    signed = cast.reviewer.post(at(report, "sign/"), {"seen": report.run_id})

    assert (early.status_code, sent.status_code, signed.status_code) == (422, 303, 303)
    assert "请先“编一稿看纸面”" in early.content.decode() or "没有完成" in early.content.decode()
    assert Report.objects.get(pk=report.pk).state == "SIGNED"


def test_locked_and_typed_figures_are_signed_verified_and_followed_on(cast, office, report, accepted):
    sealed = report.run.position
    later = accepted(title="后来的走访")
    pieces = [
        {"type": "text", "text": "走访", "style": ""},
        chip(1, text="2", ask=VISITS),
        {"type": "text", "text": "次，上报时", "style": ""},
        chip(2, text="1", ask={**VISITS, "period": "2025年3月"}, state="locked", position=sealed),
        {"type": "text", "text": "次，另有", "style": ""},
        chip(3, text="1,204", ask=None, state="typed", typed_source="区统计局年报"),
        {"type": "text", "text": "户。", "style": ""},
    ]
    post(cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only(pieces)})
    told = post(cast.clerk, at(report, "compile/"), {"version": load(cast.clerk, report)["version"]}).json()
    report.refresh_from_db()
    cast.clerk.post(at(report, "send/"), {"seen": report.run_id})
    cast.reviewer.post(at(report, "sign/"), {"seen": report.run_id})

    bundle = cast.upper.get(at(report, "bundle.zip")).content
    verified = cast.upper.post(
        "/reports/verify/", {"file": SimpleUploadedFile("b.zip", bundle)}
    ).content.decode()
    unchanged = cast.clerk.get(at(report, "changed/")).content.decode()
    accepted(title="又一次走访")
    moved = cast.clerk.get(at(report, "changed/")).content.decode()

    assert [one["kind"] for one in told["findings"]] == ["note"]
    assert [(one.text, one.position) for one in document_of(report.run).figures] == [
        ("2", report.run.position),
        ("1", sealed),
        ("1,204", report.run.position),
    ]
    assert "与签发时完全一致" in verified
    assert "没有变动" in unchanged
    assert "又一次走访" in moved
    assert report.subject in cast.clerk.get(f"/records/{later.number}/").content.decode()
    assert 'href="/figures/typed/' not in cast.clerk.get(at(report)).content.decode()


def test_who_saved_one_sentence_does_not_sign(cast, office, report):
    hold(office.reviewer, office.north, Role.CLERK)
    post(cast.reviewer, at(report, "draft.json"), {"version": 0, "manuscript": only([chip(1, text="1")])})
    post(cast.clerk, at(report, "compile/"), {"version": load(cast.clerk, report)["version"]})
    report.refresh_from_db()
    cast.clerk.post(at(report, "send/"), {"seen": report.run_id})

    answer = cast.reviewer.post(at(report, "sign/"), {"seen": report.run_id})

    assert (answer.status_code, Report.objects.get(pk=report.pk).state) == (422, "IN_REVIEW")
    assert "不能签发自己填报的内容" in answer.content.decode()


def test_a_sent_report_is_not_edited(cast, office, accepted):
    accepted(title="走访")
    sent = reported(office.clerk, office.north, sent=True)

    answer = post(cast.clerk, at(sent, "draft.json"), changed(load(cast.clerk, sent)))

    assert answer.status_code == 422
    assert "不能修改" in answer.json()["error"]


def test_the_passages_form_gives_way_once_the_report_was_edited(cast, report):
    post(cast.clerk, at(report, "draft.json"), changed(load(cast.clerk, report)))

    page = cast.clerk.get(at(report)).content.decode()
    answer = cast.clerk.post(at(report), {"seen": report.run_id, "dated": "2025-12-31"})

    assert "要写的段落" not in page
    assert answer.status_code == 409
    assert "请在编辑器里接着改" in answer.content.decode()


def test_figures_are_told_one_by_one_and_a_wrong_one_does_not_stop_the_others(cast, report):
    asks = [VISITS, {"rule": "no_such"}, {**VISITS, "period": "2025年13月"}]

    told = post(cast.clerk, at(report, "figures.json"), {"asks": asks}).json()["figures"]

    assert told[0]["text"] == "1"
    assert "error" in told[1] and "error" in told[2]


def test_a_figure_of_a_unit_out_of_reach_is_refused_everywhere(cast, office, report):
    secret = {**VISITS, "unit": office.other_street.pk}

    asked = post(cast.clerk, at(report, "figures.json"), {"asks": [secret]})
    looked = cast.clerk.get(at(report, f"figure.json?ask={quote(json.dumps(secret))}"))
    saved = post(
        cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only([chip(1, ask=secret)])}
    )

    assert (asked.status_code, looked.status_code, saved.status_code) == (403, 403, 403)


def test_a_chip_that_nothing_answers_shuts_nobody_out_of_the_editor(cast, report):
    gone, good = {**VISITS, "period": "2025年13月"}, chip(2)
    told = post(
        cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only([chip(1, ask=gone), good])}
    )
    compiled = post(cast.clerk, at(report, "compile/"), {"version": told.json()["version"]})

    again = load(cast.clerk, report)

    assert (told.status_code, compiled.status_code) == (200, 200)
    assert [(one["chip"], "没有13月" in one["text"]) for one in again["findings"]] == [("c1", True)]
    assert set(again["chips"]) == {"c2"}


def test_the_people_of_a_record_elsewhere_are_not_told(cast, office, report, accepted):
    theirs = accepted(title="别处的走访", people="99人", unit=office.south.pk)

    for ask in ({"record": theirs.source}, {"record": "records:999999"}):
        [told] = post(cast.clerk, at(report, "figures.json"), {"asks": [ask]}).json()["figures"]
        assert (told["value"], "别处" in told["label"]) == (None, False)


def test_behind_a_figure_stand_its_records(cast, report):
    told = cast.clerk.get(at(report, f"figure.json?ask={quote(json.dumps(VISITS))}")).json()

    [source] = told["sources"]
    assert (source["title"], told["more"]) == ("走访慰问独居老人", 0)
    assert cast.clerk.get(source["address"]).status_code == 200
    assert cast.clerk.get(told["address"]).status_code == 200


def test_behind_a_figure_that_was_worked_out_stand_the_records_of_both(cast, report):
    ask = {"derive": "difference", "of": [VISITS, {**VISITS, "period": "2024年"}], "than": "上年", "up": True}
    share = {"derive": "share", "of": [VISITS, {**VISITS, "rule": "records_total"}]}

    told, part = (
        cast.clerk.get(at(report, f"figure.json?ask={quote(json.dumps(one))}")).json() for one in (ask, share)
    )

    assert (told["chip"]["value"], part["chip"]["value"]) == (None, "100")
    assert [[one["title"] for one in each["sources"]] for each in (told, part)] == [["走访慰问独居老人"]] * 2


def test_the_palette_finds_rules_by_words_and_tells_units_and_periods(cast, report):
    told = cast.clerk.get(at(report, "rules.json?q=走访")).json()

    assert told["rules"][0]["code"] == "visits"
    assert [one["name"] for one in told["units"]] == ["北桥社区", "北桥社区本级"]
    assert told["periods"][0]["text"] == ""
    assert {"2024年", "2025年3月"} <= {one["text"] for one in told["periods"]}


def test_personal_data_in_the_text_is_found_and_stops_the_sending(cast, report):
    pieces = [{"type": "text", "text": "联系人13800123456。", "style": ""}, chip(1)]
    saved = post(cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only(pieces)}).json()
    post(cast.clerk, at(report, "compile/"), {"version": saved["version"]})
    report.refresh_from_db()

    sent = cast.clerk.post(at(report, "send/"), {"seen": report.run_id})

    [found] = [one for one in saved["findings"] if "手机号码" in one["text"]]
    assert found["block"] == "b1"
    assert sent.status_code == 422
    assert "13800123456" not in found["text"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "没有收到完整的稿子"),
        ('{"manuscript": {}}', "不是这一版程序的文稿"),
        ('{"manuscript": {"version": 1, "title": "题", "blocks": []}}', "没有写明改的是哪一稿"),
    ],
)
def test_what_is_no_manuscript_is_refused_and_nothing_is_kept(cast, report, body, words):
    answer = cast.clerk.post(at(report, "draft.json"), body, content_type="application/json")

    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert not ReportDraft.objects.exists()


def test_an_ended_session_is_answered_with_where_to_sign_in(report):
    answer = Client().get(at(report, "draft.json"))

    assert answer.status_code == 401
    assert answer.json()["signin"].startswith("/signin/")


def test_versions_are_listed_compared_and_taken_up_again(cast, office, report):
    first = changed(load(cast.clerk, report), "第一稿")
    post(cast.clerk, at(report, "draft.json"), first)
    ReportDraft.objects.update(begun_at=NOW, at=NOW)
    told = load(cast.clerk, report)
    told["manuscript"]["blocks"][-1]["inlines"][0]["text"] = "第二稿"
    post(cast.clerk, at(report, "draft.json"), {"version": 1, "manuscript": told["manuscript"]})

    assert "第 2 稿" in cast.clerk.get(at(report, "versions/")).content.decode()
    page = cast.clerk.get(at(report, "versions/2/")).content.decode()
    assert "<del>第一稿</del>" in page and "<ins>第二稿</ins>" in page

    answer = cast.clerk.post(at(report, "versions/1/restore/"))

    assert answer["Location"] == at(report, "edit/")
    assert load(cast.clerk, report)["manuscript"] == first["manuscript"]
    assert cast.clerk.get(at(report, "versions/99/")).status_code == 404


def test_remarks_are_made_and_seen_to_by_whoever_writes_or_signs(cast, report):
    made = post(
        cast.reviewer, at(report, "comments/"), {"block": "b1", "quote": "走访", "text": "写明户数"}
    ).json()
    done = post(cast.clerk, at(report, f"comments/{made['id']}/done/"), {}).json()

    assert (made["by"], made["done_by"]) == ("秦川", None)
    assert done["done_by"] == "周敏"
    assert [one["text"] for one in load(cast.clerk, report)["comments"]] == ["写明户数"]
    assert post(cast.clerk, at(report, "comments/"), {"text": "  "}).status_code == 422
    assert post(cast.stranger, at(report, "comments/"), {"text": "外人"}).status_code == 404


def test_many_chips_cost_no_more_queries_than_few(cast, report, django_assert_max_num_queries):
    def cost(number):
        pieces = [chip(each, text="1") for each in range(number)]
        ReportDraft.objects.all().delete()
        post(cast.clerk, at(report, "draft.json"), {"version": 0, "manuscript": only(pieces)})
        with django_assert_max_num_queries(200) as told:
            load(cast.clerk, report)
        return len(told)

    load(cast.clerk, report)  # what a compiling never changes is read once

    assert cost(40) == cost(2)


def test_a_correction_counts_in_a_people_chip_at_once(cast, office, report, accepted, activity):
    record = accepted(title="大走访", people="12人")
    ask = {"record": record.source}
    post(
        cast.clerk,
        at(report, "draft.json"),
        {"version": 0, "manuscript": only([chip(1, ask=ask, text="12")])},
    )
    services.correct_record(
        record=record,
        content=activity(kind="visit", title="大走访", people="15人"),
        reason="签到表",
        by=office.clerk,
        at=NOW,
    )
    services.accept_correction(record=record, by=office.reviewer, at=NOW)

    assert load(cast.clerk, report)["chips"]["c1"]["newer"]["text"] == "15"
