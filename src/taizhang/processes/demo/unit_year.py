"""One unit's year of work, planned kind by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from taizhang.processes.demo import headcount
from taizhang.processes.demo.days import (
    ONE_DAY,
    days_for,
    days_of_month,
    festival_days,
    in_school_holiday,
    suits,
)
from taizhang.processes.demo.diary import Deck, Diary, may_do
from taizhang.processes.demo.dice import Dice
from taizhang.processes.demo.theme import Planned, Theme
from taizhang.processes.demo.words import office, seasons, telling, together
from taizhang.processes.demo.world import MERGED_ON, UnitPlan
from taizhang.processes.demo.writing import write_down, write_visit

GROWTH = {2024: 0.9, 2025: 1.02}
GROWTH_SINCE = 1.1
MONTH_SHAPE = (0.8, 0.55, 1.2, 1.1, 1.2, 1.0, 1.0, 0.9, 1.15, 1.05, 1.1, 0.95)
RATES = {"briefing": 9.0, "publicity_item": 17.0, "community_activity": 28.0, "lecture": 8.0, "contest": 2.5}
"""How often a year, in a unit of weight 1."""
PROJECT_SHARE = 0.45
"""The share of community activities that belong to the unit's own running projects."""
YOUTH_RATES = {1: 0.7, 2: 0.6, 7: 2.1, 8: 1.9}
YOUTH_TERM_RATE = 0.35

Suits = Callable[[dt.date], bool]


