"""Reading YAML so that a mistake has a place: line numbers kept, doubled keys refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from taizhang.kernel.refusal import Refused


class RulePackRefused(Refused):
    """A rule pack cannot be used. The message names the file, the rule and the place in it."""


@dataclass(frozen=True, slots=True)
class RawRule:
    """One rule as it was written: its mapping, and where it stands."""

    file: str
    line: int
    values: dict[str, Any]

    @property
    def name(self) -> str:
        """The rule's code as far as it is known."""
        code = self.values.get("code")
        return code[:60] if isinstance(code, str) else "（未写 code）"

    def refused(self, what: str) -> RulePackRefused:
        """Return the refusal of this rule."""
        return RulePackRefused(f"口径文件 {self.file} 第{self.line}行，口径 {self.name}：{what}")


class _StrictLoader(yaml.SafeLoader):
    """A safe loader that refuses a key written twice, which YAML would let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}”写了两次", key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
        return super().construct_mapping(node, deep=True)


def raw_rules(text: str, *, file: str) -> list[RawRule]:
    """Return the rules of a pack: a YAML list of mappings, or a mapping with that list under `rules`.

    Raises:  RulePackRefused.
    """
    loader = _StrictLoader(text)
    try:
        root = loader.get_single_node()
        listed = _listed(root)
        if listed is None:
            raise RulePackRefused(
                f"口径文件 {file} 不是口径清单：应写成 rules: 下的列表，每条以“- code:”开头。"
            )
        return [_raw(loader, node, file) for node in listed.value]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RulePackRefused(f"口径文件 {file} {_place(error)}不是有效的 YAML，请改正后重试。") from error
    finally:
        loader.dispose()


def _listed(root: yaml.Node | None) -> yaml.SequenceNode | None:
    if isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == "rules"), None)
    return root if isinstance(root, yaml.SequenceNode) else None


def _raw(loader: _StrictLoader, node: yaml.Node, file: str) -> RawRule:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise RulePackRefused(f"口径文件 {file} 第{line}行不是一条口径：每条应以“- code:”开头。")
    return RawRule(file, line, loader.construct_mapping(node, deep=True))


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", "") if isinstance(error, yaml.constructor.ConstructorError) else ""
    return (f"第{mark.line + 1}行" if mark else "") + (f"{problem}，" if problem else "")
