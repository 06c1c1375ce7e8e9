"""Reads of premises, their inspections, findings and incidents, always within a scope of units."""

from taizhang.ledgers.premises.selectors.findings import (
    finding_within,
    findings_within,
    incident_within,
    incidents_within,
    photo_of_place,
    photo_of_step,
)
from taizhang.ledgers.premises.selectors.inspections import (
    due_inspections,
    inspection_within,
    inspections_of,
    names_by_source,
)
from taizhang.ledgers.premises.selectors.owing import owed_at_places
from taizhang.ledgers.premises.selectors.places import (
    place_within,
    places_within,
    tally,
    values_said,
    written_values,
)

__all__ = [
    "due_inspections",
    "finding_within",
    "findings_within",
    "incident_within",
    "incidents_within",
    "inspection_within",
    "inspections_of",
    "names_by_source",
    "owed_at_places",
    "photo_of_place",
    "photo_of_step",
    "place_within",
    "places_within",
    "tally",
    "values_said",
    "written_values",
]
