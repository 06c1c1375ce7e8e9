"""Compiled reports: each at a sealed journal position, kept whole."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit


class ReportRun(models.Model):
    """One compiled report. `document` is its canonical JSON, `digest` the SHA-256 of that (hex).

    `bundle_digest` is the SHA-256 of the sealed bundle, "" until it is signed.
    """

    template = models.CharField(max_length=100)
    template_digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    position = models.BigIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)
    bundle_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        db_table = "reporting_run"
        indexes = [models.Index(name="run_by_unit", fields=["unit", "id"])]
        constraints = [
            models.CheckConstraint(
                name="report_is_not_signed_by_its_author",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("author")),
            ),
            models.CheckConstraint(
                name="report_is_signed_by_somebody_at_a_moment_into_a_bundle",
                condition=Q(signed_by__isnull=True, signed_at__isnull=True, bundle_digest="")
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(bundle_digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.template} {self.period}"


class Target(models.Model):
    """What a unit is to reach in a year under a counting rule. `value` is in the rule's unit of measure."""

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_target"
        constraints = [
            models.UniqueConstraint(
                name="unit_has_one_target_a_rule_and_year", fields=["unit", "rule", "year"]
            ),
            models.CheckConstraint(name="target_is_more_than_nothing", condition=Q(value__gt=0)),
        ]
