"""Premises of the north community of these tests, made as its pages make them."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.evidence.services import keep_file
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding, Incident, Place, PlaceUpload
from taizhang.ledgers.premises.rules import (
    Answer,
    IncidentSort,
    Severity,
    Wrong,
    type_by_code,
)
from taizhang.processes.import_places import begin_place_upload
from taizhang.reporting.places_workbook import COLUMNS
from tests.web.pictures import PNG

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.astimezone(dt.timezone(dt.timedelta(hours=8))).date()
SINCE = TODAY - dt.timedelta(days=60)
OWN = {
    "led_screen": lambda post: {"area": 12, "custodian": post.pk},
    "reading_room": lambda _: {"area": 80, "hours": "9:00—17:00"},
    "notice_board": lambda _: {"size": "2—6平方米"},
}


def post_of(office) -> Post:
    """Return the post of the north community that answers for its premises."""
    found = Post.objects.filter(unit=office.north, closed_on__isnull=True).order_by("pk").first()
    return found or Post.objects.create(unit=office.north, name="宣传干事", roles=["CLERK"])


def placed(office, type="reading_room", name="北桥书屋", **told) -> Place:
    """Return a place in use for two months."""
    post = post_of(office)
    details = services.Details(
        type=type_by_code(type), name=name, unit=office.north.pk, post=post.pk, fields=OWN[type](post), **told
    )
    return services.register(details=details, since=SINCE, by=office.clerk, today=TODAY, at=NOW)


def found_wrong(office, place: Place) -> Finding:
    """Return what an inspection of today found wrong with a place."""
    items = type_by_code(place.type).items
    code = items[0].code
    answers = {item.code: Answer.FINE for item in items} | {code: Answer.WRONG}
    wrong = Wrong(code, "门锁坏了", Severity.MINOR, place.post_id, TODAY + dt.timedelta(days=9))
    services.inspect(place=place, answers=answers, wrongs=[wrong], on=TODAY, by=office.clerk, at=NOW)
    return place.findings.get(item=code)


def rectified(office, finding: Finding, *, by=None) -> Finding:
    """Return a finding that was put right and waits to be re-checked."""
    photo = keep_file(content=PNG, name="整改.png", at=NOW)
    return services.rectify(
        finding=finding, text="换了新锁", photos=[photo.pk], on=TODAY, by=by or office.clerk, at=NOW
    )


def happened(office, place: Place) -> Incident:
    """Return an incident of a channel."""
    return services.write_incident(
        place=place,
        sort=IncidentSort.HIJACKED,
        what="播放外来画面",
        noticed_at=NOW - dt.timedelta(hours=1),
        on=TODAY,
        by=office.clerk,
        at=NOW,
    )


def table_of(*rows: dict[str, object]) -> bytes:
    """Return a CSV table of premises with these cells by label."""
    labels = [column.label for column in COLUMNS]
    lines = [labels, *([str(row.get(label, "")) for label in labels] for row in rows)]
    return ("\ufeff" + "\r\n".join(",".join(line) for line in lines)).encode()


def board(office, name: str, **told: object) -> dict[str, object]:
    """Return a row of a table: a notice board of the north community."""
    return {
        "类型": "宣传栏",
        "名称": name,
        "管理单位": "北桥社区",
        "责任岗位": post_of(office).name,
        "启用日期": "2025-03-05",
        "规格": "2-6平方米",
        **told,
    }


def uploaded_places(by, office, *rows: dict[str, object]) -> PlaceUpload:
    """Upload a table with a good row and a faulty one, or with these rows."""
    rows = rows or (board(office, "北门宣传栏"), board(office, "南门宣传栏", 规格="很大"))
    return begin_place_upload(
        content=table_of(*rows),
        name="阵地.csv",
        root=office.north,
        units=[office.north.pk],
        by=by,
        today=TODAY,
        at=NOW,
    )
