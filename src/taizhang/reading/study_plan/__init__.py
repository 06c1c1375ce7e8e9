"""Reading a study plan (学习计划): which topic in which month, which documents it conveys, who holds it."""

from __future__ import annotations

from taizhang.reading.study_plan.columns import STUDY_COLUMNS
from taizhang.reading.study_plan.study_plan import NoTimes, read_study_plan

__all__ = ["STUDY_COLUMNS", "NoTimes", "read_study_plan"]
