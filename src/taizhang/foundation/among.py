"""A long list of numbers to compare a column with: one parameter of a statement, not one for each."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def among(numbers: Iterable[int]) -> RawSQL:
    """Return what a column is compared with by `__in`: `filter(record_id__in=among(ids))`.

    Handed over as a Python list, each number is made ready by itself, which takes longer than finding its row.
    """
    wanted = sorted(set(numbers))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [wanted], output_field=BigIntegerField())
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(wanted)], output_field=BigIntegerField())
