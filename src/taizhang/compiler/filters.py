"""The filters of the template language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from taizhang.compiler.views import Passage
from taizhang.compiler.wording.quotes import quoted
from taizhang.kernel.refusal import Refused

_LONGEST = 100_000


class NotASeries(Refused):
    """A filter for a series was given something else."""


def _series(value: object, name: str) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise NotASeries(f"“|{name}”前面要是一串内容")
    return value


def _listed(value: object) -> str:
    """甲、乙、丙."""
    return _linked(_series(value, "顿号"), "、")


def _linked(value: object, by: str = "") -> str:
    parts = [str(item) for item in _series(value, "连接") if not isinstance(item, (list, tuple, Passage))]
    if sum(map(len, parts)) + len(parts) * len(by) > _LONGEST:
        raise NotASeries("连接出来的文字太长")
    return by.join(parts)


def _first_of(value: object, count: int) -> list[Any]:
    return list(_series(value, "前")[: max(count, 0)])


def _count(value: object) -> int:
    return len(_series(value, "项数"))


def _quoted(value: object) -> str:
    return quoted(str(value))


FILTERS: MappingProxyType[str, Callable[..., Any]] = MappingProxyType(
    {"顿号": _listed, "连接": _linked, "前": _first_of, "项数": _count, "引号": _quoted}
)
