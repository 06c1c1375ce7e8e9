"""The work report tells of items reviewed, returned, published and corrected, each with its items."""

from __future__ import annotations

import datetime as dt

from taizhang.compiler.document import Paragraph, plain
from taizhang.kernel.period import parse_period
from taizhang.ledgers.publication import services
from taizhang.ledgers.publication.rules import Code
from taizhang.reporting.runs import Order, compile_run
from taizhang.reporting.template_choice import find_template
from tests.conftest import NOON
from tests.publication.conftest import DAY, TEXT, desk, draft, edits, passes, publishes, sent

__all__ = ["desk", "draft", "edits", "passes", "publishes", "sent"]
TEMPLATE = find_template(name="work_report")


def made(office, key, at):
    order = Order(
        unit=office.street,
        period=parse_period("2025"),
        subject="宣传文化工作",
        signed_on=dt.date(2025, 12, 31),
    )
    _, document = compile_run(template=TEMPLATE, order=order, by=office.clerk, key=key, at=at)
    return document


def text_of(document) -> str:
    return "\n".join(
        plain(block.inlines, document.figures) for block in document.blocks if isinstance(block, Paragraph)
    )


def test_the_report_tells_what_became_of_items(
    office, accepted, key, at, sent, passes, edits, publishes, desk
):
    accepted(on=dt.date(2025, 3, 5))
    code = Code.FIRST_REVIEW
    returned = sent()
    services.return_item(
        item=returned, code=code, digest=returned.digest, reason="写错", by=desk.at(code), on=DAY, at=NOON
    )
    item = passes(sent(title="读书会预告"))
    publishes(item)
    item = passes(edits(item, title="读书会改期", text=TEXT, reason="改期"))
    publishes(item, reason="日期有变")

    document = made(office, key, at)

    assert "审结稿件1篇，退回修改1篇。" in text_of(document)
    assert "发布稿件1篇；发布后更正1篇。" in text_of(document)
    [published] = next(figure for figure in document.figures if figure.rule == "items_published").sources
    assert (published.title, published.number) == ("读书会预告", f"稿件{item.pk}第1稿")
    assert published.digest == item.versions.get(number=1).digest


def test_a_report_of_an_office_without_items_says_nothing_of_them(office, accepted, key, at):
    accepted(on=dt.date(2025, 3, 5))

    assert "稿件" not in text_of(made(office, key, at))
