"""Recompute the whole journal from its rows and say exactly what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from taizhang.foundation.journal.models import ChainHead, Checkpoint, PostingRow, SealerState
from taizhang.foundation.journal.rules import GENESIS, Frontier, chain_digest, checkpoint_text, leaf_hash
from taizhang.foundation.journal.services.payload import payload_of
from taizhang.foundation.keys.services import is_signed_by

MOST_FAULTS = 100
COLUMNS = (
    "id",
    "book",
    "source",
    "revision",
    "unit_id",
    "on_day",
    "kind",
    "tags",
    "people",
    "minutes",
    "copies",
    "points",
    "weight",
    "reverses_id",
    "posted_at",
    "chain_number",
    "digest",
    "position",
)


@dataclass(slots=True)
class Verification:
    """What was checked and every fault found, in Chinese, naming the posting."""

    postings: int = 0
    sealed: int = 0
    checkpoints: int = 0
    units: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    def fault(self, text: str) -> None:
        """Note a fault; after the first hundred only that there are more."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(text)
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append("问题超过 100 处，其余不再列出。")


def verify(
    *,
    trusted_key: str = "",
    known_checkpoints: dict[int, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verification:
    """Check chains, heads, positions, roots and signatures of the whole journal.

    `trusted_key` is the public key (hex) that must have signed; "" accepts the key named by each
    checkpoint. `known_checkpoints` (size -> text) were kept outside the database: with them a
    journal whose tail was cut off and signed again is found too. Reads each posting twice, in
    order of chain and of position, a few thousand rows in memory.
    """
    result = Verification()
    _check_chains(result, progress)
    _check_positions(result, trusted_key, known_checkpoints or {}, progress)
    return result


def _check_chains(result: Verification, progress: Callable[[int], None] | None) -> None:
    heads = {head.pk: head for head in ChainHead.objects.all()}
    unit, number, previous = 0, 0, GENESIS
    for row in _rows("unit_id", "chain_number"):
        if row["unit_id"] != unit:
            _check_head(result, unit, number, previous, heads)
            unit, number, previous = row["unit_id"], 0, GENESIS
            result.units += 1
        number += 1
        if row["chain_number"] != number:
            result.fault(
                f"单位 {unit} 的账链缺第 {number} 笔，接着的是第 {row['chain_number']} 笔（编号 {row['id']}）。"
            )
            number = row["chain_number"]
        payload = payload_of(**_payload_fields(row))
        if chain_digest(previous=previous, payload=payload) != row["digest"]:
            result.fault(
                f"单位 {unit} 第 {number} 笔（编号 {row['id']}，来源 {row['source']}，"
                f"{row['on_day']:%Y-%m-%d}）的内容与摘要不符，已被改动。"
            )
        previous = row["digest"]
        result.postings += 1
        if progress and result.postings % 5000 == 0:
            progress(result.postings)
    _check_head(result, unit, number, previous, heads)
    for left in heads.values():
        result.fault(f"单位 {left.pk} 的账链应有 {left.length} 笔，一笔也没有找到。")


def _payload_fields(row: dict[str, Any]) -> dict[str, Any]:
    fields = {name: row[name] for name in COLUMNS if name not in ("id", "digest", "position")}
    fields["unit"] = fields.pop("unit_id")
    fields["on"] = fields.pop("on_day")
    fields["reverses"] = fields.pop("reverses_id")
    return fields


def _check_head(
    result: Verification, unit: int, length: int, digest: str, heads: dict[int, ChainHead]
) -> None:
    if unit == 0:
        return
    head = heads.pop(unit, None)
    if head is None:
        result.fault(f"单位 {unit} 有 {length} 笔账，却没有链头。")
    elif (head.length, head.digest) != (length, digest):
        result.fault(f"单位 {unit} 的链头记着 {head.length} 笔，实有 {length} 笔，末尾与链头不符。")


def _check_positions(
    result: Verification,
    trusted_key: str,
    known: dict[int, str],
    progress: Callable[[int], None] | None,
) -> None:
    checkpoints = {row.size: row for row in Checkpoint.objects.order_by("size")}
    frontier = Frontier()
    for row in _rows("position", sealed=True):
        if row["position"] != frontier.size + 1:
            result.fault(
                f"总账缺第 {frontier.size + 1} 位，接着的是第 {row['position']} 位（编号 {row['id']}）。"
            )
            return
        frontier.append(leaf_hash(row["digest"]))
        if frontier.size in checkpoints:
            _check_checkpoint(result, checkpoints.pop(frontier.size), frontier.root(), trusted_key)
        if frontier.size in known:
            expected = checkpoint_text(size=frontier.size, root=frontier.root())
            if known.pop(frontier.size) != expected:
                result.fault(f"总账前 {frontier.size} 位与另存的检查点不符，检查点之前有改动。")
        if progress and frontier.size % 5000 == 0:
            progress(frontier.size)
    result.sealed = frontier.size
    for size in sorted(set(checkpoints) | set(known)):
        result.fault(f"检查点证明总账到过第 {size} 位，现在只有 {frontier.size} 位，末尾被删去。")
    state = SealerState.objects.filter(id=1).first()
    if (state.size if state else 0) != frontier.size:
        result.fault(f"封账记录为第 {state.size if state else 0} 位，实有 {frontier.size} 位。")
    elif state and state.frontier != [node.hex() for node in frontier.nodes]:
        result.fault("封账记录的树边与重算结果不符，已被改动。")


def _check_checkpoint(result: Verification, row: Checkpoint, root: bytes, trusted_key: str) -> None:
    result.checkpoints += 1
    text = checkpoint_text(size=row.size, root=root)
    if row.root != root.hex() or row.text != text:
        result.fault(f"第 {row.size} 位的检查点与重算的根不符：此前有增删、换序或改动。")
    if trusted_key and row.public_key != trusted_key:
        result.fault(f"第 {row.size} 位的检查点不是用本单位的密钥签的。")
    elif not is_signed_by(public=row.public_key, message=row.text.encode(), signature=row.signature):
        result.fault(f"第 {row.size} 位的检查点签名无效。")


def _rows(*order: str, sealed: bool = False) -> Iterator[dict[str, Any]]:
    rows = PostingRow.objects.order_by(*order)
    if sealed:
        rows = rows.filter(position__isnull=False)
    columns = ("id", "digest", "position") if sealed else COLUMNS
    yield from rows.values(*columns).iterator(chunk_size=2000)
