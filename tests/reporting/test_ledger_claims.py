"""A number in a text that the ledger tells otherwise is remarked on, and nothing that the text leaves open."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.reporting.ledger_claims import claims_against_ledger

TODAY = dt.date(2025, 11, 25)
NAMES = ("柳溪街道", "北桥社区", "南浦村")


@pytest.fixture
def said(office, accepted):
    """Return what is remarked on a text of the street, whose two villages have made three visits in March."""
    for number, unit in enumerate((office.north, office.north, office.south), 1):
        accepted(unit=unit.pk, on=dt.date(2025, 3, number))

    def remarks(text: str) -> list[tuple[str, str]]:
        found = claims_against_ledger(text=text, unit=office.street, names=NAMES, today=TODAY)
        assert all(text[one.start : one.end] == one.quote for one in found)
        return [(one.quote, one.text) for one in found]

    return remarks


@pytest.mark.parametrize(
    "text",
    [
        "2025年，街道走访慰问5次。",
        "2025年3月走访慰问5次。",
        "今年走访慰问了5次。",
        "工作情况\n2025年上半年，共走访慰问5次。",
        "2025年走访慰问超过10次。",
    ],
)
def test_a_number_that_the_ledger_tells_otherwise_is_remarked_on(said, text) -> None:
    [(quote, told)] = said(text)

    assert "走访慰问" in quote
    assert "是 3 次" in told


def test_what_the_ledger_has_nothing_of_is_told_so(said) -> None:
    [(_, told)] = said("2024年走访慰问5次。")

    assert "柳溪街道2024年没有记录" in told


@pytest.mark.parametrize(
    "text",
    [
        "2025年，街道走访慰问3次。",
        "2025年走访慰问2余次。",
        "走访慰问5次。",
        "2025年，其中走访慰问5次。",
        "2025年，北桥社区走访慰问5次。",
        "2025年春节期间走访慰问5次。",
        "2025年走访慰问困难家庭5户。",
        "2025年全区走访慰问500次。",
        "2025年截至目前走访慰问5次。",
        "走访慰问12岁以上老人，于2025年结束。",
    ],
)
def test_what_agrees_or_is_left_open_is_let_be(said, text) -> None:
    assert said(text) == []
