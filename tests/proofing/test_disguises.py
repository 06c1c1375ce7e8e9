"""Whatever is done to the digits of a person's number, it is found; a masked one, and an amount, are not."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from taizhang.proofing import proof_text

DAY = dt.date(2026, 11, 25)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SAID = str.maketrans("0123456789", "零一二三四五六七八九")


@st.composite
def identities(draw):
    region = draw(st.sampled_from(("110105", "320999", "440301", "510107", "650102")))
    born = draw(st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31))).strftime("%Y%m%d")
    body = f"{region}{born}{draw(st.integers(0, 999)):03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(str.isascii)


@st.composite
def disguised(draw, numbers):
    number = draw(numbers)
    table = draw(st.sampled_from((None, WIDE, SAID)))
    signs = list(number.translate(table) if table else number)
    between = draw(st.sampled_from(("", " ", "-", "\u200b", "　", "－", " - "[:2], "·")))
    for place in sorted(draw(st.sets(st.integers(1, len(signs) - 1), max_size=6)), reverse=True):
        signs.insert(place, between)
    return "".join(signs)


def rules(text):
    return {remark.rule for remark in proof_text(text=text, day=DAY)}


@given(disguised(identities()))
def test_an_identity_number_is_found_in_any_dress(number):
    assert "person-identity" in rules(f"户主的证件号为{number}，已核对。")


@given(disguised(mobiles))
def test_a_mobile_number_is_found_in_any_dress(number):
    assert "person-mobile" in rules(f"报名请联系{number}。")


@given(mobiles, st.sampled_from(("元", "万元", "人次", "份", "册")))
def test_an_amount_is_no_mobile_number(number, measure):
    assert rules(f"共计{number}{measure}。") == set()


@given(st.one_of(mobiles, identities()), st.integers(3, 6))
def test_a_masked_number_is_let_go(number, kept):
    assert (
        rules(f"中签号码：{number[:kept]}****{number[-2:]}。") & {"person-mobile", "person-identity"} == set()
    )


@given(st.text(max_size=200))
def test_any_text_can_be_proofed_and_every_remark_stands_in_it(text):
    for remark in proof_text(text=text, day=DAY):
        assert 0 <= remark.start < remark.end <= len(text)
