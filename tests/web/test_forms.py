"""Every form of the table of addresses, filled in badly, twice, and after the session has ended."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.test import Client

from tests.web.conftest import shut
from tests.web.test_matrix import GO, OK, PEOPLE, PUBLIC, Line, lines, tried

LONG = "长" * 6000
STRANGE = ("\x00", "-1", "9" * 40, "2026-13-45", "<script>alert(1)</script>", "NaN")
FIXED = ("seen", "then", "query")
"""Fields that nobody types in."""

NOT_THERE = ("没有这条记录", "没有这篇稿件")
"""What a page that tells each outcome says of what is not there."""

TYPED = ("title", "on", "reason", "name", "login", "basis", "period", "subject", "dated", "since", "until")

EMPTY_SAYS_SOMETHING = {
    "duties:telling": 303,
    "figures:targets": 303,
    "owed:urge": 303,
    "people:policy": 404,
}
"""What an empty form is answered where it is no fault: never told above; no target at all; urged without
a note; the policy of no unit."""


def forms(office, activity) -> list[tuple[str, Line]]:
    """Return every form that is sent, each with the first person whom the table lets send it."""
    return [
        (PEOPLE[next(place for place, code in enumerate(line.answers) if code in (GO, OK))], line)
        for line in lines(office, activity)
        if line.method == "post" and line.sent and {GO, OK} & set(line.answers)
    ]


def answer(cast, who: str, line: Line, sent: dict[str, object]) -> tuple[int, str]:
    return tried(getattr(cast, who), Line(line.name, "post", line.address, (), sent))


def test_there_are_forms(cast, office, activity):
    assert len(forms(office, activity)) > 20


def test_an_empty_form_is_refused_in_words(cast, office, activity):
    told = {}
    for who, line in forms(office, activity):
        fixed = {name: value for name, value in line.sent.items() if name in FIXED}
        status, body = answer(cast, who, line, fixed)
        if not (status == 422 and ('role="alert"' in body or "没有办成" in body)):
            told[line.name] = status

    assert told == EMPTY_SAYS_SOMETHING


def test_what_is_too_long_is_refused_and_the_rest_is_kept(cast, office, activity):
    told = []
    for who, line in forms(office, activity):
        for name in set(line.sent) - set(FIXED):
            status, body = answer(cast, who, line, {**line.sent, name: LONG})
            if status not in (422, 404) and not any(words in body for words in NOT_THERE):
                told.append((line.address, name, status))

    assert told == []


def test_nothing_strange_breaks_a_form_or_comes_back_as_it_was(cast, office, activity):
    for who, line in forms(office, activity):
        for name in line.sent:
            for value in STRANGE:
                status, body = answer(cast, who, line, {**line.sent, name: value})
                assert status in (OK, GO, 404, 409, 422), (line.address, name, value, status)
                assert "<script>alert(1)" not in body


def rows() -> dict[str, int]:
    """Return how many rows each table has, but for those of the sessions."""
    own = (model for model in apps.get_models() if model.__module__.startswith("taizhang."))
    return {model.__name__: model.objects.count() for model in own if model.__name__ != "SignIn"}


def test_a_form_sent_twice_does_its_work_once(cast, office, activity):
    told = {}
    for who, line in forms(office, activity):
        client, sent = getattr(cast, who), {**line.sent, "once": "one-and-the-same"}
        cookies = client.cookies.copy()
        with transaction.atomic():
            shut(client.post(line.address, sent))
            before = rows()
            again = client.post(line.address, sent)
            shut(again)
            more = {name: count - before[name] for name, count in rows().items() if count != before[name]}
            transaction.set_rollback(True)
        client.cookies = cookies
        if more:
            told[line.name] = (again.status_code, more)

    assert told == {}


def test_what_was_typed_is_on_the_page_that_says_the_session_has_ended(cast, office, activity):
    for _, line in forms(office, activity):
        if line.name in PUBLIC:
            continue
        page = Client().post(line.address, {**line.sent, "password": "geheim-2026", "old": "geheim-2026"})
        body = page.content.decode()
        assert page.status_code == 401
        assert "geheim-2026" not in body
        for name, value in line.sent.items():
            if name in TYPED and isinstance(value, str):
                assert value in body, (line.address, name)


STRANGE_ADDRESSES = (
    "/records/%00/", "/records/?q=%00", "/records/?period=%00&unit=%00&kind=%00&state=%00&batch=%00&page=%00",
    "/records/%00/edit/", "/records/%00/files/1/", "/figures/%00/", "/figures/?unit=%00&period=%00",
    "/figures/targets/?unit=%00&year=%00", "/units/?q=%00&on=%00", "/people/?unit=%00", "/calendar/?month=%00",
    "/units/99999999999999999999/", "/records/?batch=99999999999999999999&unit=99999999999999999999",
    "/people/posts/99999999999999999999/", "/reports/99999999999999999999/", "/records/review/?last=%00",
)  # fmt: skip


def test_no_strange_address_breaks_a_page(cast, office, activity):
    lines(office, activity)
    for address in STRANGE_ADDRESSES:
        for client in (cast.clerk, cast.reviewer, cast.manager):
            answer = client.get(address)
            shut(answer)
            assert answer.status_code in (OK, GO, 403, 404, 422), address
