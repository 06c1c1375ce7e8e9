"""Whatever was altered in the journal behind our back is found and named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import Checkpoint, PostingRow
from taizhang.foundation.keys.services import create_key
from taizhang.kernel.posting import Posting


@pytest.fixture
def sealed(accepted, at, key):
    """Return a key over a journal of five sealed postings, the fourth and fifth by a second checkpoint."""
    for number in range(3):
        accepted(title=f"走访第{number + 1}户", people=f"{number + 2}人")
    journal.seal(key=key, at=at)
    for number in range(2):
        accepted(title=f"慰问第{number + 1}户", people=f"{number + 5}人")
    journal.seal(key=key, at=at)
    drop_triggers()
    return key


def drop_triggers() -> None:
    """Do what an intruder with the database's owner rights would do first."""
    with connection.cursor() as cursor:
        for table in ("journal_posting", "journal_checkpoint"):
            for deed in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_no_{deed}{on}")


def test_an_untouched_journal_holds(sealed) -> None:
    found = journal.verify(trusted_key=sealed.public)

    assert found.faults == []
    assert (found.postings, found.sealed, found.checkpoints, found.units) == (5, 5, 2, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("people", 999),
        ("people", None),
        ("kind", "lecture"),
        ("source", "records:999"),
        ("on_day", "2025-03-06"),
        ("weight", -1),
        ("revision", 2),
        ("tags", "|有佐证|"),
        ("minutes", 1),
        ("copies", 1),
        ("points", 1),
    ],
)
def test_an_altered_column_is_named_with_its_posting(sealed, column: str, value: object) -> None:
    row = PostingRow.objects.order_by("id")[2]
    changes = {column: value}
    if column == "weight":
        changes["reverses_id"] = PostingRow.objects.order_by("id")[0].pk
    PostingRow.objects.filter(pk=row.pk).update(**changes)

    [fault] = journal.verify(trusted_key=sealed.public).faults

    assert f"第 3 笔（编号 {row.pk}" in fault
    assert "已被改动" in fault


def test_an_altered_digest_is_found_in_the_chain_and_in_the_tree(sealed) -> None:
    row = PostingRow.objects.order_by("id")[1]
    PostingRow.objects.filter(pk=row.pk).update(digest="ab" * 32)

    faults = journal.verify().faults

    assert f"编号 {row.pk}" in faults[0]
    assert any("检查点与重算的根不符" in fault for fault in faults)


def test_a_removed_posting_is_found(sealed) -> None:
    row = PostingRow.objects.order_by("id")[1]
    PostingRow.objects.filter(pk=row.pk).delete()

    faults = journal.verify().faults

    assert any("账链缺第 2 笔" in fault for fault in faults)
    assert any("总账缺第 2 位" in fault for fault in faults)


def test_a_cut_off_tail_is_found_by_head_and_checkpoint(sealed) -> None:
    PostingRow.objects.order_by("-id")[0].delete()

    faults = journal.verify().faults

    assert any("末尾与链头不符" in fault for fault in faults)
    assert any("末尾被删去" in fault for fault in faults)


def test_swapped_positions_are_found(sealed) -> None:
    first, second = PostingRow.objects.order_by("id")[:2]
    for pk, position in ((first.pk, 99), (second.pk, 1), (first.pk, 2)):
        PostingRow.objects.filter(pk=pk).update(position=position)

    assert any("检查点与重算的根不符" in fault for fault in journal.verify().faults)


def test_a_journal_signed_by_another_key_is_found(sealed, tmp_path) -> None:
    other = create_key(home=tmp_path / "other")

    faults = journal.verify(trusted_key=other.public).faults

    assert len(faults) == 2
    assert "不是用本单位的密钥签的" in faults[0]


def test_a_forged_signature_is_found(sealed) -> None:
    Checkpoint.objects.filter(size=3).update(signature="00" * 64)

    assert journal.verify().faults == ["第 3 位的检查点签名无效。"]


def test_a_whole_journal_rewritten_and_signed_again_is_found_by_a_checkpoint_kept_elsewhere(
    sealed, office, at
) -> None:
    kept = {row.size: row.text for row in Checkpoint.objects.all()}
    with connection.cursor() as cursor:
        for table in ("journal_checkpoint", "journal_posting", "journal_chain_head", "journal_sealer_state"):
            cursor.execute(f"DELETE FROM {table}")
    with transaction.atomic():
        journal.post(postings=[_forged(office)], at=at)
    journal.seal(key=sealed, at=at)

    assert journal.verify(trusted_key=sealed.public).faults == []
    found = journal.verify(trusted_key=sealed.public, known_checkpoints=kept).faults
    assert any("末尾被删去" in fault for fault in found)


def _forged(office):

    return Posting("records", "records:1", 1, office.north.pk, dt.date(2025, 3, 5), "visit")
