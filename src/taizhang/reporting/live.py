"""The ledger of this moment, for somebody who is writing: values only, each kept until a unit posts again."""

from __future__ import annotations

from collections.abc import Collection

from taizhang.compiler.context import Activity
from taizhang.foundation.journal.selectors import latest_standing
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.scope import Scope
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.records.selectors import BOOK as RECORDS
from taizhang.reporting.figures import shown
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.narrowed import single_task
from taizhang.reporting.reader import LedgerReader
from taizhang.reporting.rules import rule_book
from taizhang.rollups.engines.base import SourceKey
from taizhang.rollups.plan import Rule


class LiveLedger(LedgerReader):
    """Answers the compiler from every committed posting; its figures have no sources and position 0.

    A report is never compiled from it: it tells what a compiling now would print.
    """

    def __init__(self, *, unit: Unit, period: Period) -> None:
        self._kept = KeptFigures()
        self._standing: dict[str, Posting | None] = {}
        super().__init__(unit=unit, period=period, rules=rule_book(), desk=self._kept.desk)

    def _counted(self, rule: Rule, scope: Scope, period: Period) -> tuple[str | None, tuple[SourceRef, ...]]:
        """Return the value alone, kept until a unit of the scope posts again."""
        task = single_task(rule.tags)
        if task:
            whole = rule_book().rule(code=rule.code, version=rule.version)
            values = self._kept.by_task(rule=whole, scope=scope, period=period)
            return shown(values.get(task)), ()
        return shown(self._kept.value_in(rule=rule, scope=scope, period=period)), ()

    def record(self, source: str) -> Activity | None:
        """Return one record as it counts now, None where it does not."""
        if source not in self._standing:
            self.expect({source})
        posting = self._standing[source]
        return None if posting is None else self._record_of(posting)

    def expect(self, sources: Collection[str]) -> None:
        """Look up all of these records at once; `record` then asks the database no more."""
        found = latest_standing(book=RECORDS, sources=sources)
        self._standing.update({source: found.get(source) for source in sources})
        keys = [SourceKey(one.source, one.revision, one.unit, one.on) for one in found.values()]
        self._desk.told(keys)
        self._remember({(key.source, key.revision) for key in keys})


class LiveLedgerWithSources(LiveLedger):
    """The same with the sources of each figure: for looking into one of them."""

    def _counted(self, rule: Rule, scope: Scope, period: Period) -> tuple[str | None, tuple[SourceRef, ...]]:
        """Return the value and all its sources, counted now."""
        return LedgerReader._counted(self, rule, scope, period)
