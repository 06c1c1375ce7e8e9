"""A Traditional text becomes Simplified; a Simplified text with a Traditional quotation stays."""

from __future__ import annotations

from taizhang.reading.mending import Repair
from taizhang.reading.repairs.script import doubts_of_script, is_traditional, mend_script


def test_a_traditional_text_is_known_even_with_some_simplified_characters() -> None:
    assert is_traditional("街道開展讀書節活動，组織居民參加")
    assert not is_traditional("街道开展读书节活动，组织居民参加")
    assert not is_traditional("匾額“書香門第”挂在梧桐街道的阅览室里，居民们常来参观学习")


def test_the_mainland_form_is_written() -> None:
    mended = mend_script("著力營造書香氛圍，臺上臺下，乾隆年間，理髮，發展")

    assert mended.text == "着力营造书香氛围，台上台下，乾隆年间，理发，发展"


def test_each_pair_of_characters_is_listed_once() -> None:
    mended = mend_script("讀書，讀報")

    assert mended.repairs == (
        Repair("讀", "读", "traditional", count=2),
        Repair("書", "书", "traditional", count=1),
        Repair("報", "报", "traditional", count=1),
    )


def test_punctuation_digits_and_latin_words_stay_as_they_are() -> None:
    text = "「讀書」『日』“活動”LED 2019 ***"

    assert mend_script(text).text == "「读书」『日』“活动”LED 2019 ***"


def test_a_traditional_quotation_in_a_simplified_text_is_told() -> None:
    doubts = doubts_of_script("匾额“書香門第”挂在阅览室里")

    assert [doubt.reason for doubt in doubts] == [
        "简体文字里夹有繁体字“書”，未改动，请核对是否为引文。",
        "简体文字里夹有繁体字“門”，未改动，请核对是否为引文。",
    ]
