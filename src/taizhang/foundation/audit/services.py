"""Write acts down, in the transaction that does them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit.models import Act


def record(
    *, verb: str, subject: str, by: Person | None, at: dt.datetime, detail: dict[str, Any] | None = None
) -> None:
    """Write one act down. `by` None is the system itself, at set-up."""
    Act.objects.create(verb=verb, subject=subject, by=by, at=at, detail=detail or {})


def record_each(*, verb: str, subjects: Iterable[str], by: Person, at: dt.datetime) -> None:
    """Write down the same act of one person on several things."""
    Act.objects.bulk_create(
        [Act(verb=verb, subject=subject, by=by, at=at, detail={}) for subject in subjects]
    )
