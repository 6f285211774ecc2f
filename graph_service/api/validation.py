"""Validation by the rules of the specification, each with a code of its own and with bounded work.

Errors are graphql-core's findings; `original_error` is what the caller is told of them.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    ValidationContext,
    specified_rules,
    validate,
)
from graphql.validation.rules import max_introspection_depth_rule, overlapping_fields_can_be_merged
from graphql.validation.validate import ValidationAbortedError

from graph_service.errors import RequestError

MOST_ERRORS = 10
_OPTIONS: Any = {"max_errors": MOST_ERRORS, "hide_suggestions": True, "allow_empty_selection_sets": False}
MOST_REASON = 200
# Units of graphql-core: two a pair of fields that share a name, and what fragments add to them. Its own default of
# 500,000 lets a document of 4 kB hold the event loop for a third of a second.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 20_000
# Lists of introspection within each other, `types` not counted: the standard query has one.
max_introspection_depth_rule.MAX_LIST_DEPTH = 2

_CODES = {
    "ExecutableDefinitionsRule": "NOT_EXECUTABLE",
    "LoneAnonymousOperationRule": "OPERATION_NAMES",
    "UniqueOperationNamesRule": "OPERATION_NAMES",
    "FieldsOnCorrectTypeRule": "FIELD_UNKNOWN",
    "ScalarLeafsRule": "SELECTION_SHAPE",
    "OverlappingFieldsCanBeMergedRule": "FIELDS_CONFLICT",
    "KnownArgumentNamesRule": "ARGUMENT_UNKNOWN",
    "ProvidedRequiredArgumentsRule": "ARGUMENT_MISSING",
    "UniqueArgumentNamesRule": "ARGUMENT_TWICE",
    "UniqueInputFieldNamesRule": "ARGUMENT_TWICE",
    "ValuesOfCorrectTypeRule": "VALUE_TYPE",
    "KnownTypeNamesRule": "TYPE_UNKNOWN",
    "KnownFragmentNamesRule": "FRAGMENT_UNKNOWN",
    "NoFragmentCyclesRule": "FRAGMENT_CYCLE",
    "NoUnusedFragmentsRule": "FRAGMENT_UNUSED",
    "UniqueFragmentNamesRule": "FRAGMENT_TWICE",
    "PossibleFragmentSpreadsRule": "FRAGMENT_PLACE",
    "FragmentsOnCompositeTypesRule": "FRAGMENT_PLACE",
    "NoUndefinedVariablesRule": "VARIABLE_UNDEFINED",
    "NoUnusedVariablesRule": "VARIABLE_UNUSED",
    "UniqueVariableNamesRule": "VARIABLE_TWICE",
    "VariablesAreInputTypesRule": "VARIABLE_TYPE",
    "VariablesInAllowedPositionRule": "VARIABLE_TYPE",
    "KnownDirectivesRule": "DIRECTIVE_UNKNOWN",
    "UniqueDirectivesPerLocationRule": "DIRECTIVE_TWICE",
    "MaxIntrospectionDepthRule": "LIMIT_INTROSPECTION",
}


def validation_errors(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What is wrong with a document, at most ten errors; empty when nothing is."""
    found = validate(schema, document, RULES, **_OPTIONS)
    if isinstance(found[-1] if found else None, ValidationAbortedError):
        aborted = found.pop()
        if len(found) < MOST_ERRORS:  # not for the number of errors, but for the work
            return [_told(aborted, "LIMIT_VALIDATION")]
    return [error if error.original_error else _told(error, "VALIDATION") for error in found]


def syntax_error(error: GraphQLError) -> RequestError:
    """What the caller is told of a text that cannot be read. The parser has one class for everything: only its words
    tell a limit from a mistake."""
    if "nested too deeply" in error.message or isinstance(error.original_error, RecursionError):
        return RequestError("PARSE_DEPTH")
    if isinstance(error, GraphQLSyntaxError) and "tokens" in error.message:
        return RequestError("LIMIT_TOKENS", reason=readable(error.message))
    return RequestError("PARSE", reason=readable(error.message))


def readable(message: str) -> str:
    """A message without names that the caller did not write, cut, and without characters that show nothing or turn
    what follows around."""
    text = message.split("Did you mean")[0].rstrip()
    shown = "".join("\ufffd" if unicodedata.category(sign) in _UNSEEN else sign for sign in text[: MOST_REASON + 1])
    return f"{shown[:MOST_REASON]}…" if len(shown) > MOST_REASON else shown


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _told(error: GraphQLError, code: str) -> GraphQLError:
    error.original_error = RequestError(code, reason=readable(error.message))
    return error


def _coded(rule: type[ASTValidationRule], code: str) -> type[ASTValidationRule]:
    """The same rule, its errors with `code`; rules report to their context, so each has a context of its own."""

    def coded(self: ASTValidationRule, context: ValidationContext) -> None:
        own = copy.copy(context)
        own.on_error = _to(context.on_error, code)  # type: ignore[method-assign,assignment]  # an attribute, in truth
        rule.__init__(self, own)

    return type(rule.__name__, (rule,), {"__init__": coded, "__module__": __name__})


def _to(on_error: Callable[[GraphQLError], None], code: str) -> Callable[[GraphQLError], None]:
    return lambda error: on_error(_told(error, code))


# One tuple of classes for the process: a cache of validation is keyed by them.
RULES = tuple(_coded(rule, _CODES[name]) if (name := rule.__name__) in _CODES else rule for rule in specified_rules)
