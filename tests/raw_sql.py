"""SQL past every check of the program: what the database itself says."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction


def refused_by(sql: str, *told: object) -> str:
    """Return the words with which the database refused, "" where it did not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, told)
    except IntegrityError as fault:
        return str(fault)
    return ""
