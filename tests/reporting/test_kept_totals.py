"""Totals by month: whatever is posted, reversed, sealed and counted in whatever order, figures are what the lines tell."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import PostingRow, SealerState
from taizhang.foundation.journal.selectors import posting_from
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.reporting import kept_totals
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.kept_totals import following
from taizhang.reporting.models import CountedChain, KeptRule, KeptTotal
from taizhang.reporting.rules import rule_book, rule_in
from taizhang.rollups.engines import sql_totals
from taizhang.rollups.engines.memory import MemoryEngine
from tests.reporting.deeds import BOOKS, TAGS, days

deeds = st.lists(
    st.tuples(
        st.sampled_from(["post", "post", "post", "reverse", "seal", "count"]),
        st.sampled_from(sorted(BOOKS)),
        st.integers(0, 5),
        st.integers(0, 1),
        days,
        st.sets(st.sampled_from(TAGS), max_size=3),
        st.sampled_from([None, 0, 12]),
    ),
    min_size=2,
    max_size=16,
)
periods = st.sampled_from(
    [
        parse_period("2025"),
        parse_period("2025年1月"),
        Period.range(dt.date(2025, 1, 1), dt.date(2025, 2, 14)),
        Period.range(dt.date(2025, 1, 10), dt.date(2026, 1, 15)),
        Period.range(dt.date(2025, 2, 3), dt.date(2025, 2, 20)),
    ]
)
every_example = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def done(steps, units, *, key, at) -> None:
    """Do these deeds."""
    standing: list[tuple[str, str]] = []
    for number, (deed, book, which, where, on, tags, people) in enumerate(steps):
        if deed == "seal":
            journal.seal(key=key, at=at)
        elif deed == "count":
            kept_totals.catch_up()
        elif deed == "reverse":
            if standing:
                of, source = standing.pop(which % len(standing))
                journal.reverse(book=of, sources=[source], at=at)
        else:
            kinds = BOOKS[book]
            line = Posting(
                book=book,
                source=f"{book}:{number}",
                revision=1,
                unit=units[where],
                on=on,
                kind=kinds[which % len(kinds)],
                tags=tuple(sorted(tags)),
                measures={} if people is None else {"people": people, "copies": people + 1},
            )
            journal.post(postings=[line], at=at)
            standing.append((book, line.source))


def told_by(engine, *, scope, period, as_of):
    """Return value, sources and values of every rule of the product."""
    rules = rule_book().rules()
    at_once = engine.values(rules=rules, scope=scope, period=period, as_of=as_of)
    one_by_one = [engine.figure(rule=rule, scope=scope, period=period, as_of=as_of) for rule in rules]
    return {rule.code: (value, one) for rule, value, one in zip(rules, at_once, one_by_one, strict=True)}


def stays(unit, since, until, *, pieces) -> tuple[Span, ...]:
    """Return the days of a unit in one stretch or in many, as of a unit that came and went."""
    days = (until - since) // pieces
    begun = [since + number * days for number in range(pieces)]
    return tuple(Span(unit, *ends) for ends in zip(begun, [*begun[1:], until], strict=True))


@every_example
@given(steps=deeds, period=periods, later=st.integers(0, 3), pieces=st.sampled_from([1, 30]))
def test_figures_from_totals_are_those_of_the_lines(office, key, at, steps, period, later, pieces) -> None:
    savepoint = transaction.savepoint()
    units = (office.north.pk, office.south.pk)
    done(steps, units, key=key, at=at)
    south = stays(units[1], dt.date(2025, 1, 15), dt.date(2025, 12, 31), pieces=pieces)
    scope = Scope(office.street.pk, office.street.name, (Span(units[0]), *south))
    sealed = SealerState.objects.values_list("size", flat=True).first() or 0
    memory = MemoryEngine([posting_from(row) for row in PostingRow.objects.order_by("id")])

    for as_of in (None, max(sealed - later, 0)):
        desk = FigureDesk(as_of=as_of)
        with transaction.get_connection().cursor() as cursor:
            told = told_by(desk._engine(cursor), scope=scope, period=period, as_of=as_of)
        assert told == told_by(memory, scope=scope, period=period, as_of=as_of)
    transaction.savepoint_rollback(savepoint)


@every_example
@given(steps=deeds)
def test_totals_that_followed_the_journal_are_those_that_are_made_anew(office, key, at, steps) -> None:
    savepoint = transaction.savepoint()
    done(steps, (office.north.pk, office.south.pk), key=key, at=at)
    kept_totals.catch_up()
    followed = totals()

    assert kept_totals.wrong_totals() == []
    kept_totals.forget()
    assert totals() == {}
    assert kept_totals.catch_up() == PostingRow.objects.count()
    assert totals() == followed
    assert kept_totals.catch_up() == 0
    transaction.savepoint_rollback(savepoint)


def totals() -> dict[tuple[object, ...], tuple[int, int]]:
    """Return every total that is not nothing."""
    rows = KeptTotal.objects.values_list(
        "part__key", "unit_id", "months", "start", "value", "total", "weight"
    )
    return {tuple(place): (total, weight) for *place, total, weight in rows if total or weight}


def test_a_wrong_total_is_found_and_named(accepted) -> None:
    accepted(people="7人")
    kept_totals.catch_up()
    spoilt = KeptTotal.objects.filter(total=7, months=1).get()
    KeptTotal.objects.filter(pk=spoilt.pk).update(total=8)

    (wrong,) = kept_totals.wrong_totals()

    assert (wrong.unit, wrong.start, wrong.kept, wrong.counted) == (
        "北桥社区",
        dt.date(2025, 3, 1),
        (8, 1),
        (7, 1),
    )
    assert "走访" in wrong.rule


def test_a_total_that_is_lacking_and_one_of_a_unit_that_never_posted_are_named(accepted, office) -> None:
    accepted(people="7人")
    kept_totals.catch_up()
    row = KeptTotal.objects.filter(total=7, months=12).get()
    KeptTotal.objects.create(
        part=row.part,
        unit=office.south,
        months=12,
        start=row.start,
        value="",
        total=row.total,
        weight=row.weight,
    )
    row.delete()

    wrong = kept_totals.wrong_totals()

    assert {(one.unit, one.kept, one.counted) for one in wrong} == {
        ("北桥社区", (0, 0), (7, 1)),
        ("南浦村", (7, 1), (0, 0)),
    }


def test_it_is_counted_in_steps_and_progress_is_told(accepted, monkeypatch) -> None:
    monkeypatch.setattr(following, "LINES_AT_ONCE", 2)
    for number in range(5):
        accepted(title=f"走访第{number}户")
    told: list[tuple[int, int]] = []

    kept_totals.catch_up(progress=lambda so_far, of: told.append((so_far, of)))

    assert told == [(2, 5), (4, 5), (5, 5)]
    assert kept_totals.wrong_totals() == []


def test_other_rules_are_counted_from_the_beginning(accepted) -> None:
    accepted()
    kept_totals.catch_up()
    KeptRule.objects.order_by("pk").first().delete()

    assert kept_totals.catch_up() == 1
    assert kept_totals.wrong_totals() == []


def test_when_more_came_than_is_added_up_at_once_the_lines_are_counted(accepted, office, monkeypatch) -> None:
    accepted()
    kept_totals.catch_up()
    accepted(title="又一户")
    monkeypatch.setattr(sql_totals, "MOST_LINES", 0)
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    scope = scope_for(rule=rule, unit=office.street, period=period)

    assert FigureDesk(as_of=None).count(rule=rule, scope=scope, period=period).value == 2


def test_a_figure_near_the_end_of_the_journal_reads_no_line_that_is_counted(
    accepted, office, key, at
) -> None:
    accepted()
    position = journal.seal(key=key, at=at)
    kept_totals.catch_up()
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    scope = scope_for(rule=rule, unit=office.street, period=period)
    # The totals are what is read: one that is spoilt shows.
    KeptTotal.objects.update(total=9, weight=9)

    for as_of in (None, position):
        assert FigureDesk(as_of=as_of).count(rule=rule, scope=scope, period=period).value == 9
    assert CountedChain.objects.get().length == 1


def test_a_report_is_counted_from_the_lines_whatever_the_totals_say(accepted, office, key, at) -> None:
    accepted()
    position = journal.seal(key=key, at=at)
    kept_totals.catch_up()
    KeptTotal.objects.update(total=9, weight=9)
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    scope = scope_for(rule=rule, unit=office.street, period=period)

    counted = FigureDesk(as_of=position).count_with_sources(rule=rule, scope=scope, period=period)

    assert (counted.value, len(counted.sources)) == (1, 1)


def test_an_old_position_is_counted_from_the_lines(accepted, office, key, at, monkeypatch) -> None:
    accepted()
    first = journal.seal(key=key, at=at)
    accepted(title="又一户")
    journal.seal(key=key, at=at)
    kept_totals.catch_up()
    period = parse_period("2025")
    rule = rule_in(code="visits", period=period)
    scope = scope_for(rule=rule, unit=office.street, period=period)

    near = FigureDesk(as_of=first).count(rule=rule, scope=scope, period=period)
    monkeypatch.setattr(sql_totals, "MOST_LINES", 0)
    old = FigureDesk(as_of=first).count(rule=rule, scope=scope, period=period)

    assert near == old
    assert old.value == 1
