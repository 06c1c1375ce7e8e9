"""The same report for many units: one order, one journal position, one file for each unit.

What was ordered stands in the folder beside the files. Whoever goes on after a stop goes on with that
order and at that position, so that the files are the same as without the stop.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import units_of_level
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.reporting.files import write_whole

ORDER_FILE = "编制单.json"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


class BatchRefused(Refused):
    """The folder holds the files of another order, or nobody is to be reported on."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is ordered: the units of a level below a unit, by the tree of the period's last day.

    `template` is a name or a file, `suffix` the ending of the files, `position` the journal position at
    which all are compiled. Of what is not `kept` there are the files alone; otherwise each report is a run as well.
    """

    template: str
    digest: str
    unit: int
    level: str
    period: str
    subject: str
    signed_on: str
    profile: str
    suffix: str
    position: int
    kept: bool = True


def begin_batch(*, folder: Path, batch: Batch, seal: Callable[[], int]) -> Batch:
    """Write the order down in the folder and return it, or return the one that stands there and is the same.

    `seal` seals the journal and returns the position of an order that is new.
    Raises:  BatchRefused where the folder holds another order, naming what differs.
    """
    file = folder / ORDER_FILE
    if file.is_file():
        position = _position_of(file, batch)
        # What a killed process left half written; its file was never put in place.
        for left in folder.glob(f".*{batch.suffix}.*"):
            left.unlink()
        return replace(batch, position=position)
    folder.mkdir(parents=True, exist_ok=True)
    begun = replace(batch, position=seal())
    text = json.dumps(asdict(begun), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path=file, content=f"{text}\n".encode())
    return begun


def ordered_date(*, folder: Path) -> dt.date | None:
    """Return the date of the order that stands in the folder, None where none does or it cannot be read."""
    file = folder / ORDER_FILE
    try:
        return dt.date.fromisoformat(json.loads(file.read_text("utf-8"))["signed_on"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _position_of(file: Path, batch: Batch) -> int:
    try:
        stands: dict[str, Any] = {"kept": True, **json.loads(file.read_text("utf-8"))}
        position = int(stands.pop("position"))
    except (ValueError, KeyError, AttributeError, TypeError):
        raise BatchRefused(f"“{file}”读不懂，请删去它重新编制，或换一个文件夹。") from None
    wanted = asdict(batch)
    del wanted["position"]
    differing = [name for name in wanted if stands.get(name) != wanted[name]]
    if differing:
        told = "、".join(_NAMES[name] for name in differing)
        raise BatchRefused(f"文件夹“{file.parent}”里是另一次编制的文件（{told}不同），请换一个文件夹。")
    return position


_NAMES = {
    "template": "模板",
    "digest": "模板内容",
    "unit": "单位",
    "level": "级别",
    "period": "期间",
    "subject": "主题",
    "signed_on": "成文日期",
    "profile": "版式",
    "suffix": "格式",
    "kept": "是否存入系统",
}


def units_of(*, batch: Batch) -> list[int]:
    """Return the ids of the units that are reported on, in the order of the tree.

    Raises:  BatchRefused where there are none.
    """
    root, period = Unit.objects.get(pk=batch.unit), parse_period(batch.period)
    found = units_of_level(level=batch.level, day=period.last_day, root=root)
    if not found:
        raise BatchRefused(
            f"{period.label}末，{root.name}没有{Level(batch.level).label}一级的单位，请核对 --units 和 --level。"
        )
    return found


def file_of(*, folder: Path, unit: Unit, batch: Batch) -> Path:
    """Return where a unit's report is written."""
    name = _NOT_IN_NAMES.sub("_", f"{unit.code or unit.pk}-{unit.name}")
    return folder / f"{name}{batch.suffix}"
