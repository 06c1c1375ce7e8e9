"""Laws of reading: the site's damage is undone, no Hanzi is lost, and nothing makes it fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.hanzi import hanzi_of, simplified
from taizhang.reading.lines import lines_of
from taizhang.reading.repairs.script import is_traditional
from taizhang.reading.understanding import understand
from tests.reading.site import damaged, has_ascii_trail, note_of, with_lost_byte

PHRASES = (
    "街道认真组织居民", "开展读书日活动", "举办书法摄影大赛", "建立志愿服务队", "继续完善社区读书室", "营造良好环境",
    "充分利用电子屏", "切实优化服务", "统筹协调各科室", "规范网络行为", "传承优良家风", "丰富群众生活", "发放宣传资料",
    "现场写春联", "加强调研", "结合实际", "内容丰富", "稳步推进", "联系群众", "提升业务素养", "监督检查落实到位",
)  # fmt: skip
COUNTS = ("12次", "3000余份", "近百人", "16处", "95%", "***个")

clauses = st.builds(
    lambda phrase, count: phrase + count, st.sampled_from(PHRASES), st.sampled_from(("", *COUNTS))
)
sentences = st.lists(clauses, min_size=2, max_size=5).map(lambda parts: "，".join(parts) + "。")
paragraphs = st.lists(sentences, min_size=1, max_size=4).map("".join)


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Return a clean report of a title and numbered sections."""
    bodies = draw(st.lists(paragraphs, min_size=1, max_size=4))
    sections = [f"（{sign}）加强组织领导。{body}" for sign, body in zip("一二三四", bodies, strict=False)]
    return "\n".join(["宣传文化工作情况汇报", "今年以来，情况如下：", "一、工作开展情况", *sections])


@given(reports())
@settings(max_examples=60, deadline=None)
def test_what_the_site_did_is_undone(report: str) -> None:
    assert understand(lines=lines_of(damaged(report))).text == report


@given(reports())
@settings(max_examples=60, deadline=None)
def test_a_clean_report_stays_as_it_is(report: str) -> None:
    read = understand(lines=lines_of(report))

    assert (read.text, read.repairs, read.doubtful) == (report, (), ())


@given(reports())
@settings(max_examples=30, deadline=None)
def test_damage_does_not_change_the_claims(report: str) -> None:
    clean, broken = understand(lines=lines_of(report)), understand(lines=lines_of(damaged(report)))

    assert broken.claims == clean.claims
    assert broken.placeholders == clean.placeholders
    assert broken.sections == clean.sections


@given(
    st.sampled_from([sign for sign in "現發區態統優環網養戰業產節續監協調結規聯穩" if has_ascii_trail(sign)])
)
def test_a_lost_byte_is_found_again(sign: str) -> None:
    text = f"工作匯報\n今年以來,開展讀書節{note_of('節')}活動；{with_lost_byte(sign)}將繼續推進。"

    assert f"；{simplified(sign)}将" in understand(lines=lines_of(text)).text


loose = st.text(
    alphabet=st.sampled_from(
        "今年以来街道组织开展活動讀書節态一二三（）()。，,:：“”《》、；;*12 90%—-\n\t　ABx的了"
    ),
    max_size=200,
)


@given(loose)
@settings(max_examples=200, deadline=None)
def test_no_hanzi_is_lost_and_none_is_made_up(text: str) -> None:
    lines = lines_of(text)
    expected = hanzi_of("".join(line.text for line in lines))

    read = hanzi_of(understand(lines=lines).text)

    assert read == (simplified(expected) if is_traditional(expected) else expected)


@given(loose)
@settings(max_examples=100, deadline=None)
def test_digits_and_latin_letters_are_not_harmed(text: str) -> None:
    kept = [sign for sign in text if sign.isascii() and sign.isalnum()]

    assert [
        sign for sign in understand(lines=lines_of(text)).text if sign.isascii() and sign.isalnum()
    ] == kept


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_reading_fail(text: str) -> None:
    understand(lines=lines_of(text)).as_json()
