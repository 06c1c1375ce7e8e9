"""Posts that may be named for what a unit runs, as a list offers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.ledgers.premises.services import chains_above


def posts_offered(*, unit: int, on: dt.date) -> list[Post]:
    """Return the open posts of a unit and of those above it, the nearest first."""
    chain = chains_above(units=[unit], on=on)[unit]
    posts = list(posts_of_units(units=chain))
    return sorted(posts, key=lambda post: (chain.index(post.unit_id), post.pk))


def said_posts(posts: Sequence[Post]) -> list[tuple[int, str]]:
    """Return posts as a list offers them; each with its unit. They come with their units."""
    return [(post.pk, f"{post.name}（{post.unit.name}）") for post in posts]
