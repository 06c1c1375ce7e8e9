"""Bring a table of premises in: checked row by row, mended in place, registered and changed all at once."""

from __future__ import annotations

from taizhang.processes.import_places.check import check_places
from taizhang.processes.import_places.checked import CellChange, CheckedPlace, CheckedPlaces
from taizhang.processes.import_places.columns import PLACE_COLUMNS
from taizhang.processes.import_places.uploads import (
    begin_place_upload,
    bring_places_in,
    check_upload,
    mend_upload,
)

__all__ = [
    "PLACE_COLUMNS",
    "CellChange",
    "CheckedPlace",
    "CheckedPlaces",
    "begin_place_upload",
    "bring_places_in",
    "check_places",
    "check_upload",
    "mend_upload",
]
