"""The packs of data agree: rules count kinds that exist, and nothing counts what we never count."""

from __future__ import annotations

from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.posting import MEASURES
from taizhang.ledgers.records.rules import kinds
from taizhang.reporting.rules import rule_book
from tests.architecture.test_relations import forbidden_columns


def test_every_kind_that_a_rule_counts_is_a_kind_of_record() -> None:
    known = {kind.code for kind in kinds()}

    assert rule_book().unknown_kinds(book="records", known=known) == []


def test_every_measure_is_a_column_of_the_journal() -> None:
    columns = {field.name for field in PostingRow._meta.get_fields()}

    assert set(MEASURES) <= columns


def test_no_rule_and_no_kind_counts_what_people_say_believe_or_where_they_are() -> None:
    words = [f"{rule.code} {rule.label} {rule.definition}" for rule in rule_book().rules()]
    words += [f"{kind.code} {kind.label} {' '.join(kind.aliases)}" for kind in kinds()]

    assert forbidden_columns(words) == []


def test_the_share_of_evidenced_records_counts_the_kinds_that_need_evidence() -> None:
    due = rule_book().rule(code="records_due_evidence").where.kinds

    assert set(due) == {kind.code for kind in kinds() if kind.evidence_required > 0}


def test_rules_and_kinds_measure_in_the_same_words() -> None:
    units = {kind.code: kind.unit for kind in kinds()}
    counted = [
        (rule.where.kinds[0], rule.unit)
        for rule in rule_book().rules()
        if rule.book == "records"
        and type(rule.aggregate).__name__ == "Count"
        and len(rule.where.kinds) == 1
        and rule.where == type(rule.where)(kinds=rule.where.kinds)
    ]

    assert dict(counted) == {kind: units[kind] for kind, _ in counted}
