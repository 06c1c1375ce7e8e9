"""Hands for the editor of an item's text: open it, lay a text under the cursor, read what would be posted."""

from __future__ import annotations

from playwright.sync_api import Page

PAPER = ".item-paper .ProseMirror"


def open_item_editor(page: Page) -> None:
    """Open the form of a new item with the editor over its text."""
    page.goto("/publications/new/")
    page.wait_for_selector(PAPER)


def figure(page: Page, text: str, *, rule: str = "activities_held", year: int = 2025) -> str:
    """Return a figure of the author's own unit as the text names it."""
    unit = page.get_attribute("#editor", "data-unit")
    return f"[{text}](口径:{rule}@{unit}@{year})"


def lay(page: Page, text: str) -> None:
    """Put a text in the place of what stands there, as a browser does that goes back to the page."""
    page.evaluate(
        """text => { document.getElementById('id_text').value = text;
        window.dispatchEvent(new Event('pageshow')); }""",
        text,
    )


def posted(page: Page) -> str:
    """Return the text that would be posted."""
    return page.evaluate("() => document.getElementById('id_text').value")


def cursor(page: Page, line: int, offset: int) -> None:
    """Put the cursor into a line, counted from 0, before the piece at an offset; a figure counts as one."""
    page.focus(PAPER)
    page.wait_for_timeout(60)
    page.evaluate(
        """([line, offset]) => { const { view } = document.getElementById('editor').desk, { doc } = view.state;
        let at = 0;
        for (let index = 0; index < line; index += 1) at += doc.child(index).nodeSize;
        const place = view.domAtPos(at + 1 + offset);
        getSelection().collapse(place.node, place.offset); }""",
        [line, offset],
    )
    page.wait_for_timeout(60)


def write_item(page: Page, text: str) -> None:
    """Write a text over what stands in the editor, line by line, as a person types it."""
    page.click(PAPER)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    in_list = False
    for number, line in enumerate(text.split("\n")):
        mark, _, words = line.partition(" ")
        if number:
            page.keyboard.press("Enter")
        if in_list and mark != "-":
            page.keyboard.press("Backspace")
        if mark in ("#", "##", "###", "####") or (mark == "-" and not in_list):
            page.keyboard.type(f"{mark} ")
        page.keyboard.insert_text(words if mark in ("#", "##", "###", "####", "-") else line)
        in_list = mark == "-"


def paste(page: Page, **formats: str) -> None:
    """Paste what has these formats, such as text_html."""
    page.evaluate(
        """formats => { const data = new DataTransfer();
        Object.entries(formats).forEach(([type, content]) => data.setData(type, content));
        document.querySelector('.item-paper .ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""",
        {name.replace("_", "/"): content for name, content in formats.items()},
    )
