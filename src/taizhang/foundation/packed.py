"""Several columns of a row as one text: for very many rows that are laid down and read again, each one thing, not ten."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Func, TextField, Value

SEPARATOR = "\x1f"
"""Stands between two fields, and between two rows. Whoever puts texts together must look that no field has it (`holds`)."""


def packed(*columns: str) -> Func:
    """Return the columns of a row as one text, made by the database; what is unknown is an empty field."""
    pattern = SEPARATOR.join(["%s"] * len(columns))
    return Func(Value(pattern), *columns, function="format", output_field=TextField())


def holds(packed: bytes, *, fields: int) -> bool:
    """Return whether a text in UTF-8 has just so many fields: not where one of them holds the separator."""
    return packed.count(SEPARATOR.encode()) == fields - 1


def unpacked(text: str, *, width: int) -> list[Sequence[str]]:
    """Return by column what rows of so many fields hold, one after the other in a text."""
    fields = text.split(SEPARATOR)
    return [fields[column::width] for column in range(width)]
