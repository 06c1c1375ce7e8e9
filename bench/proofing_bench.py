"""How much of what is wrong the proofing rules find, and how much of what they remark on is wrong.

The sentences are invented; what is wrong in them is marked with the rule that should find it. What
the rules miss, and what they remark on wrongly, stays in the files. The rules were written against
the planted sentences. The held-out ones were written without sight of the rules; what they showed
when first measured stands at their head, and the rules have been mended since. The unseen ones were
written with them and measured after the mending.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.outcome import Line, Outcome
from taizhang.proofing import proof_text

_FOLDER = Path(__file__).with_name("proofing")
PLANTED, HELD_OUT, UNSEEN = (_FOLDER / f"{name}.txt" for name in ("planted", "heldout", "unseen"))
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


def sentences(file: Path) -> tuple[Sentence, ...]:
    """Return the sentences of a file with their marks taken out."""
    lines = file.read_text("utf-8").splitlines()
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
    sets = {file: sentences(file) for file in (PLANTED, HELD_OUT, UNSEEN)}
    scores = {file: measure(told) for file, told in sets.items()}
    groups = {file: grouped(scored) for file, scored in scores.items()}
    told = [
        _line(name, groups[PLANTED][name], groups[HELD_OUT][name], promised=place < 3)
        for place, name in enumerate(GROUPS)
    ]
    told += [
        _line(f"  {rule}", *(scores[file].get(rule, Score()) for file in (PLANTED, HELD_OUT)))
        for rule in sorted(scores[PLANTED] | scores[HELD_OUT])
    ]
    unseen = "；".join(f"{name.split('（')[0]} {_told(groups[UNSEEN][name])}" for name in list(GROUPS)[:3])
    return Outcome(
        title="校对规则，查准率 / 查全率："
        + "，".join(
            f"{name} {_counted(sets[file])}"
            for name, file in (("写规则时用的", PLANTED), ("另写的", HELD_OUT))
        ),
        lines=told,
        notes=(f"补好以后才量的一套，{_counted(sets[UNSEEN])}：{unseen}",),
        headings=("写规则时用的", "另写的"),
    )


def _counted(told: Sequence[Sentence]) -> str:
    return f"{len(told)} 句（{sum(not one.faults for one in told)} 句没有错）"


def _line(what: str, planted: Score, held_out: Score, *, promised: bool = False) -> Line:
    both = (planted.precision, planted.recall, held_out.precision, held_out.recall)
    return Line(
        f"{what}（{planted.planted}、{held_out.planted} 处）",
        _told(planted),
        _told(held_out),
        f"≥ {PROMISED} / {PROMISED}" if promised else "",
        min(both) >= PROMISED if promised else None,
    )


def _told(score: Score) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f}" if score.planted or score.wrong else "—"
