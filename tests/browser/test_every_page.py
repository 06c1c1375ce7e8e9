"""Every page in a real browser: nothing for axe to find, nothing wider than the screen, no other host asked."""

from __future__ import annotations

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

NOWHERE = "/no/such/page/"
PAGES = {
    "wenming": (
        "/",
        "/calendar/?month=2025-05",
        "/duties/mine/",
        "/duties/calendar/",
        "/duties/calendar/?view=week&of=2",
        "/duties/calendar/?view=day",
        "/duties/calendar/subscription/",
        "/duties/schemes/1/",
        "/duties/schemes/2/",
        "/duties/schemes/2/matrix/",
        "/duties/schemes/1/matrix/?period=2025年第三季度",
        "/duties/schemes/2/matrix/3/13/?period=2026年",
        "/duties/tasks/14/",
        "/duties/1/",
        "/duties/130/",
        "/duties/occurrences/1/",
        "/duties/posts/2/",
        "/records/",
        "/records/?q=清洁",
        "/records/?q=没有这样的",
        "/records/new/",
        "/records/2025-000412/",
        "/records/2025-000412/correct/",
        "/outbox/",
        "/offline/",
        "/imports/",
        "/duties/schemes/",
        "/duties/schemes/new/",
        "/duties/tables/",
        "/duties/plans/new/",
        "/duties/plans/tables/",
        "/records/new/?kind=study_session",
        "/publications/",
        "/publications/?q=没有这样的",
        "/publications/new/",
        "/publications/register/",
        "/publications/register/?all=1",
        "/publications/themes/",
        "/publications/themes/new/",
        "/publications/themes/1/",
        "/publications/1/",
        "/publications/3/",
        "/publications/3/edit/",
        "/premises/",
        "/premises/new/",
        "/premises/due/",
        "/premises/findings/",
        "/premises/incidents/",
        "/premises/labels/",
        "/premises/sheet/",
        "/premises/tables/",
        "/reports/",
        "/reports/new/",
        "/reports/verify/",
        "/reports/2/edit/",
        "/figures/?period=2025年",
        "/figures/activities_held/?period=2025年",
        "/units/",
        "/units/2/",
        "/me/",
        "/me/password/",
        "/me/two-factor/",
        NOWHERE,
    ),
    "reviewer": (
        "/",
        "/records/review/",
        "/records/review/?last=2025-000412",
        "/records/2025-000412/?then=review&last=2025-000411",
        "/calendar/office-days/?year=2027",
        "/people/",
        "/people/new/",
        "/people/posts/new/",
        "/people/posts/1/",
        "/duties/mine/",
        "/duties/posts/1/",
        "/duties/schemes/2/",
        "/duties/tasks/14/amend/",
        "/duties/122/",
        "/duties/occurrences/368/",
        "/people/posts/1/appoint/",
        "/people/tenures/1/end/",
        "/figures/targets/",
        "/publications/",
        "/publications/2/",
        "/publications/stages/?unit=2",
        "/premises/plan/",
        "/units/2/found/",
        "/units/2/merge/",
        "/units/import/",
    ),
}
SCREENS = ((1440, "normal"), (1280, "normal"), (390, "normal"), (1440, "huge"), (390, "huge"))
CASES = [(login, width, size) for login in PAGES for width, size in SCREENS]


def show(page, path: str) -> None:
    """Open a page that is there; but for the one that nobody has."""
    assert page.goto(path).status == (404 if path == NOWHERE else 200), path


@pytest.mark.parametrize(("login", "width", "size"), CASES)
def test_no_page_is_wider_than_its_screen(browse, site, login, width, size):
    page = browse(login, width=width, size=size)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))

    wide = {}
    for path in PAGES[login]:
        show(page, path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over

    assert wide == {}
    assert {url for url in asked if not url.startswith((site.address, "data:", "blob:"))} == set()


@pytest.mark.parametrize("login", PAGES)
@pytest.mark.parametrize(("width", "size"), [(1440, "normal"), (390, "large")])
def test_axe_finds_nothing(browse, login, width, size):
    page = browse(login, width=width, size=size)

    found = {}
    for path in PAGES[login]:
        show(page, path)
        results = Axe().run(page)
        if results.violations_count:
            found[path] = [
                (one["id"], one["nodes"][0]["html"][:160]) for one in results.response["violations"]
            ]

    assert found == {}


def test_the_pages_before_signing_in_are_sound_too(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=site.address)
    page = context.new_page()

    for path in ("/signin/", "/signin/code/"):
        page.goto(path)
        assert Axe().run(page).violations_count == 0
    context.close()


def test_no_script_or_style_is_refused_by_the_policy(browse):
    page = browse("wenming")
    told: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None
    )

    for path in PAGES["wenming"]:
        if path != NOWHERE:
            show(page, path)

    assert told == []


def test_a_page_costs_little(browse, site):
    page = browse("wenming")
    own: dict[str, int] = {}

    def note(response):
        if response.url.split("?")[0].endswith((".js", ".css")):
            own[response.url] = len(gzip.compress(response.body(), 9))

    page.on("response", note)
    for path in ("/", "/records/", "/records/new/", "/records/2025-000412/", "/outbox/", "/publications/1/"):
        own.clear()
        page.goto(path, wait_until="networkidle")
        assert sum(own.values()) <= 60 * 1024


def test_the_page_with_the_editor_of_an_item_costs_at_most_its_editor_more(browse):
    page = browse("qinghe")
    own: dict[str, int] = {}

    def note(response):
        if response.url.split("?")[0].endswith((".js", ".css")):
            own[response.url] = len(gzip.compress(response.body(), 9))

    page.on("response", note)
    page.goto("/publications/new/", wait_until="networkidle")
    editor = {address for address in own if "/reports/item" in address}

    assert len(editor) == 2
    assert sum(own[address] for address in editor) <= 100_000
    assert sum(size for address, size in own.items() if address not in editor) <= 60 * 1024
