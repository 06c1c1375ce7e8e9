"""The plan of the demo, made once."""

from __future__ import annotations

import pytest

from taizhang.processes.demo.plan import plan_records
from taizhang.processes.demo.theme import Planned


@pytest.fixture(scope="session")
def plan() -> tuple[Planned, ...]:
    """Return every planned record."""
    return plan_records()
