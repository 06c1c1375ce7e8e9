"""Places and their stays, plans and inspections, findings, incidents."""

from __future__ import annotations

from taizhang.ledgers.premises.models.incident import Incident, IncidentStep
from taizhang.ledgers.premises.models.inspection import Finding, FindingStep, Inspection, StepPhoto
from taizhang.ledgers.premises.models.place import Place, PlacePhoto, PlaceStep, Plan, Stay
from taizhang.ledgers.premises.models.upload import PlaceUpload

__all__ = [
    "Finding",
    "FindingStep",
    "Incident",
    "IncidentStep",
    "Inspection",
    "Place",
    "PlacePhoto",
    "PlaceStep",
    "PlaceUpload",
    "Plan",
    "Stay",
    "StepPhoto",
]
