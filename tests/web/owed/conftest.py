"""A scheme of the street handed down to the north community."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import Role
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]


@pytest.fixture
def march(office, handed_down) -> Occurrence:
    """Return the occurrence of March 2025 of a monthly duty that the street closes off."""
    handed_down(task("1", (office.north, Role.LEAD), kinds=("visit",), closes_above=True))
    return Occurrence.objects.get(opens=dt.date(2025, 3, 1))
