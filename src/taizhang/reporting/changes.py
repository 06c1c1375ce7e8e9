"""What has come into the ledger since a report was compiled, under the very rules that it uses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from taizhang.compiler.document import Document, Figure
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope, Span
from taizhang.kernel.source_ref import SourceRef
from taizhang.reporting.figures import FigureDesk, counts_stock, scope_for, shown
from taizhang.reporting.models import ReportRun
from taizhang.reporting.narrowed import single_task
from taizhang.reporting.rules import rule_book
from taizhang.reporting.runs import document_of
from taizhang.rollups.engines.base import SourceKey
from taizhang.rollups.narrowing import narrowed
from taizhang.rollups.plan import Rule
from taizhang.rollups.rulebook import RuleBook

OWN = "本级"


@dataclass(frozen=True, slots=True)
class LaterPosting:
    """One posting that came later: what it is about, and which figures of the report it touches."""

    posting: Posting
    source: SourceRef
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure that is another one by today's ledger."""

    key: str
    label: str
    unit_name: str
    period: str
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed under a report."""

    position: int
    postings: tuple[LaterPosting, ...]
    figures: tuple[MovedFigure, ...]


def changed_since(*, run: ReportRun) -> Changes:
    """Return the later postings under the report's rules, and the figures that they moved."""
    document, rules, desk = document_of(run), rule_book(), FigureDesk(as_of=None)
    touched: dict[tuple[object, ...], tuple[Posting, list[str]]] = {}
    moved = []
    asked = _asked(document, rules)
    since = _Since(desk, after=run.position, units={figure.unit_id for figure in asked})
    for figure in asked:
        whole = rules.rule(code=figure.rule, version=figure.rule_version)
        rule = narrowed(whole, tags=figure.tags)
        period = Period("range", figure.start, figure.until, figure.period)
        scope = since.scope(figure, rule, period)
        later = since.later(whole, rule, scope, period)
        for posting in later:
            identity = (posting.source, posting.revision, posting.weight, posting.unit, posting.on)
            touched.setdefault(identity, (posting, []))[1].append(figure.key)
        if later:
            now = shown(desk.count_lines(rule=rule, scope=scope, period=period).value)
            if _differs(figure.value, now):
                moved.append(
                    MovedFigure(figure.key, figure.label, figure.unit_name, figure.period, figure.value, now)
                )
    keys = [_key(posting) for posting, _ in touched.values()]
    desk.told(keys)
    postings = [
        LaterPosting(posting, desk.told([_key(posting)])[0], tuple(figures))
        for posting, figures in touched.values()
    ]
    return Changes(run.position, tuple(postings), tuple(moved))


def _asked(document: Document, rules: RuleBook) -> list[Figure]:
    """Return the figures that the ledger answered; the others were worked out from them."""
    known = {rule.code for rule in rules.rules()}
    return [figure for figure in document.figures if figure.rule in known]


class _Since:
    """Scopes and later postings, each looked up once: a report has hundreds of figures of one scope."""

    def __init__(self, desk: FigureDesk, *, after: int, units: set[int]) -> None:
        self._desk, self._after = desk, after
        self._units = Unit.objects.in_bulk(units)
        self._scopes: dict[tuple[int, Period, bool], Scope] = {}
        self._later: dict[tuple[Rule, Scope, Period], list[Posting]] = {}

    def scope(self, figure: Figure, rule: Rule, period: Period) -> Scope:
        """Return the units and days that a figure counted."""
        if figure.unit_name.endswith(OWN):
            return Scope(figure.unit_id, figure.unit_name, (Span(figure.unit_id),))
        asked = (figure.unit_id, period, counts_stock(rule))
        if asked not in self._scopes:
            unit = self._units[figure.unit_id]
            self._scopes[asked] = scope_for(rule=rule, unit=unit, period=period)
        return self._scopes[asked]

    def later(self, whole: Rule, rule: Rule, scope: Scope, period: Period) -> list[Posting]:
        """Return the later postings under a rule, those of one task out of those of the whole."""
        task = single_task(rule.tags)
        asked = (whole if task else rule, scope, period)
        if asked not in self._later:
            self._later[asked] = self._desk.later(
                rule=asked[0], scope=scope, period=period, after=self._after
            )
        found = self._later[asked]
        return [posting for posting in found if task in posting.tags] if task else found


def _key(posting: Posting) -> SourceKey:
    return SourceKey(posting.source, posting.revision, posting.unit, posting.on)


def _differs(then: str | None, now: str | None) -> bool:
    if then is None or now is None:
        return then != now
    return Decimal(then) != Decimal(now)
