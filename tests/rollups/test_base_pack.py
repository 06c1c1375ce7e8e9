"""The rules that come with the product."""

from __future__ import annotations

from taizhang.ledgers.premises.rules import types
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import BOOKS, Ratio

RECORD_KINDS = {
    "study_session",
    "meeting",
    "training",
    "briefing",
    "publicity_item",
    "community_activity",
    "festival_activity",
    "lecture",
    "youth_programme",
    "visit",
    "contest",
}


def test_every_rule_reads_as_one_line_of_an_annex() -> None:
    for rule in load_rules().rules():
        assert rule.definition.endswith("。") and rule.definition.count("。") == 1
        assert rule.label and rule.unit


def test_every_rule_counts_only_kinds_that_records_have() -> None:
    assert load_rules().unknown_kinds(book="records", known=RECORD_KINDS) == []


def test_every_rule_of_duties_counts_only_states_of_theirs() -> None:
    known = {"due", "partial", "done", "excused", "fulfilment"}

    assert load_rules().unknown_kinds(book="duties", known=known) == []


def test_every_rule_of_premises_counts_only_types_and_kinds_of_theirs() -> None:
    known = {
        "inspection_due",
        "inspection_done",
        "inspection_extra",
        "finding",
        "rectification_open",
        "rectification_closed",
        "incident_open",
        "incident_closed",
    }

    assert load_rules().unknown_kinds(book="premises", known={type.code for type in types()}) == []
    assert load_rules().unknown_kinds(book="inspections", known=known) == []


def test_every_kind_of_record_has_a_figure_of_its_own() -> None:
    of_records = [rule for rule in load_rules().rules() if rule.book == "records"]
    alone = {rule.where.kinds[0] for rule in of_records if len(rule.where.kinds) == 1}

    assert alone == RECORD_KINDS


def test_every_part_of_a_ratio_is_a_figure_that_can_be_asked_for() -> None:
    rules = load_rules()

    for rule in rules.rules():
        assert rule.book in BOOKS or isinstance(rule.aggregate, Ratio)
        assert all(rules.rule(code=part.code) == part for part in rule.parts if part != rule)
