"""Study plans as offices make them: the same sessions in three layouts."""

from __future__ import annotations

from pathlib import Path

from tests.reading.ledger.office_files import save_xlsx

TITLE = ("梧桐街道2026年度学习计划",)
FOOT = ("注：具体时间以通知为准。",)
SESSIONS = (
    # (month, topic, documents, unit, who takes part)
    (1, "《中华人民共和国档案法》和台账规范", ("档案法", "台账填报说明"), "梧桐街道", "机关全体"),
    (3, "志愿服务记录办法", ("《志愿服务条例》",), "青禾社区", "社区工作者"),
    (3, "防汛值守要求", (), "各社区", "值班人员"),
    (6, "消防安全和用火用电", ("《消防法》",), "梧桐街道", "机关全体"),
)
MONTHS = {1: "一月", 3: "三月", 6: "六月"}


def a_row_a_session(path: Path) -> Path:
    """Save one row for each session, several documents in one cell."""
    labels = ("序号", "学习时间", "学习专题", "传达文件", "牵头单位", "主持人", "参加范围")
    rows = [
        (place, f"{month}月", topic, "\n".join(documents) or None, unit, "某领导", who)
        for place, (month, topic, documents, unit, who) in enumerate(SESSIONS, start=1)
    ]
    return save_xlsx(path, sheets={"学习计划": [TITLE, labels, *rows, FOOT]}, merged=("A1:G1",))


def months_merged(path: Path) -> Path:
    """Save months merged over their sessions, a topic merged over its documents; without numbers."""
    labels = ("月份", "学习内容", "学习材料", "主持/牵头单位", "参学范围")
    rows: list[tuple[object, ...]] = [TITLE, labels]
    merged = ["A1:E1"]
    begun: dict[int, int] = {}
    for month, topic, documents, unit, who in SESSIONS:
        top = len(rows) + 1
        for place, document in enumerate(documents or (None,)):
            first = place == 0
            told = month if month not in begun and first else None
            rows.append(
                (told, topic if first else None, document, unit if first else None, who if first else None)
            )
        begun.setdefault(month, top)
        if len(documents) > 1:
            merged += [f"{letter}{top}:{letter}{len(rows)}" for letter in "BDE"]
    starts = sorted(begun.values())
    for top, below in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        if below - top > 1:
            merged.append(f"A{top}:A{below - 1}")
    rows.append(FOOT)
    return save_xlsx(path, sheets={"计划": rows}, merged=merged)


def months_between(path: Path) -> Path:
    """Save lines of months with the sessions below them, days beside some."""
    labels = ("次序", "专题", "学习篇目", "责任单位", "参加人员")
    rows: list[tuple[object, ...]] = [TITLE, labels]
    told = 0
    for place, (month, topic, documents, unit, who) in enumerate(SESSIONS, start=1):
        if month != told:
            rows.append((MONTHS[month],))
            told = month
        rows.append((place, topic, "\n".join(documents) or None, unit, who))
    return save_xlsx(path, sheets={"Sheet1": [*rows, FOOT]}, merged=("A1:E1",))
