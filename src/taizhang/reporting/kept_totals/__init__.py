"""Totals of every unit and every subtree, month, year and counting rule: kept up with the journal, made anew, compared.

They let the figures of a large subtree be told at once. The journal is the truth: totals that are lost or
wrong cost nothing but the time to count them again.
"""

from __future__ import annotations

from taizhang.reporting.kept_totals.checking import WrongTotal, wrong_totals, wrong_ways
from taizhang.reporting.kept_totals.following import catch_up, forget, many_lines_wait

__all__ = ["WrongTotal", "catch_up", "forget", "many_lines_wait", "wrong_totals", "wrong_ways"]
