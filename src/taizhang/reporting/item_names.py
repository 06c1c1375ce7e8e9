"""How a person finds what stands behind the sources of the publication book."""

from __future__ import annotations

from collections.abc import Collection

from taizhang.ledgers.publication.selectors import BOOK, titles_by_source


def item_names(*, sources: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return number and title by source, for those of the publication book."""
    titles = titles_by_source(sources=sources)
    return {source: (f"稿件{source.removeprefix(f'{BOOK}:')}", title) for source, title in titles.items()}
