"""Journal positions: seal up to now, keep the checkpoint outside the database, check one that is named."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

from django.conf import settings

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import Checkpoint, SealerState
from taizhang.foundation.keys.services import SigningKey
from taizhang.kernel.refusal import Refused


class UnknownPosition(Refused):
    """The journal has not come to that position."""


class CheckpointsUnreadable(Refused):
    """The file of kept checkpoints was altered so that it cannot be read."""


def check_position(*, position: int) -> None:
    """Refuse a position that is not sealed yet.

    Raises:  UnknownPosition.
    """
    state = SealerState.objects.filter(id=1).first()
    size = state.size if state else 0
    if not 0 <= position <= size:
        raise UnknownPosition(f"账本还没有第 {position} 位，现封到第 {size} 位，请改为 0 到 {size}。")


def seal_journal(*, key: SigningKey, at: dt.datetime) -> int:
    """Seal what is committed and return the last position.

    Each new checkpoint is also written to a file beside the database: whoever cuts off the
    journal's tail in the database is then found by the file.
    """
    position = journal.seal(key=key, at=at)
    kept = kept_checkpoints()
    fresh = Checkpoint.objects.filter(size__gt=max(kept, default=0)).order_by("size")
    lines = [json.dumps({"size": row.size, "text": row.text, "signature": row.signature}) for row in fresh]
    if lines:
        with _file().open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
    return position


def kept_checkpoints() -> dict[int, str]:
    """Return the checkpoints kept outside the database: size -> text.

    Raises:  CheckpointsUnreadable.
    """
    if not _file().is_file():
        return {}
    try:
        entries = [json.loads(line) for line in _file().read_text("utf-8").splitlines() if line.strip()]
        return {int(entry["size"]): str(entry["text"]) for entry in entries}
    except (ValueError, KeyError, TypeError):
        raise CheckpointsUnreadable(f"检查点文件 {_file()} 已被改动，读不出来，请从备份恢复。") from None


def _file() -> Path:
    return Path(settings.TAIZHANG_HOME) / "checkpoints.jsonl"
