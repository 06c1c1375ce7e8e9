"""Reads of premises, their inspections, findings and incidents, always within a scope of units."""

from taizhang.ledgers.premises.selectors.due_days import (
    DayCount,
    DueRows,
    counts_at_places,
    due_of_posts,
    due_within,
    first_of_days_at_places,
    told_at_places,
)
from taizhang.ledgers.premises.selectors.findings import (
    finding_within,
    findings_within,
    incident_within,
    incidents_within,
    open_findings_of_posts,
    photo_of_place,
    photo_of_step,
)
from taizhang.ledgers.premises.selectors.inspections import (
    due_inspections,
    inspection_by_key,
    inspection_within,
    inspections_of,
    names_by_source,
    open_inspections_of_posts,
)
from taizhang.ledgers.premises.selectors.owing import owed_at_places
from taizhang.ledgers.premises.selectors.places import (
    channels_from,
    channels_in_use,
    place_within,
    places_of_posts,
    places_within,
    saved_mark,
    tally,
    values_said,
    written_values,
)

__all__ = [
    "DayCount",
    "DueRows",
    "channels_from",
    "channels_in_use",
    "counts_at_places",
    "due_inspections",
    "due_of_posts",
    "due_within",
    "finding_within",
    "findings_within",
    "first_of_days_at_places",
    "incident_within",
    "incidents_within",
    "inspection_by_key",
    "inspection_within",
    "inspections_of",
    "names_by_source",
    "open_findings_of_posts",
    "open_inspections_of_posts",
    "owed_at_places",
    "photo_of_place",
    "photo_of_step",
    "place_within",
    "places_of_posts",
    "places_within",
    "saved_mark",
    "tally",
    "told_at_places",
    "values_said",
    "written_values",
]
