"""The editor of an item's text, more of it: an input method beside figures, what is pasted, every width of a screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.editing import comes_to, compose
from tests.browser.item_editing import PAPER, cursor, figure, lay, open_item_editor, paste, posted

FIGURE = "[9](口径:activities_held@2@2025)"
LETTERS = ("s", "sh", "shi", "shi j", "shi ji")
MARKED = "# 时间地点\n周六上午9时。\n## 怎样参加\n- 带一本书\n- 带老花镜\n欢迎居民参加。"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><h2 style='text-indent:24pt'><span style='font-family:黑体'>一、时间地点<o:p></o:p></span></h2>
<p class=MsoNormal><span lang=EN-US style='font-size:16pt'>周六</span>上午。<br>文化室。</p><ul><li><p>带书</p></li><li>带笔</li></ul>
<table class=MsoTableGrid border=1><tr><td>社区</td><td>场次</td></tr><tr><td>青禾社区</td><td>7</td></tr></table><!--EndFragment--></body></html>"""


@pytest.fixture
def page(browse):
    page = browse("qinghe")
    open_item_editor(page)
    return page


@pytest.mark.parametrize(
    ("laid", "offset", "expected"),
    [
        (f"开展{FIGURE}场", 2, f"开展实际{FIGURE}场"),
        (f"开展{FIGURE}场", 3, f"开展{FIGURE}实际场"),
        (FIGURE, 0, f"实际{FIGURE}"),
        (FIGURE, 1, f"{FIGURE}实际"),
        (f"- {FIGURE}", 1, f"- {FIGURE}实际"),
    ],
)
def test_a_word_is_composed_beside_a_figure_and_undone_at_once(page, laid, offset, expected):
    lay(page, laid)
    cursor(page, 0, offset)

    compose(page, LETTERS, "实际")

    assert comes_to(page, posted, expected) == expected
    page.keyboard.press("Control+z")
    assert comes_to(page, posted, laid) == laid


def test_what_is_pasted_from_word_keeps_its_words_and_loses_its_styles(page):
    paste(page, text_html=WORD)

    told = "## 一、时间地点\n周六上午。\n文化室。\n- 带书\n- 带笔\n社区　场次\n青禾社区　7"
    assert comes_to(page, posted, told) == told
    assert page.locator(f"{PAPER} [style]").count() == 0


def test_pasted_lines_are_lines_and_their_marks_are_marks(page):
    page.click(PAPER)
    page.keyboard.insert_text("甲")
    mark = figure(page, "99999")
    paste(page, text_plain=f"乙\r\n\r\n# 丙\r\n- 丁{mark}")

    told = f"甲乙\n# 丙\n- 丁{mark}"
    assert comes_to(page, posted, told) == told
    page.wait_for_selector(".figline:has-text('台账现在不同')")


def test_a_text_that_is_not_touched_keeps_its_very_letters(page):
    old = "#不空格的标题\n\n　　缩进的一段\n\n\n-"
    page.evaluate("text => { document.getElementById('editor').desk.begin(text); }", old)
    lay(page, old)
    cursor(page, 2, 0)
    page.keyboard.type("x")
    assert comes_to(page, posted, old) != old
    page.keyboard.press("Control+z")

    assert comes_to(page, posted, old) == old


@pytest.mark.parametrize(
    ("width", "size"), [(1440, "normal"), (1280, "normal"), (390, "normal"), (390, "huge"), (1440, "huge")]
)
def test_the_editor_is_sound_at_every_width(browse, width, size):
    page = browse("qinghe", width=width, size=size)
    open_item_editor(page)
    lay(page, f"{MARKED}\n开展{figure(page, '9')}场{'很长的一段' * 40}")
    page.click(f"{PAPER} .fg")
    page.wait_for_selector(".figline button")

    assert sound(page)
    page.fill("#id_title", "各种宽度")
    page.check("label:has-text('青禾之声') [name=channel]")
    page.click(".bar-acts .btn.pri")
    page.wait_for_selector(".draft .fig")
    assert sound(page)


def sound(page) -> bool:
    """Return whether nothing is wider than the screen and axe finds nothing; the findings are printed."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [(one["id"], one["nodes"][0]["html"][:160]) for one in Axe().run(page).response["violations"]]
    print(page.url, over, found)
    return over <= 0 and not found
