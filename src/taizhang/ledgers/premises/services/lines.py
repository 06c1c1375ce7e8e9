"""What the journal is told of an inspection, a finding, an incident as it stands."""

from __future__ import annotations

from taizhang.kernel.posting import Posting
from taizhang.ledgers.premises.models import Finding, Incident, Inspection
from taizhang.ledgers.premises.rules import (
    FindingState,
    IncidentSort,
    InspectionState,
    Severity,
    finding_posting,
    incident_posting,
    inspection_posting,
    rectification_posting,
    type_by_code,
)


def posting_of_inspection(inspection: Inspection) -> Posting:
    """Return the line of an inspection; not for a lifted one."""
    return inspection_posting(
        inspection=inspection.pk,
        revision=inspection.revision,
        unit=inspection.unit_id,
        due_on=inspection.due_on,
        type=type_by_code(inspection.place.type),
        state=InspectionState(inspection.state),
        planned=inspection.planned,
        late=inspection.late,
    )


def posting_of_finding(finding: Finding) -> Posting:
    """Return the line of a finding on the day it was found."""
    return finding_posting(
        finding=finding.pk,
        unit=finding.unit_id,
        found_on=finding.found_on,
        type=type_by_code(finding.place.type),
        severity=Severity(finding.severity),
    )


def posting_of_rectification(finding: Finding) -> Posting:
    """Return the line of a finding on the day by which it is to be put right."""
    return rectification_posting(
        finding=finding.pk,
        revision=finding.revision,
        unit=finding.unit_id,
        due_on=finding.due_on,
        type=type_by_code(finding.place.type),
        severity=Severity(finding.severity),
        state=FindingState(finding.state),
        late=finding.late,
    )


def posting_of_incident(incident: Incident) -> Posting:
    """Return the line of an incident."""
    return incident_posting(
        incident=incident.pk,
        revision=incident.revision,
        unit=incident.unit_id,
        on=incident.on,
        type=type_by_code(incident.place.type),
        sort=IncidentSort(incident.sort),
        closed=incident.closed_at is not None,
    )
