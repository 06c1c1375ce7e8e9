"""A text with headings, lists and figures on the pages of its item: no raw marks, figures with their sources."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from tests.web.publications.test_items import text

YEAR = dt.date.today().year
MARKED = "# 时间地点\n## 怎样参加\n- 带一本书\n- 带老花镜\n{words}欢迎参加。"


def ask(client, unit, *asks):
    return client.post(
        f"/reports/unit/{unit.pk}/figures.json", json.dumps({"asks": asks}), content_type="application/json"
    )


@pytest.fixture
def figured(office, accepted, draft):
    """Return a maker of drafts whose text prints the visits of the year, of which there are two."""
    for day in (1, 2):
        accepted(unit=office.north.pk, on=dt.date(YEAR, 1, day))

    def make(printed: str, unit=office.north):
        return draft(text=MARKED.format(words=f"走访[{printed}](口径:visits@{unit.pk}@{YEAR})次，"))

    return make


def test_the_page_shows_headings_lists_and_figures_without_marks(cast, office, figured):
    item = figured("2")

    page = text(cast.clerk, f"/publications/{item.pk}/")

    draft = page.split('class="draft"')[1].split("</article>")[0]
    assert "<h4>时间地点" in draft
    assert "<h5>怎样参加" in draft
    assert draft.count("<li>") == 2
    assert re.search(r'走访<a class="fig" href="#n1">2</a>次', draft)
    assert f"/figures/visits/?unit={office.north.pk}&amp;period={YEAR}" in page
    assert "与台账一致" in page
    assert "口径:" not in page
    assert "没有发现问题" in page


def test_a_figure_that_the_ledger_tells_otherwise_is_remarked_on_once_at_its_place(cast, figured):
    item = figured("5")

    page = text(cast.clerk, f"/publications/{item.pk}/")

    assert page.count("与台账不符") == 1
    assert re.search(r'<mark id="m1" class="soon"><a class="fig" href="#n1">5</a>', page)
    assert "台账现在是 2 次" in page


def test_of_a_unit_out_of_reach_neither_source_nor_value_is_told(cast, office, figured):
    item = figured("7", office.south)

    page = text(cast.clerk, f"/publications/{item.pk}/")

    assert "您的范围以外" in page
    assert "/figures/visits/" not in page


def test_the_difference_of_two_tellings_shows_words_and_tells_of_sources(cast, office, sent, edits):
    item = sent(text="走访2次，欢迎参加。")
    edits(item, text=f"# 走访[2](口径:visits@{office.north.pk}@{YEAR})次，欢迎参加。")

    page = text(cast.clerk, f"/publications/{item.pk}/")

    changed = page.split('class="changed"')[1].split("</div>")[0]
    assert "<ins>〔一级标题〕</ins>走访2次" in changed
    assert "口径:" not in changed
    assert "数字“2”取自台账" in page


def test_the_editor_stands_over_the_field_that_is_posted(cast, office, draft):
    item = draft(text="走访[2](口径:visits@1@2025)次")

    page = text(cast.clerk, f"/publications/{item.pk}/edit/")

    assert f'data-unit="{office.north.pk}"' in page
    assert "走访[2](口径:visits@1@2025)次</textarea>" in page
    assert page.count("/static/reports/item.js") == 1
    assert "<script>" not in page


def test_figures_are_found_for_a_unit_and_named_as_a_text_names_them(cast, office, figured):
    figured("2")
    told = cast.clerk.get(f"/reports/unit/{office.north.pk}/rules.json?q=走访").json()
    assert told["rules"][0]["code"] == "visits"
    assert told["units"][0] == {"id": office.north.pk, "name": office.north.name, "own": False}
    assert all(one["text"] for one in told["periods"])

    plain = {"rule": "visits", "unit": None, "own": True, "period": f"{YEAR}年"}
    known = {"source": f"visits@{office.north.pk}@{YEAR}"}
    out = {"source": f"visits@{office.south.pk}@{YEAR}"}
    [first, second, third, fourth] = ask(
        cast.clerk, office.north, plain, known, out, {"source": "胡写"}
    ).json()["figures"]

    assert (first["text"], first["source"]) == ("2", f"visits@{office.north.pk}本级@{YEAR}")
    assert second["address"].startswith("/figures/visits/")
    assert "范围以外" in third["error"]
    assert "看不懂" in fourth["error"]


def test_figures_of_units_out_of_reach_are_refused(cast, office):
    secret = {"rule": "visits", "unit": office.south.pk, "own": False, "period": "2025年"}

    assert ask(cast.clerk, office.north, secret).status_code == 403
    assert ask(cast.clerk, office.south).status_code == 404
    assert ask(cast.clerk, office.north, *[{"rule": "visits"}] * 301).status_code == 422
    assert ask(cast.clerk, office.north, {"rule": "visits"}).status_code == 422
