"""The room a template runs in: it sees Chinese names only, touches nothing, and cannot run for ever."""

from __future__ import annotations

import functools
import re
from collections.abc import Generator, Mapping
from decimal import Decimal
from types import CodeType
from typing import Any, Final, cast

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from taizhang.compiler import grammar
from taizhang.compiler.desk import Chip
from taizhang.compiler.filters import FILTERS
from taizhang.compiler.markup import shield, shield_passage, with_breaks
from taizhang.compiler.views import Passage, View
from taizhang.compiler.words import Budget, BudgetSpent, Word
from taizhang.kernel.refusal import Refused

LONGEST_TEXT: Final = 100_000
LONGEST_LIST: Final = 10_000
LARGEST_NUMBER: Final = 10**15
LARGEST_OUTPUT: Final = 500_000
"""Characters. A report of 5,000 characters with its tables makes some 20,000."""

_NO_ARITHMETIC: Final = "报告数字不能在模板里加减乘除，请用“比”“占”等功能，使结果也有来源"
_OPERATORS: Final = frozenset({"+", "-", "*", "/", "//", "%"})
_FORGIVEN: Final = (TypeError, ValueError, ArithmeticError, LookupError, RecursionError, jinja2.TemplateError)


class TemplateRefused(Refused):
    """A template says something that it must not, or that cannot be worked out."""


