"""The dense engine of roll-ups: there where its extra is installed, refused with the remedy where it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from taizhang.kernel.period import Period
from taizhang.reporting.unit_rollup.order import RollupRefused
from taizhang.rollups.bulk import BulkEngine, BulkPlan, UnitFigures
from taizhang.rollups.dated_tree import DatedTree
from taizhang.rollups.plan import Rule

LIBRARIES = ("numba", "llvmlite", "numpy", "pyarrow")
_UNITS = {"MB": 1 << 20, "GB": 1 << 30}


def check_dense() -> None:
    """Refuse to begin where the engine's libraries are not installed.

    Raises:  RollupRefused.
    """
    try:
        import taizhang.rollups.engines.bulk_dense  # noqa: F401, PLC0415 -- optional
    except ImportError as fault:
        if (fault.name or "").partition(".")[0] not in LIBRARIES:
            raise
        raise RollupRefused(
            f'没有装 dense 引擎要用的软件包（缺 {fault.name}）。请运行 pip install "taizhang[dense]" 后再来，'
            "或改用 --engine duckdb，结果相同。"
        ) from None


def told_elsewhere(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules that dense leaves to duckdb: they do not add up over places."""
    from taizhang.rollups.dense.layout import takes  # noqa: PLC0415 -- optional

    return tuple(rule for rule in rules if not takes(rule))


def dense_over(files: Sequence[Path], *, tree: str, memory: str, rest: BulkEngine) -> BulkEngine:
    """Return the engine over the files of an export; `rest` tells the rules that it does not take."""
    from taizhang.rollups.dense.layout import takes  # noqa: PLC0415 -- optional
    from taizhang.rollups.engines.bulk_dense import DenseBulk  # noqa: PLC0415 -- optional
    from taizhang.rollups.engines.bulk_shared import SharedBulk  # noqa: PLC0415 -- optional

    size = int(memory[:-2]) * _UNITS[memory[-2:]]
    return _Refusing(SharedBulk(DenseBulk(files, tree=tree, memory=size), rest, takes=takes))


class _Refusing(BulkEngine):
    """Says in Chinese what the engine refuses."""

    def __init__(self, engine: BulkEngine) -> None:
        self._engine = engine

    def roll_up(
        self,
        *,
        plan: BulkPlan,
        tree: DatedTree,
        periods: Sequence[Period],
        as_of: int | None = None,
        units: Collection[int] | None = None,
    ) -> Iterator[UnitFigures]:
        """See `BulkEngine.roll_up`."""
        from taizhang.rollups.dense.lines import NotByPlace  # noqa: PLC0415 -- optional
        from taizhang.rollups.dense.passes import NotEnoughMemory  # noqa: PLC0415 -- optional
        from taizhang.rollups.engines.bulk_dense import OtherTree  # noqa: PLC0415 -- optional

        try:
            yield from self._engine.roll_up(plan=plan, tree=tree, periods=periods, as_of=as_of, units=units)
        except NotEnoughMemory as fault:
            needed = -(-fault.needed // _UNITS["MB"])
            raise RollupRefused(
                f"一个期间就要 {needed} MB 内存，给的不够。请用 --memory {needed}MB 多给一些，"
                "或改用 --engine duckdb，结果相同。"
            ) from None
        except OtherTree:
            raise RollupRefused("导出之后单位又有变动，请再运行一次。") from None
        except NotByPlace as fault:
            raise RollupRefused(
                f"导出的文件 {fault.file} 第 {fault.group + 1} 组里的行没有按单位的次序排列，dense 引擎不能读。"
                "请把 --export 的文件夹改名或移走再运行一次，程序会重新导出；或改用 --engine duckdb，结果相同。"
            ) from None
