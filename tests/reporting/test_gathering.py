"""Lines of very many reports gathered in one walk: the reports are those of lines that each looks for itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction

from taizhang.foundation.journal import services as journal
from taizhang.kernel.posting import Posting
from taizhang.ledgers.records.models import RecordRevision
from taizhang.reporting.unit_reports import gathering
from taizhang.reporting.unit_reports.batches import Batch
from taizhang.reporting.unit_reports.compiling import compile_together
from taizhang.reporting.unit_reports.gathering import Walk, is_worth_walking, share_of
from tests.reporting.conftest import batch_of_villages


@pytest.fixture
def batch(office, accepted, key, at) -> Batch:
    """Return an order over a street and its villages: records of the month, of the year before, one taken back."""
    for day in range(1, 8):
        accepted(title=f"走访{day}", people=f"{day}人", unit=office.north.pk, on=dt.date(2025, 3, day))
        accepted(title=f"往年走访{day}", people="3人", unit=office.south.pk, on=dt.date(2024, 3, day))
    taken_back = accepted(title="又走访", people="9人", unit=office.south.pk, on=dt.date(2025, 3, 20))
    journal.reverse(book="records", sources=[taken_back.source], at=at)
    position = journal.seal(key=key, at=at)
    accepted(title="封存以后", people="9人", unit=office.north.pk, on=dt.date(2025, 3, 21))
    return replace(batch_of_villages(office, position), kept=False)


def compiled(batch: Batch, units: list[int], folder: Path, office, at, **options) -> dict[str, bytes]:
    """Compile the reports of the units into the folder and return their bytes."""
    folder.mkdir()
    found = compile_together(batch=batch, units=units, folder=folder, by=office.clerk, at=at, **options)
    assert [each.why for each in found] == [""] * len(units)
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_reports_of_gathered_lines_have_the_bytes_of_those_that_look_for_their_own(
    batch, office, tmp_path, at, monkeypatch, at_once: int
) -> None:
    monkeypatch.setattr(gathering, "AT_ONCE", at_once)
    shares = [[office.north.pk, office.street.pk], [office.south.pk]]
    walk = Walk(batch, tmp_path / "归拢")
    for stretch in walk.begin(shares=list(map(share_of, enumerate(shares)))):
        walk.through(stretch)

    for number, units in enumerate(shares):
        by_itself = compiled(batch, units, tmp_path / f"各找各的{number}", office, at)
        walked = compiled(
            batch, units, tmp_path / f"归拢的{number}", office, at, gathered=lambda number=number: walk.gathered(number)
        )  # fmt: skip
        assert walked == by_itself
    walk.end()

    assert not list((tmp_path / "归拢").iterdir())
    assert walk.gathered(0) is None


def test_lines_that_no_record_stands_behind_are_gathered_as_well(batch, office, key, tmp_path, at) -> None:
    inspected = Posting("inspections", "inspections:1", 1, office.north.pk, dt.date(2025, 3, 9), "routine")
    with transaction.atomic():
        journal.post(postings=[inspected], at=at)
    batch = replace(batch, position=journal.seal(key=key, at=at))
    walk = Walk(batch, tmp_path / "归拢")
    for stretch in walk.begin(shares=[share_of((0, [office.north.pk]))]):
        walk.through(stretch)

    by_itself = compiled(batch, [office.north.pk], tmp_path / "各找各的", office, at)
    walked = compiled(
        batch, [office.north.pk], tmp_path / "归拢的", office, at, gathered=lambda: walk.gathered(0)
    )

    assert walk.gathered(0).lines.sources[-1] == "inspections:1"
    assert walked == by_itself


def test_a_share_with_a_text_that_cannot_be_told_apart_looks_for_its_own_lines(
    batch, office, tmp_path, at
) -> None:
    revision = RecordRevision.objects.filter(record__unit=office.north).first()
    RecordRevision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "走\x1f访"})
    walk = Walk(batch, tmp_path / "归拢")
    for stretch in walk.begin(shares=list(map(share_of, enumerate([[office.north.pk], [office.south.pk]])))):
        walk.through(stretch)

    by_itself = compiled(batch, [office.north.pk], tmp_path / "各找各的", office, at)
    walked = compiled(
        batch, [office.north.pk], tmp_path / "归拢的", office, at, gathered=lambda: walk.gathered(0)
    )

    assert walk.gathered(0) is None
    assert len(walk.gathered(1).lines.sources) == 9
    assert walked == by_itself


def test_a_walk_begun_again_does_not_mix_in_what_was_laid_down_before(batch, office, tmp_path) -> None:
    walk = Walk(batch, tmp_path)
    share = share_of((0, [office.north.pk]))
    for stretch in walk.begin(shares=[share]):
        walk.through(stretch)
    first = walk.gathered(0)

    for stretch in walk.begin(shares=[share]):
        walk.through(stretch)

    assert walk.gathered(0) == first
    assert len(first.lines.sources) == 7


def test_one_walks_only_where_the_lines_are_a_large_part_of_the_journal(batch, office) -> None:
    north = share_of((0, [office.north.pk]))

    assert north.lines == 8
    assert is_worth_walking(shares=[north], position=32)
    assert not is_worth_walking(shares=[north], position=33)


def test_a_record_that_cannot_be_read_stops_neither_the_walk_nor_the_other_units(
    batch, office, tmp_path, at
) -> None:
    RecordRevision.objects.filter(record__unit=office.north).update(content={})
    units = [office.north.pk, office.south.pk]
    walk = Walk(batch, tmp_path)
    for stretch in walk.begin(shares=[share_of((0, units))]):
        walk.through(stretch)

    found = compile_together(
        batch=batch, units=units, folder=tmp_path, by=office.clerk, at=at, gathered=lambda: walk.gathered(0)
    )

    why = {each.unit: each.why for each in found}
    assert "读不出活动名称" in why[office.north.pk]
    assert why[office.south.pk] == ""


def test_texts_of_the_period_alone_are_laid_down_and_others_are_asked_for(batch, office, tmp_path) -> None:
    walk = Walk(batch, tmp_path)
    for stretch in walk.begin(shares=[share_of((0, [office.street.pk]))]):
        walk.through(stretch)

    told = walk.gathered(0)

    years = [day.year for day in told.lines.days]
    with_text = {year for year, content in zip(years, told.contents, strict=True) if content}
    without = {year for year, content in zip(years, told.contents, strict=True) if not content}
    assert (with_text, without) == ({2025}, {2024})
