"""The verbs of the publication book."""

from taizhang.ledgers.publication.services.drafting import create_item, edit_item, submit_item
from taizhang.ledgers.publication.services.handing_over import hand_over_item
from taizhang.ledgers.publication.services.publishing import publish_item, withdraw_item
from taizhang.ledgers.publication.services.reviewing import pass_stage, return_item
from taizhang.ledgers.publication.services.settings import (
    clear_stages,
    delegate_post,
    end_delegation,
    set_stages,
)
from taizhang.ledgers.publication.services.themes import create_theme, edit_theme

__all__ = [
    "clear_stages",
    "create_item",
    "create_theme",
    "delegate_post",
    "edit_item",
    "edit_theme",
    "end_delegation",
    "hand_over_item",
    "pass_stage",
    "publish_item",
    "return_item",
    "set_stages",
    "submit_item",
    "withdraw_item",
]
