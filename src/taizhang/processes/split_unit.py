"""Split a unit into units that are founded for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from taizhang.foundation.units import services
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import parent_on
from taizhang.processes.heirs import carry_over


def split_into_new(
    *, unit: Unit, names: Sequence[str], on: dt.date, basis: str, by: str, at: dt.datetime
) -> list[Unit]:
    """Found the named units beside a unit, split it into them, and return them; the first is its heir.

    Raises:  the refusals of founding and splitting; then nothing is changed.
    """
    parent = parent_on(unit=unit, day=on - dt.timedelta(days=1))
    with transaction.atomic():
        parts = [
            services.found_unit(
                name=name, level=Level(unit.level), parent=parent, on=on, by=by, at=at, basis=basis
            )
            for name in names
        ]
        services.split_unit(unit=unit, into=parts, on=on, basis=basis, by=by, at=at)
        carry_over(unit=unit, into=parts[0], on=on, by=None, at=at)
    return parts