class Missing(jinja2.StrictUndefined):
    """A name with nothing behind it: any use is refused with the names that there are."""

    @property
    def _undefined_message(self) -> str:
        thing, name = self._undefined_obj, self._undefined_name
        if isinstance(thing, View):
            return f"“{thing.TITLE}”没有“{name}”这一项{grammar.near(str(name), thing.NAMES)}"
        if isinstance(thing, LoopContext):
            return f"循环没有“{name}”这一项{grammar.near(str(name), grammar.LOOP_NAMES)}"
        if isinstance(name, int):
            return f"没有第{name + 1}项，请先判断有几项"
        if thing is not missing:
            return f"这里没有“{name}”可取"
        return f"“{name}”在这里没有值"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without attributes, calls and operators that a template does not need."""

    intercepted_binops = _OPERATORS
    intercepted_unops = frozenset({"+", "-"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, LoopContext):
            return attr in grammar.LOOP_NAMES
        return isinstance(obj, View) and attr in obj.NAMES

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:
        return self.undefined(obj=obj, name=attribute)

    def getattr(self, obj: Any, attribute: str) -> Any:
        # What a view answers to needs no second look.
        if isinstance(obj, View) and attribute in obj.NAMES:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Word)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        # A word wants nothing of the names around the call: finding that out took longer than the call itself.
        if not isinstance(__obj, Word):
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Chip) or isinstance(right, Chip):
            raise TemplateRefused(_NO_ARITHMETIC)
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return _kept(left + right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return _joined(left, right)
        if not (_is_number(left) and _is_number(right)):
            raise TemplateRefused(f"“{operator}”两边要都是数；连接文字请用 ~")
        result = self.binop_table[operator](left, right)
        if abs(result) > LARGEST_NUMBER:
            raise TemplateRefused("算出的数太大")
        return result

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        if isinstance(arg, Chip):
            raise TemplateRefused(_NO_ARITHMETIC)
        if not _is_number(arg):
            raise TemplateRefused(f"“{operator}”后面要是数")
        return self.unop_table[operator](arg)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _printed(value: Any) -> str:
    """Return what `{{ value }}` puts into the text: data shielded from being read as markup."""
    if isinstance(value, Chip):
        return str(value)
    if isinstance(value, str):
        return shield(value)
    if isinstance(value, Passage):
        return shield_passage(value.text)
    if isinstance(value, View) or _is_number(value) or isinstance(value, jinja2.Undefined):
        return shield(str(value))
    if isinstance(value, (list, tuple)):
        raise TemplateRefused("这里有好几项，不能直接印出，请用循环，或用“|顿号”连接")
    raise TemplateRefused("这里没有可以印出的内容")


def _kept(value: Any) -> Any:
    too_long = (isinstance(value, str) and len(value) > LONGEST_TEXT) or (
        isinstance(value, (list, tuple)) and len(value) > LONGEST_LIST
    )
    if too_long:
        raise BudgetSpent("模板里一段文字或一串内容太长，已停止，请检查循环和连接")
    return value


def _joined(*parts: Any) -> str:
    if not all(isinstance(part, (str, View, Chip, jinja2.Undefined)) or _is_number(part) for part in parts):
        raise TemplateRefused("~ 只能连接文字和数；一串内容请先用“|顿号”连接")
    texts = [str(part) for part in parts]
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise BudgetSpent("模板里一段文字太长，已停止，请检查连接")
    return "".join(texts)


SANDBOX: Final = Sandbox(
    undefined=Missing,
    finalize=_printed,
    keep_trailing_newline=True,
    autoescape=False,
    cache_size=0,
)
SANDBOX.globals.clear()
SANDBOX.filters.clear()
SANDBOX.filters.update(FILTERS)
SANDBOX.tests = {name: SANDBOX.tests[name] for name in grammar.TESTS}


def check(*, source: str, label: str, words: frozenset[str]) -> None:
    """Check a template's text without running it.

    Raises:  TemplateRefused with the first faults, each with its line.
    """
    tree = _parsed(source, label)
    try:
        found = grammar.faults(tree, words=words, filters=FILTERS.keys())
    except RecursionError as error:
        raise _too_complex(label) from error
    if found:
        told = "；".join(f"第{line}行：{fault.rstrip('？')}" for line, fault in found[:3])
        more = f"（另有{len(found) - 3}处）" if len(found) > 3 else ""
        raise TemplateRefused(f"模板“{label}”有误：{told}{more}。")
    _compiled(source, label)


def fill(*, source: str, label: str, words: Mapping[str, object], budget: Budget) -> str:
    """Return the text of a checked template filled in.

    Raises:  TemplateRefused with the line, also for a refusal by any function that it calls.
    """
    counted = {
        grammar.EACH: Word(grammar.EACH, functools.partial(_each, budget)),
        grammar.JOIN: Word(grammar.JOIN, _joined),
        grammar.KEEP: Word(grammar.KEEP, _kept),
    }
    template = jinja2.Template.from_code(SANDBOX, _compiled(source, label), {})
    context = template.new_context({**words, **counted})
    stream = cast(Generator[str, None, None], template.root_render_func(context))
    try:
        return "".join(_within_limit(stream))
    except (Refused, jinja2.UndefinedError) as error:
        raise _located(template, error, str(error)) from error
    except ZeroDivisionError as error:
        raise _located(template, error, "除数为零，无法计算") from error
    except _FORGIVEN as error:
        raise _located(template, error, "这里无法计算，请检查写法") from error


def _within_limit(stream: Generator[str, None, None]) -> list[str]:
    pieces: list[str] = []
    length = 0
    for piece in stream:
        length += len(piece)
        if length > LARGEST_OUTPUT:
            # Thrown into the template, so that the line where it stands is told.
            stream.throw(BudgetSpent(f"生成的文字超过{LARGEST_OUTPUT}字，已停止，请检查循环"))
        pieces.append(piece)
    return pieces


def _each(budget: Budget, items: Any) -> Generator[Any, None, None]:
    if isinstance(items, jinja2.Undefined):
        iter(items)
    if not isinstance(items, (list, tuple)):
        raise TemplateRefused("for 后面要是一串内容，例如 下级单位、活动(…)")
    return _rounds(budget, items)


def _rounds(budget: Budget, items: list[Any] | tuple[Any, ...]) -> Generator[Any, None, None]:
    for item in items:
        budget.step()
        yield item


def _parsed(source: str, label: str) -> nodes.Template:
    try:
        return SANDBOX.parse(with_breaks(source))
    except jinja2.TemplateSyntaxError as error:
        raise _unreadable(label, error) from error
    except _FORGIVEN as error:
        raise _too_complex(label) from error


@functools.lru_cache(maxsize=32)
def _compiled(source: str, label: str) -> CodeType:
    try:
        tree = grammar.Counted().visit(_parsed(source, label))
        return SANDBOX.compile(tree, name=label, filename=_filename(label))
    except jinja2.TemplateSyntaxError as error:
        raise _unreadable(label, error) from error
    except (*_FORGIVEN, SyntaxError, MemoryError) as error:
        raise _too_complex(label) from error


def _filename(label: str) -> str:
    return f"<模板 {label}>"


def _located(template: jinja2.Template, error: BaseException, told: str) -> TemplateRefused:
    """Return the refusal with the line of the template: the innermost one that the error came through."""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == template.filename:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    place = f"第{line}行" if line else ""
    return TemplateRefused(f"模板“{template.name}”{place}：{_ended(told)}")


def _ended(told: str) -> str:
    return told if told.endswith(("。", "？")) else f"{told}。"


def _too_complex(label: str) -> TemplateRefused:
    return TemplateRefused(f"模板“{label}”写法过于复杂，无法读懂，请拆短后再试。")


def _unreadable(label: str, error: jinja2.TemplateSyntaxError) -> TemplateRefused:
    message = error.message or ""
    unknown = re.search(r"unknown tag '([^']*)'", message, re.IGNORECASE)
    if unknown is not None:
        told = f"“{{% {unknown.group(1)} %}}”用得不对：不认识这个标记，或与前面的 if、for 不成对"
    elif "nexpected end" in message or "end of" in message:
        told = "没有写完，请检查括号、引号以及 {{ }}、{% %} 是否成对，if、for 是否有 endif、endfor"
    else:
        told = "看不懂，请检查括号、引号以及 {{ }}、{% %} 是否成对"
    return TemplateRefused(f"模板“{label}”第{error.lineno}行：{told}。")
