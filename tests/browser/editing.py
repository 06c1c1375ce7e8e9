"""Hands for the report editor: open it on a fresh report, lay a text under the cursor, compose as an input method does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page


def open_editor(page: Page, *, period: str = "2025年6月") -> str:
    """Compile a report, open its editor, and return the report's address."""
    page.goto("/reports/new/")
    page.fill("#id_period", period)
    page.click("text=从台账编出初稿")
    page.wait_for_selector(".deeds a:has-text('编辑全文')")
    address = page.url
    page.click("text=编辑全文")
    page.wait_for_selector(".ed.open")
    return address


def text(content: str, style: str = "") -> dict[str, Any]:
    """Return a run of text as manuscripts have it."""
    return {"type": "text", "text": content, "style": style}


def figure(name: str, content: str, *, rule: str = "activities_held", **more: Any) -> dict[str, Any]:
    """Return a chip that asks the ledger, printed as `content`."""
    ask = {"rule": rule, "unit": None, "own": False, "period": None}
    told = {"state": "auto", "position": None, "typed_source": "", **more}
    return {"type": "figure", "id": name, "ask": ask, "text": content, **told}


def paragraph(name: str, *inlines: dict[str, Any]) -> dict[str, Any]:
    """Return a paragraph as manuscripts have it."""
    return {"id": name, "type": "paragraph", "inlines": list(inlines)}


def lay(page: Page, *blocks: dict[str, Any]) -> None:
    """Put these blocks in the place of the text, as somebody would who pasted them."""
    page.evaluate(
        """blocks => { const { desk } = document.getElementById('editor');
        desk.replace({ version: 1, title: desk.read().manuscript.title, blocks }, desk.read().addressee); }""",
        list(blocks),
    )


def cursor(page: Page, block: int, offset: int) -> None:
    """Put the cursor into a block, counted from 0, before the piece at an offset; a chip counts as one."""
    page.evaluate(
        """([block, offset]) => { const { view } = document.getElementById('editor').desk, { doc } = view.state;
        let at = 0;
        for (let index = 0; index < block + 2; index += 1) at += doc.child(index).nodeSize;
        view.focus();
        const place = view.domAtPos(at + 1 + offset);
        getSelection().collapse(place.node, place.offset); }""",
        [block, offset],
    )
    page.wait_for_timeout(60)


def told(page: Page) -> list[str]:
    """Return the blocks as a reader sees them, a chip in brackets."""
    return page.evaluate(
        """() => document.getElementById('editor').desk.read().manuscript.blocks.filter(b => b.inlines).map(b =>
        b.inlines.map(i => i.type === 'figure' ? `[${i.text}]` : i.text).join(''))"""
    )


def manuscript(page: Page) -> dict[str, Any]:
    """Return what the editor holds."""
    return page.evaluate("() => document.getElementById('editor').desk.read().manuscript")


def comes_to(page: Page, read: Callable[[Page], Any], expected: object) -> Any:
    """Return what is read once it is as expected, or as it stands after five seconds.

    A browser carries out copy, cut, paste and undo after it has said that the key was taken.
    """
    until = time.monotonic() + 5
    while (seen := read(page)) != expected and time.monotonic() < until:
        page.wait_for_timeout(40)
    return seen


def compose(page: Page, steps: tuple[str, ...], word: str) -> None:
    """Compose a word as a Chinese input method does: letters first, then the word."""
    tools = page.context.new_cdp_session(page)
    for step in steps:
        tools.send(
            "Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
        )
        page.wait_for_timeout(40)
    tools.send("Input.insertText", {"text": word})
    page.wait_for_timeout(120)
    tools.detach()


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    page.wait_for_selector("#saved.saved:has-text('已保存')")


def type_at(page: Page, block: int, offset: int, content: str) -> None:
    """Write at a place."""
    cursor(page, block, offset)
    page.keyboard.insert_text(content)
