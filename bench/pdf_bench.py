"""PDF: typst in this process against one LibreOffice conversion per document."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from pathlib import Path

from bench.clock import Way, times_as_long, turn_by_turn
from bench.libreoffice import Converter
from bench.outcome import Line, Outcome, milliseconds
from bench.report import report
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import Fonts, find_fonts, system_font_folders
from taizhang.render.pdf import pdf_bytes

TITLE = "写 PDF：约 4 页，40 个数字，2 张表"
TARGET = 40.0
ROUNDS = 7
OUR_CALLS = 12


def run(*, quick: bool) -> Outcome:
    """Return the time of both ways; of ours alone where LibreOffice is not installed."""
    fonts = find_fonts(folders=_font_folders())
    if not fonts.has_chinese:
        return Outcome(TITLE, [], [f"跳过：{fonts.notice}"])
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    rounds = 2 if quick else ROUNDS
    documents = [report(number) for number in range(1 + rounds * OUR_CALLS)]
    ways = {"ours": Way(lambda number: pdf_bytes(document=documents[number], fonts=fonts), OUR_CALLS)}
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as folder:
        if soffice is not None:
            converter = Converter(soffice=soffice, folder=Path(folder), fonts=fonts)
            docx = [docx_bytes(document=each) for each in documents[: 1 + rounds]]
            ways["soffice"] = Way(lambda number: converter.pdf_bytes(docx[number]))
        seconds = turn_by_turn(ways=ways, rounds=rounds)
    return _told(seconds, fonts)


def _told(seconds: dict[str, list[float]], fonts: Fonts) -> Outcome:
    medians = {name: milliseconds(statistics.median(each)) for name, each in seconds.items()}
    lines = [Line("taizhang.render.pdf（typst，本进程）", medians["ours"])]
    notes = ["每份文件的单位和数字都不同；两边用同样的字体；LibreOffice 沿用同一个配置目录，第一次启动不计。"]
    if fonts.notice:
        notes.append(fonts.notice)
    if "soffice" in seconds:
        slower = times_as_long(seconds["soffice"], seconds["ours"])
        lines.append(
            Line("LibreOffice，每份转换一次", medians["soffice"], f"慢 {slower:.1f} 倍",
                 f"≥ {TARGET:.0f} 倍", slower >= TARGET)
        )  # fmt: skip
    else:
        notes.append("本机没有 LibreOffice，对照一项跳过；安装 libreoffice-writer 后即可比较。")
    return Outcome(TITLE, lines, notes)


def _font_folders() -> list[Path]:
    named = [Path(each) for each in os.environ.get("TAIZHANG_FONTS", "").split(os.pathsep) if each]
    return [*named, Path(__file__).resolve().parent.parent / ".fonts", *system_font_folders()]
