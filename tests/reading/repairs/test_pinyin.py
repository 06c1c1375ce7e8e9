"""Pinyin notes go only where they belong; lost characters come back only when there is one choice."""

from __future__ import annotations

import pytest

from taizhang.reading.mending import Doubt, Repair
from taizhang.reading.repairs.pinyin import has_toned_note, mend_pinyin


def test_a_note_behind_its_character_is_removed() -> None:
    mended = mend_pinyin(text="文化活動(dòng)節(jié)目", notes_are_usual=True)

    assert mended.text == "文化活動節目"
    assert mended.repairs == (Repair("動(dòng)", "動", "pinyin"), Repair("節(jié)", "節", "pinyin"))
    assert mended.doubts == ()


@pytest.mark.parametrize("character", ["行", "长", "樂", "還"])
def test_any_reading_of_a_character_with_several_is_its_note(character: str) -> None:
    notes = {"行": ["xíng", "háng"], "长": ["cháng", "zhǎng"], "樂": ["lè", "yuè"], "還": ["hái", "huán"]}

    for note in notes[character]:
        assert mend_pinyin(text=f"{character}({note})", notes_are_usual=True).text == character


@pytest.mark.parametrize("note", ["(tài)", "（tài）", "( tài )", "(tài )", "(ta\u0300i)", "(Tài)"])
def test_a_note_is_known_in_every_way_of_writing(note: str) -> None:
    assert mend_pinyin(text=f"生態{note}", notes_are_usual=True).text == "生態"


def test_a_note_with_the_phonetic_g_is_known() -> None:
    assert mend_pinyin(text="規(ɡuī)定", notes_are_usual=True).text == "規定"


def test_a_note_for_several_characters_is_removed_when_each_syllable_fits() -> None:
    mended = mend_pinyin(text="我们统筹(tǒng chóu)安排", notes_are_usual=True)

    assert mended.text == "我们统筹安排"
    assert mended.repairs == (Repair("统筹(tǒng chóu)", "统筹", "pinyin"),)


def test_a_note_that_is_no_reading_stays_and_is_told() -> None:
    mended = mend_pinyin(text="文化形(tài)建设", notes_are_usual=True)

    assert mended.text == "文化形(tài)建设"
    assert mended.repairs == ()
    assert mended.doubts == (
        Doubt("文化形(tài)建设", "拼音“tài”不是前面的字的读音，可能丢了字，请对照原件核对。"),
    )


@pytest.mark.parametrize(
    "text", ["电子屏(LED)", "党建(App)平台", "她(she)说", "目标(KPI)", "环境(A)类", "甲(xyz)乙"]
)
def test_latin_words_in_brackets_stay(text: str) -> None:
    mended = mend_pinyin(text=text, notes_are_usual=True)

    assert mended.text == text
    assert mended.doubts == ()


def test_a_note_without_tone_stays_where_it_may_be_the_authors() -> None:
    assert mend_pinyin(text="李(li)老师", notes_are_usual=False).text == "李(li)老师"
    assert mend_pinyin(text="李(li)老师", notes_are_usual=True).text == "李老师"


def test_a_lost_character_comes_back_when_only_one_fits() -> None:
    mended = mend_pinyin(text="社區；F(xiàn)將情況匯報如下", notes_are_usual=True)

    assert mended.text == "社區；現將情況匯報如下"
    assert mended.repairs == (Repair("F(xiàn)", "現", "lost-character"),)


def test_a_comma_before_a_lost_character_may_have_been_a_full_stop() -> None:
    mended = mend_pinyin(text="和諧的社區,F(xiàn)將", notes_are_usual=True)

    assert mended.text == "和諧的社區,現將"
    assert [doubt.reason for doubt in mended.doubts] == ["丢字处前面的“，”原来可能是“。”，请对照原件核对。"]


@pytest.mark.parametrize(
    ("shown", "character"),
    [
        ("l(fā)", "發"),
        ("^(qū)", "區"),
        ("B(tài)", "態"),
        ("(jié)", None),
        ("y(tǒng)", "統"),
        ("?(huì)", None),
    ],
)
def test_a_lost_character_is_found_by_its_second_byte_and_reading(shown: str, character: str | None) -> None:
    mended = mend_pinyin(text=f"，{shown}", notes_are_usual=True)

    assert mended.text == f"，{character or shown}"
    assert bool(mended.doubts) == (character is None)


def test_a_lost_character_with_several_candidates_is_told_with_all_of_them() -> None:
    mended = mend_pinyin(text="，U(yí)養天年", notes_are_usual=True)

    assert mended.text in ("，頤養天年", "，U(yí)養天年")
    assert bool(mended.doubts) == ("U" in mended.text)


def test_the_last_letter_of_a_latin_word_is_no_lost_character() -> None:
    mended = mend_pinyin(text="安裝LEDF(xiàn)場", notes_are_usual=True)

    assert mended.text == "安裝LEDF(xiàn)場"
    assert len(mended.doubts) == 1


def test_a_text_has_notes_only_when_one_has_a_tone() -> None:
    assert has_toned_note("活動(dòng)")
    assert not has_toned_note("電子屏(LED)與平台(pingtai)")


@pytest.mark.parametrize("text", ["文化墙[qiáng]22面", "文化墙〔qiáng〕22面", "文化墙【qiáng】22面"])
def test_notes_in_other_brackets_are_notes_too(text: str) -> None:
    assert mend_pinyin(text=text, notes_are_usual=True).text == "文化墙22面"
