"""Nothing to press on a phone is smaller than a finger: 44 px, in the largest text 60 px (GB/T 37668, level 2)."""

from __future__ import annotations

import pytest

from tests.browser.test_every_page import PAGES

SMALL = """least => {
  const found = {};
  const pressed = 'a[href],button,input:not([type=hidden]),select,textarea,summary,label';
  for (const one of document.querySelectorAll(pressed)) {
    if (one.closest('[aria-hidden=true]') || (one.tagName === 'LABEL' && !one.querySelector('input'))) continue;
    if (one.matches('[type=checkbox],[type=radio]') && one.closest('label')) continue;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (!box.width || !box.height || box.right < 0 || style.visibility === 'hidden') continue;
    // A word within a sentence is as high as its line; seven days of 60 px are wider than the screen.
    if (one.tagName === 'A' && style.display === 'inline') continue;
    const wide = one.closest('.cal') ? Math.min(least, 44) : least;
    if (box.height < least - 0.5 || box.width < wide - 0.5)
      found[(one.innerText || one.name || one.className).slice(0, 20)] = [box.width, box.height];
  }
  return found;
}"""
ALONE = """() => [...document.querySelectorAll('td>a,th>a,li>a,nav a,.quick a')].filter(one =>
  one.parentElement.innerText.trim() === one.innerText.trim() && getComputedStyle(one).display === 'inline'
  && one.getBoundingClientRect().width).map(one => one.innerText)"""


@pytest.mark.parametrize(("size", "least"), [("normal", 44), ("huge", 60)])
@pytest.mark.parametrize("login", PAGES)
def test_nothing_to_press_is_smaller_than_a_finger(browse, login, size, least):
    page = browse(login, width=390, height=844, size=size)

    small = {}
    for path in PAGES[login]:
        page.goto(path)
        if found := page.evaluate(SMALL, least):
            small[path] = found
        assert page.evaluate(ALONE) == [], path

    assert small == {}


def test_the_first_key_skips_to_the_text_and_the_rest_follows_the_page(browse):
    page = browse("wenming")
    page.goto("/records/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    places = []
    for _ in range(12):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.top + scrollY, b.left]; })()"
        )
        places.append((round(box[0] / 24), box[1]))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert places == sorted(places)
