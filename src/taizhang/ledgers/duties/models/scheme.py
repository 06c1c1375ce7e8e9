"""Schemes, the versions they were issued in, their tasks, and who answers for each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.rules import ESCALATE_AFTER, Role, SchemeState, Sort


class Scheme(models.Model):
    """A task breakdown table or a study plan of one year. `version` is the latest issued, 0 for none.

    `escalate_after` is the number of worked days past the due day after which the unit above is told, 0 for never.
    """

    title = models.CharField(max_length=200)
    year = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=[(sort.value, sort.label) for sort in Sort])
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.label) for state in SchemeState],
        default=SchemeState.DRAFT.value,
    )
    version = models.IntegerField(default=0)
    escalate_after = models.IntegerField(default=ESCALATE_AFTER)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "duties_scheme"
        indexes = [models.Index(name="scheme_by_unit_and_year", fields=["unit", "-year"])]
        constraints = [
            models.CheckConstraint(name="scheme_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="scheme_escalates_after_days_or_never", condition=Q(escalate_after__gte=0)
            ),
            models.CheckConstraint(
                name="scheme_is_not_issued_by_its_author",
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("author")),
            ),
            models.CheckConstraint(
                name="issued_scheme_names_who_issued_it",
                condition=Q(state=SchemeState.DRAFT.value, issued_by__isnull=True, issued_at__isnull=True)
                | (
                    ~Q(state=SchemeState.DRAFT.value)
                    & Q(issued_by__isnull=False, issued_at__isnull=False, version__gte=1)
                ),
            ),
            models.CheckConstraint(
                name="withdrawn_scheme_names_who_when_and_why",
                condition=(~Q(state=SchemeState.WITHDRAWN.value) & Q(withdrawn_by__isnull=True))
                | (
                    Q(
                        state=SchemeState.WITHDRAWN.value,
                        withdrawn_by__isnull=False,
                        withdrawn_at__isnull=False,
                    )
                    & ~Q(withdraw_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SchemeVersion(models.Model):
    """One issue of a scheme. Append-only. `document` is the issuing document, "" where there is none."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.IntegerField()
    document = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField()
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "duties_scheme_version"
        constraints = [
            models.UniqueConstraint(name="scheme_version_is_issued_once", fields=["scheme", "number"]),
            models.CheckConstraint(
                name="scheme_is_amended_for_a_reason", condition=Q(number=1) | ~Q(reason="")
            ),
        ]


class Task(models.Model):
    """One line of a scheme. Once issued it is never edited: `valid_until` ends it, another `amends` it.

    `issued_in` is the version it was issued in, None in a draft. `first` is the task that a chain of
    amendments began with, None for that one itself. `basis` is "" for a task without a basis.
    `frequency` is a stored frequency of kernel/recurrence, and `start` the day from which it runs.
    `kinds` and `words` help to propose records. `evidence_ceiling` is the most files that may be
    asked for. `conveys` is what a study session passes on, line by line, `attends` in words who takes part in it.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    number = models.CharField(max_length=20)
    order = models.IntegerField(default=0)
    content = models.TextField()
    goal = models.TextField(blank=True, default="")
    basis = models.CharField(max_length=300, blank=True, default="")
    evidence = models.CharField(max_length=300, blank=True, default="")
    evidence_ceiling = models.IntegerField(null=True)
    frequency = models.JSONField()
    start = models.DateField()
    kinds = models.JSONField(default=list)
    words = models.JSONField(default=list)
    conveys = models.TextField(blank=True, default="")
    attends = models.CharField(max_length=300, blank=True, default="")
    closes_above = models.BooleanField(default=False)
    supporting_owes = models.BooleanField(default=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    amends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    issued_in = models.IntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "duties_task"
        constraints = [
            models.UniqueConstraint(
                name="task_number_is_taken_once",
                fields=["scheme", "number"],
                condition=Q(valid_until__isnull=True),
            ),
            models.CheckConstraint(
                name="task_has_number_and_content", condition=~Q(number="") & ~Q(content="")
            ),
            models.CheckConstraint(
                name="task_is_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="task_ends_no_earlier_than_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_from__lte=F("valid_until")),
            ),
            models.CheckConstraint(
                name="task_asks_for_no_less_than_no_evidence",
                condition=Q(evidence_ceiling__isnull=True) | Q(evidence_ceiling__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.content}"

    @property
    def origin(self) -> int:
        """The id under which all amendments of this task are counted together."""
        return self.first_id or self.pk


class Assignment(models.Model):
    """Who is to answer for a task: a line of the table, before and after it is handed down.

    `post` is to carry it out, `first_post` is first responsible, `direct_post` directly responsible.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(role.value, role.label) for role in Role])
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    first_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    direct_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "duties_assignment"
        constraints = [
            models.UniqueConstraint(name="unit_answers_for_a_task_once", fields=["task", "unit"]),
            models.UniqueConstraint(
                name="task_has_one_lead", fields=["task"], condition=Q(role=Role.LEAD.value)
            ),
        ]
