"""The editor in the browser reads and writes an item's text as the server does: its own module, asked in Node."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.ledgers.publication.rules.marked_text import LedgerFigure, Line, parse, write

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "front" / "editor" / "text_form.js"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
ASK = f"""
import {{ linesOf, textOf }} from {json.dumps(MODULE.as_uri())};
const texts = JSON.parse(await new Promise((told) => {{ let all = ''; process.stdin.on('data', (one) => {{ all += one; }}); process.stdin.on('end', () => told(all)); }}));
console.log(JSON.stringify(texts.map((text) => [linesOf(text), textOf(linesOf(text))])));
"""
SCRAPS = [
    "# ", "#", "####", "#####", "- ", "-", "\\", "\\\\", "[", "]", "(", ")", "口径:", "[16](口径:a_b@12@2025)", "[1,5%](口径:增长/a@1@2025Q1/a@1@2024Q1/减)",
    "\n", "\r\n", " ", "\u3000", "字", "16", "𠮷", "\ufeff", "\x85", "[x](y)",
]  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return many texts in which marks, halves of marks and words meet."""
    dice = random.Random(79)
    return ["".join(dice.choices(SCRAPS, k=dice.randint(0, 9))) for _ in range(4000)]


def told(line: Line) -> dict[str, object]:
    """Return a line as the editor has it."""
    pieces = [
        {"text": one.text, **({"source": one.source} if isinstance(one, LedgerFigure) else {})}
        for one in line.pieces
    ]
    return {"sort": line.sort, "level": line.level, "pieces": pieces}


def test_the_editor_and_the_server_read_and_write_the_same(texts) -> None:
    assert NODE is not None, "Node comes with the locked packages: python3 tools/setup.py dev"
    answer = subprocess.run(
        [NODE, "--input-type=module", "-e", ASK],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )

    for text, (lines, written) in zip(texts, json.loads(answer.stdout), strict=True):
        assert lines == [told(line) for line in parse(text)], text
        assert written == write(parse(text)), text
