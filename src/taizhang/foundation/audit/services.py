"""Write acts down, in the transaction that does them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit.models import Act


def record(
    *, verb: str, subject: str, by: Person | None, at: dt.datetime, detail: dict[str, Any] | None = None
) -> None:
    """Write one act down. `by` None is the system itself, at set-up."""
    Act.objects.create(verb=verb, subject=subject, by=by, at=at, detail=detail or {})
