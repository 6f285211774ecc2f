"""Parsed and validated documents, kept by their text: the same text is parsed and validated once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from graphql import DocumentNode, FieldNode, GraphQLError, OperationDefinitionNode, OperationType
from strawberry.extensions import SchemaExtension

from graph_service.api.context import RequestContext
from graph_service.api.limits import DocumentLimits, check_limits
from graph_service.api.registered import document_name
from graph_service.api.validation import validation_errors
from graph_service.errors import RequestError
from graph_service.observability import current_operation, phase


@dataclass
class KnownDocument:
    """A document that was parsed; `errors` once it was validated."""

    node: DocumentNode
    errors: tuple[GraphQLError, ...] | None = None
    name: str | None = None
    """The name under which it comes with the service, if it does."""

    @cached_property
    def needs_name(self) -> bool:
        """Whether it holds several operations, so that a request must name one."""
        return len(self._operations) > 1

    @cached_property
    def is_query(self) -> bool:
        """Whether its one operation is a query."""
        return [operation.operation for operation in self._operations] == [OperationType.QUERY]

    @cached_property
    def operation_name(self) -> str | None:
        """The name of its first operation, if it has one."""
        first = self._operations[0].name if self._operations else None
        return first.value if first else None

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The root fields of its first operation, by name."""
        return root_fields(self._operations[0]) if self._operations else ()

    @cached_property
    def _operations(self) -> list[OperationDefinitionNode]:
        return [node for node in self.node.definitions if isinstance(node, OperationDefinitionNode)]


def root_fields(operation: OperationDefinitionNode) -> tuple[str, ...]:
    """The names of the fields that an operation begins with, those in fragments left out."""
    return tuple(root.name.value for root in operation.selection_set.selections if isinstance(root, FieldNode))


def note_document(known: KnownDocument, *, is_kept: bool) -> None:
    """Tells the log and the metrics which document it is, and whether it had to be parsed and validated."""
    record = current_operation()
    if record is not None:
        record.document, record.document_kept = known.name, is_kept
        record.valid_kept = is_kept and known.errors is not None


class DocumentCache:
    """The documents used last, bounded by number and by the length of their texts together."""

    def __init__(self, limits: DocumentLimits, *, most: int = 500, most_characters: int = 1_000_000) -> None:
        self.limits = limits
        self._most = most
        self._most_characters = most_characters
        self._documents: OrderedDict[str, KnownDocument] = OrderedDict()
        self._characters = 0

    def __len__(self) -> int:
        return len(self._documents)

    def get(self, text: str) -> KnownDocument | None:
        """The document of a text, if it is known."""
        known = self._documents.get(text)
        if known is not None:
            self._documents.move_to_end(text)
        return known

    def put(self, text: str, node: DocumentNode) -> KnownDocument:
        """Keeps a document and forgets those used longest ago."""
        known = self._documents[text] = KnownDocument(node, name=document_name(text))
        self._characters += len(text)
        while len(self._documents) > self._most or self._characters > self._most_characters:
            forgotten, _ = self._documents.popitem(last=False)
            self._characters -= len(forgotten)
        return known


class Documents(SchemaExtension):
    """Hands known documents to the schema; a new one is measured before it is validated."""

    def __init__(self, cache: DocumentCache) -> None:
        self._cache = cache
        self._known: KnownDocument | None = None

    def on_parse(self) -> Iterator[None]:
        """Parses a new text within the limit of tokens."""
        execution = self.execution_context
        text = execution.query or ""
        self._known = self._cache.get(text)
        if self._known is not None:
            execution.graphql_document = self._known.node
            note_document(self._known, is_kept=True)
            yield
            return
        execution.parse_options["max_tokens"] = self._cache.limits.tokens
        with phase("parse"):
            yield
        if execution.graphql_document is not None:
            _unlink_tokens(execution.graphql_document)
            self._known = self._cache.put(text, execution.graphql_document)
            note_document(self._known, is_kept=False)

    def on_validate(self) -> Iterator[None]:
        """Validates a new document, unless it is beyond the limits."""
        execution = self.execution_context
        known = self._known
        if known is None:
            yield
            return
        if known.needs_name and cast(RequestContext, execution.context).operation_name is None:
            cause = RequestError("OPERATION_UNKNOWN")
            execution.pre_execution_errors = [GraphQLError(str(cause), original_error=cause)]
            yield
            return
        if known.errors is not None:
            execution.pre_execution_errors = list(known.errors)
            yield
            return
        with phase("validate"):
            beyond = check_limits(known.node, self._cache.limits)
            # A list, even when it is empty, tells Strawberry that its own validation, without limits, is not needed.
            execution.pre_execution_errors = beyond or validation_errors(execution.schema._schema, known.node)
        known.errors = tuple(execution.pre_execution_errors)
        yield


def _unlink_tokens(document: DocumentNode) -> None:
    """Cut the chain of a document's tokens, which nobody walks after the parser.

    Linked both ways, they would keep a forgotten document until the next look among all old objects.
    """
    token = document.loc.start_token if document.loc else None
    while token is not None:
        following, token.prev, token.next = token.next, None, None
        token = following
