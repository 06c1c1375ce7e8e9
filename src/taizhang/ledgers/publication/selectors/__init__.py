"""Reads of items, their stages, their remarks, the register and the theme plans."""

from taizhang.ledgers.publication.selectors.items import (
    BOOK,
    content_of,
    decisions_of,
    file_of,
    item_for,
    items_within,
    passed_by,
    register,
    releases_of,
    returned_to,
    reviewed_afterwards,
    seen_before,
    versions_by_source,
    versions_of,
    waiting_for,
)
from taizhang.ledgers.publication.selectors.remarks import names_near, remarks_on, words_of
from taizhang.ledgers.publication.selectors.stages import (
    delegations_of,
    entitlement,
    plan_for,
    settings_of,
    stages_of,
)
from taizhang.ledgers.publication.selectors.themes import theme_within, themes_within

__all__ = [
    "BOOK",
    "content_of",
    "decisions_of",
    "delegations_of",
    "entitlement",
    "file_of",
    "item_for",
    "items_within",
    "names_near",
    "passed_by",
    "plan_for",
    "register",
    "releases_of",
    "remarks_on",
    "returned_to",
    "reviewed_afterwards",
    "seen_before",
    "settings_of",
    "stages_of",
    "theme_within",
    "themes_within",
    "versions_by_source",
    "versions_of",
    "waiting_for",
    "words_of",
]
