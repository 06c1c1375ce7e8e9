"""Compiled reports: each at a sealed journal position, kept whole."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models import Scheme
from taizhang.reporting.states import ReportState


class ReportRun(models.Model):
    """One compiled report. `document` is its canonical JSON, `digest` the SHA-256 of that (hex).

    `bundle_digest` is the SHA-256 of the sealed bundle, "" until it is signed.
    """

    template = models.CharField(max_length=100)
    template_digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
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


class ReportSources(models.Model):
    """What a compiled report counts of one unit, to find the reports of a thing without reading them all.

    `sources` is "|records:12@1|records:15@2|": each source with its revision. A row for each source would be
    ten million for the reports of a country's streets, each of them somewhere else in an index.
    """

    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    sources = models.TextField()

    class Meta:
        db_table = "reporting_sources"
        constraints = [
            models.UniqueConstraint(name="report_names_a_units_sources_once", fields=["unit", "run"]),
        ]


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


class Report(models.Model):
    """A report on its way: compiled, mended, sent, returned or signed.

    `texts` are the passages that people write, `run` the latest compiling. Each compiling is a run
    of its own, so nothing that was once read is lost. `draft` is the version of the manuscript that
    `run` compiled, 0 while the report is what its template tells. `scheme` is what a report about one
    scheme is about; its title is then the subject.
    """

    run = models.OneToOneField(ReportRun, on_delete=models.PROTECT, related_name="report")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=100)
    period = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", null=True)
    addressee = models.CharField(max_length=100, blank=True, default="")
    dated = models.DateField()
    texts = models.JSONField(default=dict)
    draft = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(state.value, state.label) for state in ReportState])
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "reporting_report"
        indexes = [models.Index(name="report_by_unit", fields=["unit", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="report_is_not_decided_by_its_author",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("author")),
            ),
            models.CheckConstraint(
                name="report_is_decided_by_somebody_at_a_moment",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_report_has_a_reason",
                condition=~Q(state=ReportState.RETURNED.value) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="signed_report_names_who_signed_it",
                condition=~Q(state=ReportState.SIGNED.value) | Q(decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.template} {self.period}"


class ReportDraft(models.Model):
    """One version of a report's manuscript, as somebody left it. `digest` is the SHA-256 of its canonical JSON.

    What one person saves within ten minutes with nobody between is one version; every other saving
    is a version of its own, and versions are never changed after that.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="drafts")
    version = models.IntegerField()
    manuscript = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_draft"
        constraints = [
            models.UniqueConstraint(name="draft_version_is_taken_once", fields=["report", "version"]),
        ]


class ReportComment(models.Model):
    """A remark on a report's draft. `block` is the block of the manuscript it is about, "" for the whole."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    block = models.CharField(max_length=20, blank=True, default="")
    quote = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reporting_comment"
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_is_done_by_somebody_at_a_moment",
                condition=Q(done_by__isnull=True, done_at__isnull=True)
                | Q(done_by__isnull=False, done_at__isnull=False),
            ),
        ]


class KeptRule(models.Model):
    """A simple rule whose totals are kept month by month; rules that count alike have one key."""

    key = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "reporting_kept_rule"


class Total(models.Model):
    """What counted lines of a month or a year add up to under a rule, and a value where values count.

    `start` is the first of its `months`, 1 or 12. Not a truth of its own: whatever stands here can be
    counted from the journal again.
    """

    part = models.ForeignKey(KeptRule, on_delete=models.CASCADE, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    months = models.SmallIntegerField()
    start = models.DateField()
    value = models.TextField(blank=True, default="")
    total = models.BigIntegerField()
    weight = models.BigIntegerField()

    class Meta:
        abstract = True


class KeptTotal(Total):
    """The total of a unit's own lines."""

    class Meta:
        db_table = "reporting_kept_total"
        constraints = [
            models.UniqueConstraint(
                name="total_stands_once", fields=["part", "unit", "months", "start", "value"]
            ),
            models.CheckConstraint(name="total_is_of_a_month_or_a_year", condition=Q(months__in=(1, 12))),
        ]


class SubtreeTotal(Total):
    """The total of the lines of a unit and of all below it.

    Each line counts where its unit belonged on the line's day, as `WayUp` has it.
    """

    class Meta:
        db_table = "reporting_subtree_total"
        constraints = [
            models.UniqueConstraint(
                name="subtree_total_stands_once", fields=["unit", "part", "months", "start", "value"]
            ),
            models.CheckConstraint(
                name="subtree_total_is_of_a_month_or_a_year", condition=Q(months__in=(1, 12))
            ),
        ]


class WayUp(models.Model):
    """On the days [since, until) the counted lines of a unit are in the subtree total of the unit above.

    `held` is for stocks, by the tree in the end. The first and the last day that there are stand for open.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    above = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    held = models.BooleanField()
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "reporting_way_up"
        constraints = [
            models.UniqueConstraint(name="way_up_stands_once", fields=["unit", "above", "held", "since"]),
        ]


class CountedChain(models.Model):
    """Up to which line of a unit's chain the totals have counted."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True, related_name="+")
    length = models.BigIntegerField()

    class Meta:
        db_table = "reporting_counted_chain"


class TotalsState(models.Model):
    """The one row that whoever changes the totals holds; `version` is one more with every change.

    Every line up to the id `counted_id` is counted, and none past `reached_id`. The totals of subtrees are those of the tree after the
    act `tree`, None while they are being put right; its stocks stand from the day `settled_on` on.
    """

    version = models.BigIntegerField()
    counted_id = models.BigIntegerField(default=0)
    reached_id = models.BigIntegerField(default=0)
    tree = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        db_table = "reporting_totals_state"
        constraints = [models.CheckConstraint(name="there_is_one_set_of_totals", condition=Q(id=1))]
