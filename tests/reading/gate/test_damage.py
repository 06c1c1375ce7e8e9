"""Whatever happens to the bytes of a file, it is read or refused; nothing else is raised."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from taizhang.reading.gate import Damaged, UnreadableFile, open_workbook
from tests.reading.ledger.office_files import ACTIVITIES, repacked, save_xlsx
from tests.reading.ledger.old_excel import old_workbook

SHEET = "xl/worksheets/sheet1.xml"


def _rows(path: Path) -> None:
    book = open_workbook(path)
    for name in book.sheet_names:
        for _ in book.sheet(name).rows():
            pass


def _mutated(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed) if rng.random() < 0.9 else bytes(changed[: rng.randrange(1, len(changed))])


def _mutated_part(data: bytes, rng: random.Random) -> bytes:
    """Change the XML within a package, so that the change passes the package's own checks."""
    package = zipfile.ZipFile(io.BytesIO(data))
    part = rng.choice([SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
    content = bytearray(package.read(part))
    place = rng.randrange(len(content))
    for change in rng.choices((b"<", b"9999999", b"XFD", b"</c>", b'r="A1"', b"\xff", b"&#0;", b""), k=2):
        content[place : place + rng.randrange(3)] = change
    return repacked(data, changes={part: bytes(content)})


@pytest.mark.parametrize("kind", ["bytes.xlsx", "bytes.xls", "part.xlsx"])
def test_any_damage_is_a_refusal_or_harmless(tmp_path: Path, kind: str) -> None:
    if kind.endswith(".xls"):
        data = old_workbook(rows=[["日期", "活动名称", 35.0], ["3月5日", "学雷锋", 4.0]])
    else:
        data = save_xlsx(tmp_path / "sound.xlsx", sheets={"台账": ACTIVITIES}).read_bytes()
    rng = random.Random(20210305)
    outcomes: set[type] = set()

    for _ in range(700):
        changed = _mutated_part(data, rng) if kind.startswith("part") else _mutated(data, rng)
        (tmp_path / kind).write_bytes(changed)
        try:
            _rows(tmp_path / kind)
        except UnreadableFile as refusal:
            outcomes.add(type(refusal))

    assert Damaged in outcomes
