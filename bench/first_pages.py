"""A question as a bounded look-up: its first pages, nothing counted, none longer than at another size of data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graphql import (
    REMOVE,
    SKIP,
    ArgumentNode,
    DocumentNode,
    FieldNode,
    IntValueNode,
    Node,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from bench.questions import Question

_COUNTED = frozenset({"totalCount", "aggregate", "groupBy", "facets"})
Path = tuple[str, ...]


def rows_of(answer: Any) -> int:
    """How many objects an answer holds."""
    if isinstance(answer, dict):
        return 1 + sum(map(rows_of, answer.values()))
    return sum(map(rows_of, answer)) if isinstance(answer, list) else 0


def first_pages(question: Question, answer: Any) -> Question:
    """`question` without its counts, its pages as long as those of `answer`, which may be shorter than asked."""
    longest: dict[Path, int] = {}
    for path, length in _lists(answer, ()):
        longest[path] = max(longest.get(path, 1), length)
    cut = _Cut(longest)
    document = visit(parse(question.document), cut)
    used = _used(document)
    document = visit(document, _Declared(used))
    variables = {name: value for name, value in {**question.variables, **cut.variables}.items() if name in used}
    return replace(question, document=print_ast(document), variables=variables)


def _used(document: DocumentNode) -> set[str]:
    """The variables that something but their declaration names."""
    found: set[str] = set()

    class Uses(Visitor):
        def enter_variable_definition(self, *_: Any) -> Any:
            return SKIP

        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            found.add(node.name.value)

    visit(document, Uses())
    return found


class _Declared(Visitor):
    """Takes out the variables that nothing uses any more: such a document is not valid."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self._used = used

    def leave_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> Any:
        return None if node.variable.name.value in self._used else REMOVE


def _lists(answer: Any, path: Path) -> Iterator[tuple[Path, int]]:
    """The connections of an answer: where each is, and how long its page."""
    if isinstance(answer, list):
        for item in answer:
            yield from _lists(item, path)
    elif isinstance(answer, Mapping):
        for name, value in answer.items():
            is_page = name in ("nodes", "edges") and isinstance(value, list)
            if is_page:
                yield path, len(value)
            yield from _lists(value, path if is_page else (*path, name))


class _Cut(Visitor):
    """Takes counts out of a document, and sets `first` where the pages were shorter."""

    def __init__(self, longest: Mapping[Path, int]) -> None:
        super().__init__()
        self._longest = longest
        self._path: list[str] = []
        self.variables: dict[str, int] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        if node.name.value in _COUNTED:
            return REMOVE
        if node.name.value not in ("nodes", "edges"):
            self._path.append(node.alias.value if node.alias else node.name.value)
        return None

    def leave_field(self, node: FieldNode, *_: Any) -> Any:
        if node.name.value not in ("nodes", "edges"):
            self._path.pop()
        emptied = isinstance(node.selection_set, SelectionSetNode) and not node.selection_set.selections
        return REMOVE if emptied else None

    def leave_argument(self, node: ArgumentNode, _key: Any, _parent: Any, _path: Any, ancestors: list[Node]) -> Any:
        length = self._longest.get(tuple(self._path))
        if node.name.value != "first" or length is None:
            return None
        if isinstance(node.value, VariableNode):
            self.variables[node.value.name.value] = length
            return None
        return ArgumentNode(name=node.name, value=IntValueNode(value=str(length)))
