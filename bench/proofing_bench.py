"""How much of what is wrong the proofing rules find, and how much of what they remark on is wrong.

The sentences of `proofing/planted.txt` are invented; what is wrong in them is marked with the rule
that should find it. What the rules miss, and what they remark on wrongly, stays in the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.outcome import Line, Outcome
from taizhang.proofing import proof_text

FILE = Path(__file__).with_name("proofing") / "planted.txt"
DAY = dt.date(2026, 11, 25)
NAMES = ("青禾社区", "望河社区", "临江社区", "长亭村", "石桥村", "梧桐街道")
PROMISED = 0.95
GROUPS = {
    "个人信息（证件、手机、银行账号、未成年人）": "person-",
    "日期": "date-",
    "未填实": "left-open",
    "数字用法（GB/T 15835）": "number-",
    "标点（GB/T 15834）": "mark-",
    "单位名称": "unit-name",
    "来源": "source-",
}
"""What a group is called -> how its rules begin. For the first three 0.95 is promised."""
_MARK = re.compile("⟦([a-z-]+)\\|([^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the places in it that a rule should find."""

    text: str
    faults: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Score:
    """Of one rule: what it should find, what it found of that, and what it remarked on that is right."""

    planted: int = 0
    found: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0


def sentences() -> tuple[Sentence, ...]:
    """Return the sentences with their marks taken out."""
    lines = FILE.read_text("utf-8").splitlines()
    return tuple(_read(line) for line in lines if line and not line.startswith("# "))


def _read(line: str) -> Sentence:
    text, faults, place = "", [], 0
    for match in _MARK.finditer(line):
        text += line[place : match.start()]
        faults.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        place = match.end()
    return Sentence(text + line[place:], tuple(faults))


def measure(planted: Sequence[Sentence]) -> dict[str, Score]:
    """Return the score of each rule. A remark finds a fault of its own rule that it overlaps."""
    scores: dict[str, Score] = {}
    for sentence in planted:
        left = list(sentence.faults)
        for rule, _, _ in left:
            scores.setdefault(rule, Score()).planted += 1
        for remark in proof_text(text=sentence.text, day=DAY, names=NAMES):
            score = scores.setdefault(remark.rule, Score())
            fault = next((one for one in left if _is(one, remark.rule, remark.start, remark.end)), None)
            if fault is None:
                score.wrong += 1
            else:
                left.remove(fault)
                score.found += 1
    return scores


def _is(fault: tuple[str, int, int], rule: str, start: int, end: int) -> bool:
    return fault[0] == rule and fault[1] < end and start < fault[2]


def grouped(scores: dict[str, Score]) -> dict[str, Score]:
    """Return the scores of the groups: those of their rules together."""
    return {
        name: Score(*(sum(getattr(score, part) for rule, score in scores.items() if rule.startswith(begin)) for part in ("planted", "found", "wrong")))
        for name, begin in GROUPS.items()
    }  # fmt: skip


def run(*, quick: bool = False) -> Outcome:
    """Measure all sentences, in no time at all, so `quick` changes nothing."""
    planted = sentences()
    scores = measure(planted)
    told = [
        _line(name, score, promised=place < 3) for place, (name, score) in enumerate(grouped(scores).items())
    ]
    told += [_line(f"  {rule}", scores[rule]) for rule in sorted(scores)]
    kinds = Counter(bool(sentence.faults) for sentence in planted)
    return Outcome(
        title=f"校对规则：{len(planted)} 句，{kinds[True]} 句有错，{kinds[False]} 句没有",
        lines=told,
        headings=("查准率", "查全率"),
    )


def _line(what: str, score: Score, *, promised: bool = False) -> Line:
    reached = min(score.precision, score.recall) >= PROMISED if promised else None
    return Line(
        f"{what}（{score.planted} 处）",
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"≥ {PROMISED} / {PROMISED}" if promised else "",
        reached,
    )