class UnitYear:
    """What one unit does in one year. `records` fills as it is planned."""

    def __init__(self, *, unit: UnitPlan, year: int) -> None:
        self.unit, self.year = unit, year
        self.records: list[Planned] = []
        self._dice = Dice("梧桐", unit.key, year)
        self._diary = Diary(unit)
        self._decks = {
            name: Deck(themes=themes, unit=unit, dice=self._dice)
            for name, themes in {
                "study_session": office.STUDY,
                "meeting": office.MEETINGS,
                "training": office.TRAININGS,
                "briefing": telling.BRIEFINGS,
                "publicity_item": telling.PUBLICITY,
                "projects": together.PROJECTS,
                "community_activity": together.COMMUNITY,
                "lecture": telling.LECTURES,
                "contest": together.CONTESTS,
                "holiday_youth": seasons.HOLIDAY_YOUTH,
                "term_youth": seasons.TERM_YOUTH,
            }.items()
        }

    def plan(self) -> list[Planned]:
        """Plan everything and return it in order of day."""
        self._festivals()
        self._visits()
        for month in range(1, 13):
            days = days_of_month(year=self.year, month=month)
            if self.unit.lives_on(days[0]):
                self._office_month(days)
                self._open_month(days)
                self._youth_month(days)
        self.records.sort(key=lambda record: (record.on, record.kind, record.title))
        return self.records

    def _office_month(self, days: list[dt.date]) -> None:
        """Study each month, a meeting or two, a training each quarter (the street office: two)."""
        month, street = days[0].month, self.unit.sort == "街道"
        for _ in range(2 if street and month % 2 else 1):
            self._do("study_session", self._decks["study_session"].draw(day=days[0]), days)
        regular = office.REGULAR_MEETING
        title = regular.title.replace("{month}", str(month))
        self._do(
            "meeting", replace(regular, title=title, topic=f"{month}月工作小结和下月安排"), days[:10] or days
        )
        for _ in range(self._dice.count(0.9 if street else 0.35)):
            self._do("meeting", self._decks["meeting"].draw(day=days[0]), days)
        quarter_month = 1 + (month - 1) // 3 * 3 + self._training_month(month)
        if month == quarter_month:
            for _ in range(2 if street else 1):
                self._do("training", self._decks["training"].draw(day=days[0]), days)

    def _training_month(self, month: int) -> int:
        """Return in which month of its quarter (0, 1, 2) the unit trains."""
        return Dice("training", self.unit.key, self.year, (month - 1) // 3).between(0, 2)

    def _open_month(self, days: list[dt.date]) -> None:
        """What is open to residents, more of it in the months that suit."""
        share = (
            self.unit.weight_on(days[0])
            * GROWTH.get(self.year, GROWTH_SINCE)
            * MONTH_SHAPE[days[0].month - 1]
            / 12
        )
        for kind, rate in RATES.items():
            for _ in range(self._dice.count(rate * share)):
                own = kind == "community_activity" and self._dice.chance(PROJECT_SHARE)
                theme = self._decks["projects"].draw(day=days[0]) if own else None
                self._do(kind, theme or self._decks[kind].draw(day=days[0]), days)

    def _youth_month(self, days: list[dt.date]) -> None:
        weight = self.unit.weight_on(days[0]) * GROWTH.get(self.year, GROWTH_SINCE)
        for _ in range(self._dice.count(YOUTH_RATES.get(days[0].month, 0) * weight)):
            self._do(
                "youth_programme", self._decks["holiday_youth"].draw(day=days[0]), days, in_school_holiday
            )
        for _ in range(self._dice.count(YOUTH_TERM_RATE * weight)):
            theme = self._decks["term_youth"].draw(day=days[0])
            self._do("youth_programme", theme, days, lambda day: not in_school_holiday(day))

    def _festivals(self) -> None:
        """Each festival on its day or a day or two before."""
        for feast in seasons.FESTIVALS:
            themes = [theme for theme in feast.themes if may_do(theme=theme, unit=self.unit)]
            for day in festival_days(name=feast.calendar, year=self.year):
                turn = self._dice.shuffled(themes)
                keeps = self._dice.chance(feast.kept_by * min(1.0, 0.62 + self.unit.weight_on(day) / 3))
                more = keeps and self._dice.chance((self.unit.weight_on(day) - 0.7) * 0.45)
                for theme in turn[: keeps + more]:
                    self._keep(feast, theme, day)

    def _keep(self, feast: seasons.Feast, theme: Theme, day: dt.date) -> None:
        days = [day - ONE_DAY * back for back in theme.ahead]
        in_year = [each for each in days if each.year == self.year]
        on = self._diary.take(days=in_year, kind="festival_activity", dice=self._dice)
        if on:
            self._write("festival_activity", theme, on, festival=feast.name)

    def _visits(self) -> None:
        """Rounds of visits: in the week before a festival, never on the day off itself."""
        for visit in seasons.VISITS:
            if not self._dice.chance(visit.share * min(1.0, 0.6 + self.unit.weight / 2.5)):
                continue
            if visit.before:
                [day, *_] = festival_days(name=visit.before, year=self.year)
                days = [day - ONE_DAY * back for back in range(1, 9)]
            else:
                days = days_of_month(year=self.year, month=self._dice.pick(visit.months))
            fit = [day for day in days if day.year == self.year and suits(day=day, when="workday")]
            on = self._diary.take(days=fit, kind="visit", dice=self._dice)
            if on:
                self.records.append(write_visit(visit=visit, unit=self.unit, on=on, dice=self._dice))

    def _do(self, kind: str, theme: Theme | None, days: Iterable[dt.date], also: Suits | None = None) -> None:
        """Plan the theme on one of the days that suit it, if one is free."""
        if theme is None:
            return
        fit = [day for day in days if self._fits(theme, day) and (also is None or also(day))]
        on = self._diary.take(days=fit, kind=kind, dice=self._dice)
        if on:
            self._write(kind, theme, on)

    def _fits(self, theme: Theme, day: dt.date) -> bool:
        """Things of several days end within the week and the month, before a holiday begins."""
        if not suits(day=day, when=theme.when) or day < theme.since:
            return False
        if theme.observes and day not in days_for(name=theme.observes, year=self.year):
            return False
        last = day + ONE_DAY * (theme.days - 1)
        return last.month == day.month and last.weekday() >= day.weekday() and suits(day=last, when="free")

    def _write(self, kind: str, theme: Theme, on: dt.date, *, festival: str = "") -> None:
        people = self._people(theme, on)
        self.records.append(
            write_down(
                kind=kind,
                theme=theme,
                unit=self.unit,
                on=on,
                people=people,
                festival=festival,
                inherited=self.unit.weight_on(on) != self.unit.weight and on >= MERGED_ON,
                dice=self._dice,
            )
        )

    def _people(self, theme: Theme, on: dt.date) -> int | None:
        if not theme.people or theme.crowd == "none":
            return None
        if theme.crowd == "staff":
            return headcount.staff_count(theme=theme, staff=self.unit.staff, dice=self._dice)
        return headcount.resident_count(theme=theme, weight=self.unit.weight_on(on), dice=self._dice)
