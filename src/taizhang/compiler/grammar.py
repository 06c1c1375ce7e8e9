"""What a template may say: the part of Jinja2 that is allowed, refused by line, and rewritten to be counted."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from taizhang.compiler.markup import RESERVED

ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign,
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Compare, nodes.Operand, nodes.Concat,
    nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod,
    nodes.Neg, nodes.Pos, nodes.CondExpr,
)  # fmt: skip
_SAID: Final = {
    nodes.Macro: "宏（macro）", nodes.CallBlock: "call 块", nodes.FilterBlock: "filter 块",
    nodes.AssignBlock: "set 块", nodes.Include: "引入（include）", nodes.Import: "引入（import）",
    nodes.FromImport: "引入（import）", nodes.Extends: "继承（extends）", nodes.Block: "block 块",
    nodes.With: "with 块", nodes.Pow: "乘方（**）", nodes.Dict: "字典", nodes.Pair: "字典",
    nodes.NSRef: "namespace",
}  # fmt: skip

EACH: Final = "_each"
JOIN: Final = "_join"
KEEP: Final = "_keep"
"""Names of the counted operations that the rewriting puts in. No template can name them itself."""

LOOP: Final = "loop"
LOOP_NAMES: Final = ("index", "index0", "first", "last", "length", "revindex")
DEEPEST_LOOP: Final = 5
TESTS: Final = ("defined", "undefined", "in")

Fault = tuple[int, str]
"""The line, and what is wrong with it."""


def faults(tree: nodes.Template, *, words: Collection[str], filters: Collection[str]) -> tuple[Fault, ...]:
    """Return everything in the template that is not allowed, in order of line."""
    assigned = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    known = {*words, *assigned, LOOP}
    found: list[Fault] = []
    for node in _walk(tree):
        fault = _fault(node, known=known, words=words, filters=filters)
        if fault is not None:
            found.append((getattr(node, "lineno", 1) or 1, fault))
    found.extend(_too_deep(tree, depth=0))
    return tuple(dict.fromkeys(sorted(found, key=lambda each: each[0])))


def _walk(tree: nodes.Node) -> Iterable[nodes.Node]:
    yield tree
    yield from tree.find_all(nodes.Node)


def _fault(
    node: nodes.Node, *, known: Collection[str], words: Collection[str], filters: Collection[str]
) -> str | None:
    if not isinstance(node, ALLOWED):
        return f"模板里不能用{_SAID.get(type(node), '这种写法')}"
    match node:
        case nodes.For(recursive=True):
            return "模板里不能用递归循环（recursive）"
        case nodes.Name(ctx="load", name=name) if name not in known:
            return f"没有“{name}”这个名字{near(name, [each for each in known if each != LOOP])}"
        case nodes.Name(ctx="store", name=name) if name in words or name == LOOP or name.startswith("_"):
            return f"“{name}”是固定的名字，不能另作他用，请换一个"
        case nodes.Call(node=called) if not isinstance(called, nodes.Name):
            return "只能调用模板功能，不能调用别的东西"
        case nodes.Call(dyn_args=star, dyn_kwargs=stars) if star is not None or stars is not None:
            return "不能用 * 或 ** 展开参数"
        case nodes.Filter(name=name) if name not in filters:
            return f"没有“{name}”这个过滤器{near(name, filters)}"
        case nodes.Filter(node=None):
            return "模板里不能用 filter 块"
        case nodes.Test(name=name) if name not in TESTS:
            return f"没有“{name}”这个判断{near(name, TESTS)}"
        case nodes.Const(value=str() as text) if RESERVED.search(text):
            return "文字里有保留的特殊字符，请删去"
        case _:
            return None


def _too_deep(node: nodes.Node, *, depth: int) -> Iterable[Fault]:
    inside = depth + isinstance(node, nodes.For)
    if inside > DEEPEST_LOOP:
        yield node.lineno, f"循环套得太深，最多{DEEPEST_LOOP}层"
        return
    for child in node.iter_child_nodes():
        yield from _too_deep(child, depth=inside)


def near(name: str, names: Collection[str]) -> str:
    """Return the names like it as a remedy, or what there is when nothing is like it."""
    shown = sorted(each for each in names if not each.startswith("_"))
    close = difflib.get_close_matches(name, shown, n=3, cutoff=0.5)
    if close:
        return "，是不是" + "、".join(f"“{each}”" for each in close) + "？"
    return f"，可用的有：{'、'.join(shown)}" if shown else ""


class Counted(NodeTransformer):
    """Rewrites a template so that every round of a loop is counted and every long text is refused."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _call(EACH, [node.iter], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:
        self.generic_visit(node)
        return _call(JOIN, node.nodes, node.lineno)

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:
        self.generic_visit(node)
        node.node = _call(KEEP, [node.node], node.lineno)
        return node


def _call(name: str, args: Sequence[nodes.Node], line: int) -> nodes.Call:
    context: Literal["load"] = "load"
    called = nodes.Name(name, context, lineno=line)
    return nodes.Call(called, list(args), [], None, None, lineno=line)
