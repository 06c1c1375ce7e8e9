"""What the records pages show: rows, one record, what may be done with it, where it counts."""

from __future__ import annotations

from taizhang.web.records.pages.counted import Counted, counted
from taizhang.web.records.pages.deeds import Deed, deeds, seen
from taizhang.web.records.pages.duties import Serving, serving
from taizhang.web.records.pages.rows import SIGNS, Row, row
from taizhang.web.records.pages.tellings import Done, Telling, history, proposed, tellings

__all__ = [
    "SIGNS",
    "Counted",
    "Deed",
    "Done",
    "Row",
    "Serving",
    "Telling",
    "counted",
    "deeds",
    "history",
    "proposed",
    "row",
    "seen",
    "serving",
    "tellings",
]
