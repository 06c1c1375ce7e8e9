"""The street that most of these tests look at."""

from __future__ import annotations

import pytest

from tests.units.street import Street, a_street


@pytest.fixture
def street(db: None) -> Street:
    """Return 杏林街道 with its communities, village and grids."""
    return a_street()
