"""The conditions of a simple rule in SQL, the same in every dialect but for how a text is found in the tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from taizhang.rollups.plan import Rule, effective_where


class Bind(Protocol):
    """Keeps a value for the statement and returns the placeholder that stands for it."""

    def __call__(self, value: Any) -> str: ...


class BoundValues:
    """Binds values: `params` go with the statement. `mark` is how a database writes the placeholder {}."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self.params: dict[str, Any] = {}

    def bind(self, value: Any) -> str:
        """Keep the value and return its placeholder; the same value has one placeholder."""
        for name, kept in self.params.items():
            if type(kept) is type(value) and kept == value:
                return self._mark.format(name)
        name = f"p{len(self.params)}"
        self.params[name] = value
        return self._mark.format(name)


def conditions(part: Rule, *, bind: Bind, holds: Callable[[str, Bind], str]) -> list[str]:
    """Return the conditions that the posting `p`, of the right book, matches a simple rule.

    `holds` gives the condition that `p.tags` holds a text.
    """

    def tagged(patterns: tuple[str, ...]) -> list[str]:
        # Tags are kept as |a|b|: with its bars a tag is found whole, with the left one its beginning.
        return [
            "(" + holds(f"|{tag[:-1]}" if tag.endswith("*") else f"|{tag}|", bind) + ")" for tag in patterns
        ]

    where = effective_where(part)
    told = []
    if where.kinds:
        told.append(f"p.kind IN ({', '.join(map(bind, where.kinds))})")
    if where.any_tags:
        told.append("(" + " OR ".join(tagged(where.any_tags)) + ")")
    told.extend(tagged(where.all_tags))
    told.extend(f"NOT {each}" for each in tagged(where.no_tags))
    # Measures are names of columns; no rule is read with others than those of MEASURES.
    told.extend(f"p.{measure} IS NOT NULL" for measure in where.carries)
    told.extend(f"p.{measure} IS NULL" for measure in where.lacks)
    return told
