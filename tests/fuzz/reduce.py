"""Makes a document on which two answers differ small: takes away what it can while they still do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import replace

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.fuzz.drawn import Drawn
from tests.oracle.documents import parsed

Differs = Callable[[Drawn], Awaitable[bool]]
_LISTS = frozenset({"selections", "arguments", "fields", "values", "directives"})
MOST = 300


async def reduced(drawn: Drawn, schema: GraphQLSchema, differs: Differs) -> Drawn:
    """A document from which nothing can be taken so that the answers still differ; at most so many are asked."""
    asked = 0
    found = True
    while found:
        found = False
        for candidate in _smaller(drawn, schema):
            if asked == MOST:
                return drawn
            asked += 1
            if await differs(candidate):
                drawn, found = candidate, True
                break
    return drawn


def _smaller(drawn: Drawn, schema: GraphQLSchema) -> Iterator[Drawn]:
    """The valid documents with one part less, the largest parts first."""
    document = parsed(drawn.text)
    for part in sorted(_parts(document), key=lambda part: -len(print_ast(part))):
        try:
            smaller = _tidied(_without(document, {part}))
            if not validate(schema, smaller):
                yield replace(drawn, text=print_ast(smaller))
        except GraphQLError:
            continue  # a selection set of nothing is no document


def _parts(node: Node) -> Iterator[Node]:
    """What can be taken from a document, each alone."""
    for name in node.keys:
        value = getattr(node, name, None)
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(item, Node):
                if name in _LISTS:
                    yield item
                yield from _parts(item)


def _without(document: DocumentNode, parts: Collection[Node]) -> DocumentNode:
    gone = {id(part) for part in parts}

    class Without(Visitor):
        def enter(self, node: Node, *_: object) -> object:
            return self.REMOVE if id(node) in gone else None

    return parse(print_ast(visit(document, Without())))


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without the fragments and variables that nothing uses any more."""
    used = _Used()
    visit(document, used)
    idle: list[Node] = []
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            known = definition.variable_definitions or ()
            idle += [variable for variable in known if variable.variable.name.value not in used.variables]
        elif isinstance(definition, FragmentDefinitionNode) and definition.name.value not in used.fragments:
            idle.append(definition)
    return _tidied(_without(document, idle)) if idle else document


class _Used(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.variables: set[str] = set()
        self.fragments: set[str] = set()

    def enter_variable_definition(self, *_: object) -> object:
        return self.SKIP

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.variables.add(node.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.fragments.add(node.name.value)
