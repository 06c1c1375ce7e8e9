"""Every paragraph of the book runs on every engine."""

from __future__ import annotations

import pytest

from tests.rollups.room_fixtures import ENGINES, all_rooms, rooms
from tests.rollups.rooms import Room
from tests.spec.paragraph import Paragraph, Tell, check, lines

__all__ = ["all_rooms", "rooms", "tell"]


@pytest.fixture(params=ENGINES)
def tell(request: pytest.FixtureRequest, rooms: dict[str, Room]) -> Tell:
    """Check a paragraph on one engine."""

    def checked(paragraph: Paragraph) -> None:
        with rooms[request.param].holding(lines(paragraph)) as engine:
            check(paragraph, engine)

    return checked
