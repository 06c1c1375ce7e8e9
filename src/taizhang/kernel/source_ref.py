"""A reference from a figure to one thing that it counts."""

from __future__ import annotations

import datetime as dt

from taizhang.kernel.plain_data import plain_data


@plain_data
class SourceRef:
    """One source of a figure: "records:412" at revision 2, told so that a person finds it.

    `number` is the number a clerk sees ("2025-000412"), `title` its name, `digest` the
    SHA-256 of the accepted revision in hex ("" where the book keeps none).
    """

    source: str
    revision: int
    unit: int
    on: dt.date
    number: str = ""
    title: str = ""
    unit_name: str = ""
    digest: str = ""
