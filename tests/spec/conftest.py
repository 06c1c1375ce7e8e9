"""Every paragraph of the book runs on every engine."""

from __future__ import annotations

import pytest

from tests.rollups.bulk_rooms import BULK_ROOMS
from tests.rollups.room_fixtures import ENGINES, all_rooms, rooms
from tests.rollups.rooms import Room
from tests.spec.paragraph import Paragraph, Tell, check, check_rolled_up, lines

__all__ = ["all_rooms", "rooms", "tell"]

ROLLED_UP = tuple(f"{name} rolled up" for name in BULK_ROOMS)


@pytest.fixture(params=[*ENGINES, *ROLLED_UP])
def tell(request: pytest.FixtureRequest, rooms: dict[str, Room]) -> Tell:
    """Check a paragraph on one engine."""

    def checked(paragraph: Paragraph) -> None:
        if request.param in ROLLED_UP:
            with BULK_ROOMS[request.param.removesuffix(" rolled up")].holding(lines(paragraph)) as bulk:
                check_rolled_up(paragraph, bulk)
            return
        with rooms[request.param].holding(lines(paragraph)) as engine:
            check(paragraph, engine)

    return checked
