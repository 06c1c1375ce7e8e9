"""The counting rules in force, for the doors."""

from __future__ import annotations

import functools

from taizhang.kernel.period import Period
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Rule
from taizhang.rollups.rulebook import RuleBook


@functools.cache
def rule_book() -> RuleBook:
    """Return the rules of the product's packs."""
    return load_rules()


def rule_in(*, code: str, period: Period) -> Rule:
    """Return the rule with that code or label that is in force on the period's last day.

    Raises:  UnknownRule, proposing near names.
    """
    return rule_book().rule(code=code, on=period.last_day)
