"""Made-up journals, rules, scopes and periods for the laws that hold for all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from taizhang.kernel.period import Period
from taizhang.kernel.posting import MEASURES, Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.rollups.plan import Aggregate, Count, Distinct, Ratio, Rule, Stock, Sum, Where

FIRST_DAY = dt.date(2024, 12, 27)
LAST_DAY = dt.date(2025, 1, 5)
UNITS = (1, 2, 3)
KINDS = ("lecture", "visit", "contest")
TAGS = ("节日:春节", "节日:中秋节", "节日:", "有佐证", "A", "a", "a%b_", "'", '"', "\\")
TASKS = ("task:1", "task:12", "task:2")
PATTERNS = (*TAGS, "节日:*", "a*", "*")

days = st.integers(0, 9).map(lambda offset: FIRST_DAY + dt.timedelta(days=offset))
"""Few days, few units, few kinds: so that lines meet."""


@dataclass(frozen=True)
class Journal:
    """Lines in journal order, and what stands after them."""

    lines: tuple[Posting, ...]
    standing: tuple[Posting, ...]


@st.composite
def contents(draw: st.DrawFn, book: str, source: str, revision: int) -> Posting:
    """One line of a source, weight +1, not yet sealed."""
    measures = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(MEASURES, st.integers(0, 500))))
    return Posting(
        book=book,
        source=source,
        revision=revision,
        unit=draw(st.sampled_from(UNITS)),
        on=draw(days),
        kind=draw(st.sampled_from(KINDS)),
        tags=tuple(sorted(draw(st.sets(st.sampled_from(TAGS), max_size=3)))),
        measures=measures,
    )


@st.composite
def record_journals(draw: st.DrawFn) -> Journal:
    """The journal of a book where one line of a source stands: accepted, corrected, voided, in any order."""
    standing: dict[str, Posting] = {}
    revisions: dict[str, int] = {}
    lines: list[Posting] = []
    for number in draw(st.lists(st.integers(1, 6), min_size=4, max_size=16)):
        source = f"records:{number}"
        voided = source in standing and draw(st.booleans())
        if source in standing:
            lines.append(replace(standing.pop(source), weight=-1))
        if not voided:
            revisions[source] = revisions.get(source, 0) + 1
            standing[source] = draw(contents("records", source, revisions[source]))
            lines.append(standing[source])
    return Journal(sealed(lines, draw(st.integers(0, len(lines)))), tuple(standing.values()))


@st.composite
def duty_journals(draw: st.DrawFn) -> Journal:
    """The same of the book of duties: every line bears the task that it is of, and keeps to it."""
    journal = draw(record_journals())

    def of_a_task(line: Posting) -> Posting:
        task = TASKS[int(line.source.removeprefix("records:")) % len(TASKS)]
        return replace(line, book="duties", tags=tuple(sorted((*line.tags, task))))

    return Journal(tuple(map(of_a_task, journal.lines)), tuple(map(of_a_task, journal.standing)))


@st.composite
def any_journals(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Lines of a book that promises nothing: weights in any order, several lines of a source."""
    lines = []
    for number, revision, weight in draw(
        st.lists(
            st.tuples(st.integers(1, 5), st.integers(1, 2), st.sampled_from([1, 1, -1])),
            min_size=4,
            max_size=14,
        )
    ):
        line = draw(contents("premises", f"premises:{number}", revision))
        lines.extend([replace(line, weight=weight)] * draw(st.integers(1, 2)))
    return sealed(lines, draw(st.integers(0, len(lines))))


def sealed(lines: list[Posting], count: int) -> tuple[Posting, ...]:
    """Return the lines with positions for the first so many."""
    return tuple(
        replace(line, position=place if place <= count else None) for place, line in enumerate(lines, start=1)
    )


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return (
        st.just(())
        | st.just(())
        | st.just(())
        | st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)
    )


wheres = st.builds(
    Where,
    kinds=_some(KINDS),
    any_tags=_some(PATTERNS),
    all_tags=_some(PATTERNS),
    no_tags=_some(PATTERNS),
    carries=_some(tuple(MEASURES)),
    lacks=_some(tuple(MEASURES)),
)

simple_aggregates: st.SearchStrategy[Aggregate] = st.one_of(
    st.just(Count()),
    st.just(Stock()),
    st.builds(
        Sum, st.sampled_from(sorted(MEASURES)), divide_by=st.sampled_from([1, 60]), decimals=st.integers(0, 2)
    ),
    st.sampled_from(
        [Distinct("unit"), Distinct("day"), Distinct("kind"), Distinct("source"), Distinct("tag", "节日:")]
    ),
)


@st.composite
def simple_rules(draw: st.DrawFn, book: str) -> Rule:
    """A count, sum, distinct or stock with any conditions."""
    return Rule("r", 1, "口径", "统计。", "个", draw(simple_aggregates), book, draw(wheres))


@st.composite
def rules(draw: st.DrawFn, book: str) -> Rule:
    """A simple rule or a ratio of two."""
    if draw(st.integers(0, 3)):
        return draw(simple_rules(book))
    ratio = Ratio(
        draw(simple_rules(book)), draw(simple_rules(book)), draw(st.booleans()), draw(st.integers(0, 2))
    )
    return Rule("r", 1, "口径", "统计。", "个", ratio)


def duty_rules() -> st.SearchStrategy[Rule]:
    """A rule of the book of duties."""
    return rules("duties")


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    start, until = sorted([draw(days), draw(days)])
    open_start, open_until = draw(st.booleans()), draw(st.booleans())
    return Span(draw(st.sampled_from(UNITS)), None if open_start else start, None if open_until else until)


everywhere = Scope(1, "街道", tuple(Span(unit) for unit in UNITS))
scopes = st.just(everywhere) | st.lists(_spans(), max_size=6).map(
    lambda spans: Scope(1, "街道", tuple(spans))
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A range of days in which something may lie; often all of them."""
    first, last = sorted([draw(days), draw(days)]) if draw(st.booleans()) else (FIRST_DAY, LAST_DAY)
    return Period.range(first, last)


positions = st.none() | st.integers(0, 20)
