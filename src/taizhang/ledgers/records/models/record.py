"""Records, their revisions, their evidence, and the numbers they are known by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.records.models.batch import Batch
from taizhang.ledgers.records.rules import RevisionState, State


class NumberSeries(models.Model):
    """The latest number given in a year. Locked while numbers are taken."""

    year = models.IntegerField(primary_key=True)
    latest = models.IntegerField()


class Record(models.Model):
    """One piece of work, recorded once. Its columns tell the revision in force.

    `number` is what people see ("2025-000412"). `until` is the last day. `original` keeps the text
    of the imported cells beside the values read from them. `acts` is what the holders of posts did in
    person, None where nobody did. `client_key` is the id that a device gave
    it before it was sent, so that the same sending makes one record however often it arrives. `search` holds the tokens it is found by.
    """

    number = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="records", db_index=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    on = models.DateField()
    until = models.DateField()
    place = models.CharField(max_length=200, blank=True, default="")
    host = models.CharField(max_length=100, blank=True, default="")
    people = models.BigIntegerField(null=True)
    people_low = models.BigIntegerField(null=True)
    people_high = models.BigIntegerField(null=True)
    people_relation = models.CharField(max_length=10, blank=True, default="")
    people_text = models.CharField(max_length=100, blank=True, default="")
    minutes = models.IntegerField(null=True)
    copies = models.BigIntegerField(null=True)
    tags = models.JSONField(default=list)
    note = models.TextField(blank=True, default="")
    fields = models.JSONField(default=dict)
    acts = models.JSONField(null=True)
    original = models.JSONField(default=dict)
    search = models.TextField(blank=True, default="")
    client_key = models.CharField(max_length=36, null=True, unique=True)
    state = models.CharField(max_length=10, choices=[(state.value, state.label) for state in State])
    revision = models.IntegerField(default=1)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="records")
    submitted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True, default="")
    voided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "records_record"
        indexes = [
            models.Index(name="record_by_unit_and_day", fields=["unit", "on"]),
            models.Index(name="record_by_day", fields=["-on", "-number"]),
            models.Index(name="record_by_state", fields=["state", "unit", "on"]),
            models.Index(name="record_by_author", fields=["author", "-on", "-number"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="record_ends_no_earlier_than_it_begins", condition=Q(until__gte=F("on"))
            ),
            models.CheckConstraint(name="record_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="record_is_not_accepted_by_its_author",
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("author")),
            ),
            models.CheckConstraint(
                name="record_is_accepted_by_somebody_at_a_moment",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="accepted_record_names_who_accepted_it",
                condition=~Q(state=State.ACCEPTED.value) | Q(accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_record_has_a_reason",
                condition=~Q(state=State.RETURNED.value) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="voided_record_names_who_when_and_why",
                condition=(~Q(state=State.VOIDED.value) & Q(voided_by__isnull=True, voided_at__isnull=True))
                | (
                    Q(state=State.VOIDED.value, voided_by__isnull=False, voided_at__isnull=False)
                    & ~Q(void_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def source(self) -> str:
        return f"records:{self.pk}"


class RecordRevision(models.Model):
    """One telling of a record's content. Append-only but for the decision on it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    number = models.IntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=RevisionState.PENDING.value)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "records_revision"
        constraints = [
            models.UniqueConstraint(name="revision_number_is_taken_once", fields=["record", "number"]),
            models.UniqueConstraint(
                name="record_has_one_pending_revision",
                fields=["record"],
                condition=Q(state=RevisionState.PENDING.value),
            ),
            models.CheckConstraint(
                name="revision_is_not_decided_by_its_author",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("author")),
            ),
            models.CheckConstraint(
                name="decided_revision_names_who_and_when",
                condition=Q(
                    state=RevisionState.PENDING.value, decided_by__isnull=True, decided_at__isnull=True
                )
                | (
                    ~Q(state=RevisionState.PENDING.value)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
        ]


class RecordEvidence(models.Model):
    """One file shown for a record, under the name it was given."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "records_evidence"
        constraints = [
            models.UniqueConstraint(name="record_shows_a_file_once", fields=["record", "evidence"])
        ]
