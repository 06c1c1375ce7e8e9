"""docx: our writer against docxtpl, and against the least that deflating its main part can cost."""

from __future__ import annotations

import statistics
import zlib

from bench.clock import Way, times_as_long, turn_by_turn
from bench.docx_template import FilledTemplate, values_of
from bench.docx_text import main_part, printed_lines
from bench.outcome import Line, Outcome, milliseconds
from bench.report import SOURCES_EACH, office_of, report
from taizhang.render.docx import docx_bytes

TITLE = "写 docx：约 4 页，40 个数字，2 张表"
DOCXTPL_TARGET = 50.0
FLOOR_TARGET = 2.0
ROUNDS = 7
OUR_CALLS, TEMPLATE_CALLS, FLOOR_CALLS = 60, 5, 60
MANY_SOURCES, MANY_CALLS = 50, 10


class TextsDiffer(AssertionError):
    """The two ways did not write the same text: their times may not be compared."""


def run(*, quick: bool) -> Outcome:
    """Return the times of both ways and of the floor.

    Raises:  TextsDiffer.
    """
    rounds = 3 if quick else ROUNDS
    documents = [report(number) for number in range(1 + rounds * OUR_CALLS)]
    rich = [report(number, sources_each=MANY_SOURCES) for number in range(1 + rounds * MANY_CALLS)]
    values = [values_of(document=each, office=office_of(number)) for number, each in enumerate(documents)]
    template = FilledTemplate(model=documents[0], office=office_of(0))
    main_parts = [main_part(docx_bytes(document=each)) for each in documents]
    check_same_text(ours=docx_bytes(document=documents[3]), theirs=template.docx_bytes(values[3]))
    seconds = turn_by_turn(
        ways={
            "ours": Way(lambda number: docx_bytes(document=documents[number]), OUR_CALLS),
            "floor": Way(lambda number: deflate_floor(main_parts[number]), FLOOR_CALLS),
            "many": Way(lambda number: docx_bytes(document=rich[number]), MANY_CALLS),
            "docxtpl": Way(lambda number: template.docx_bytes(values[number]), TEMPLATE_CALLS),
        },
        rounds=rounds,
    )
    return _told(seconds, main_parts[1], docx_bytes(document=documents[1]))


def check_same_text(*, ours: bytes, theirs: bytes) -> None:
    """Refuse two documents that print different text.

    Raises:  TextsDiffer, naming the first line that differs.
    """
    mine, other = printed_lines(ours), printed_lines(theirs)
    if mine != other:
        pairs = zip([*mine, ""], [*other, ""], strict=False)
        raise TextsDiffer(next(f"{one!r} != {two!r}" for one, two in pairs if one != two))


def deflate_floor(main: bytes) -> tuple[bytes, int]:
    """Return document.xml deflated at level 6, and its checksum: the least that any writer must do."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(main) + packer.flush(), zlib.crc32(main)


def _told(seconds: dict[str, list[float]], main: bytes, whole: bytes) -> Outcome:
    faster = times_as_long(seconds["docxtpl"], seconds["ours"])
    above = times_as_long(seconds["ours"], seconds["floor"])
    medians = {name: milliseconds(statistics.median(each)) for name, each in seconds.items()}
    return Outcome(
        TITLE,
        [
            Line(f"taizhang.render.docx，每个数字带 {SOURCES_EACH} 条来源", medians["ours"]),
            Line(f"　　同上，每个数字带 {MANY_SOURCES} 条来源", medians["many"]),
            Line("docxtpl（模板建一次，逐份填写）", medians["docxtpl"], f"慢 {faster:.1f} 倍",
                 f"≥ {DOCXTPL_TARGET:.0f} 倍", faster >= DOCXTPL_TARGET),
            Line("底线：document.xml 的 deflate-6 + crc32", medians["floor"], f"我们是它的 {above:.2f} 倍",
                 f"≤ {FLOOR_TARGET:.0f} 倍", above <= FLOOR_TARGET),
        ],
        [
            f"document.xml {len(main) / 1000:.1f} kB，压缩后 {len(deflate_floor(main)[0]) / 1000:.1f} kB，"
            f"整个文件 {len(whole) / 1000:.1f} kB（其中有每个数字的口径和来源，docxtpl 的那份没有）。",
            "两种写法印出的文字已逐段核对，完全相同。",
        ],
    )  # fmt: skip
