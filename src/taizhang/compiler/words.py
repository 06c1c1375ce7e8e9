"""The words of the template language: functions with Chinese names, and the budget they spend."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.refusal import Refused

STEPS: Final = 50_000
"""Rounds of loops and calls of functions in one report. A report of a county needs some 5,000."""


class BudgetSpent(Refused):
    """A template takes more steps, or makes more text, than a report can need."""


class WrongUse(Refused):
    """A word of the template language was used with the wrong arguments."""


@dataclass(slots=True)
class Budget:
    """The steps left to one compilation."""

    left: int = STEPS
    given: int = field(init=False)

    def __post_init__(self) -> None:
        self.given = self.left

    def step(self) -> None:
        """Spend one step.

        Raises:  BudgetSpent when none is left.
        """
        if self.left <= 0:
            raise BudgetSpent(
                f"循环或取数超过{self.given}步，已停止。请检查循环是否层层相套、范围是否过大，减少后再生成。"
            )
        self.left -= 1


@plain_data
class Word:
    """One function that a template may call. Only Words can be called. A call is one step of the budget, where there is one."""

    name: str
    function: Callable[..., Any]
    budget: Budget | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.budget is not None:
            self.budget.step()
        try:
            return self.function(*args, **kwargs)
        except TypeError as error:
            # A fault of the function's own, or a wrong call: only then is the call looked at, thousands of times a report.
            self._check_use(args, kwargs, error)
            raise

    def _check_use(self, args: tuple[Any, ...], kwargs: dict[str, Any], error: TypeError) -> None:
        signature = inspect.signature(self.function)
        try:
            signature.bind(*args, **kwargs)
        except TypeError:
            usage = "、".join(_usage(parameter) for parameter in signature.parameters.values())
            raise WrongUse(f"“{self.name}”的写法不对，应写作 {self.name}({usage})。") from error


def _usage(parameter: inspect.Parameter) -> str:
    if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
        return f"{parameter.name}=…"
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return f"{parameter.name}…"
    return parameter.name
