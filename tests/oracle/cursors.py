"""Cursors are opaque: the oracle has its own, and learns which of ours stands for which by comparing answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from graphql import FieldNode, Visitor, visit

from tests.oracle.documents import parsed

CURSORS = frozenset({"cursor", "startCursor", "endCursor"})


@lru_cache
def cursor_keys(document: str) -> frozenset[str]:
    """The response keys under which a document selects cursors."""
    found: set[str] = set()

    class Keys(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            if node.name.value in CURSORS and not node.selection_set:
                found.add(node.alias.value if node.alias else node.name.value)

    visit(parsed(document), Keys())
    return frozenset(found)


class CursorBook:
    """Pairs of cursors, ours and the oracle's, met at the same place of equal answers."""

    def __init__(self) -> None:
        self._pairs: dict[str, str] = {}

    def meet(self, ours: Any, oracle: Any, selected: frozenset[str] = CURSORS) -> Any:
        """The oracle's answer with our cursors where both have one. `selected` are their response keys.

        Raises AssertionError if one cursor of ours stands for two places.
        """
        if isinstance(ours, dict) and isinstance(oracle, dict):
            return {
                key: self._pair(ours[key], value)
                if key in selected and isinstance(value, str) and isinstance(ours.get(key), str)
                else self.meet(ours.get(key), value, selected)
                for key, value in oracle.items()
            }
        if isinstance(ours, list) and isinstance(oracle, list) and len(ours) == len(oracle):
            return [self.meet(one, other, selected) for one, other in zip(ours, oracle, strict=True)]
        return oracle

    def _pair(self, ours: str, oracle: str) -> str:
        known = self._pairs.setdefault(ours, oracle)
        assert known == oracle, f"the cursor {ours} stands for {known} and for {oracle}"
        return ours

    def to_oracle(self, variables: Any) -> Any:
        """Variables with the oracle's cursors in place of ours."""
        if isinstance(variables, dict):
            return {name: self.to_oracle(value) for name, value in variables.items()}
        if isinstance(variables, list):
            return [self.to_oracle(value) for value in variables]
        return self._pairs.get(variables, variables) if isinstance(variables, str) else variables
