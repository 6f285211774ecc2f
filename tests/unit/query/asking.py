"""Documents on their way to statements: valid ones only, so that no test asks what no caller can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLSchema, parse, validate

from graph_service.access.scopes import PUBLIC
from graph_service.errors import RequestError
from graph_service.query.plan import OperationPlan
from graph_service.query.reading import Prepared, Reader


@dataclass
class Asking:
    """A reader and the schema it reads."""

    reader: Reader
    schema: GraphQLSchema

    def parsed(self, document: str) -> DocumentNode:
        """The document; fails the test where it is not valid."""
        node = parse(document)
        assert validate(self.schema, node) == []
        return node

    def prepared(
        self,
        document: str | DocumentNode,
        variables: dict[str, Any] | None = None,
        scopes: frozenset[str] = frozenset(),
        operation: str | None = None,
    ) -> Prepared:
        """The operation, ready to run by a viewer with `scopes` besides those of everybody."""
        node = self.parsed(document) if isinstance(document, str) else document
        return self.reader.prepare(node, operation, variables, PUBLIC | scopes)

    def plan(self, document: str, variables: dict[str, Any] | None = None) -> OperationPlan:
        return self.prepared(document, variables)._compiled.plan

    def text(self, document: str | DocumentNode, variables: dict[str, Any] | None = None) -> str:
        """The one statement."""
        (statement,) = self.prepared(document, variables).statements
        return statement.text

    def where(self, condition: str, root: str = "institutions", variables: str = "", **values: Any) -> str:
        """What a list's condition becomes: the text between MATCH and its total."""
        text = self.text(f"query Q{variables} {{ {root}(where: {condition}) {{ totalCount }} }}", values)
        start = text.index("MATCH", text.index("MATCH") + 1)
        return text[start : text.index(" RETURN count(")]

    def parameters(self, document: str | DocumentNode, variables: dict[str, Any] | None = None) -> list[Any]:
        return [v for s in self.prepared(document, variables).statements for v in s.parameters.values()]

    def refusal(self, document: str | DocumentNode, variables: dict[str, Any] | None = None) -> RequestError:
        """The error with which the document is refused."""
        try:
            self.prepared(document, variables)
        except RequestError as error:
            return error
        raise AssertionError("not refused")


def refused_code(asking: Asking, document: str | DocumentNode, variables: dict[str, Any] | None = None) -> str:
    """The code of that error."""
    return asking.refusal(document, variables).code
