"""Enums of the controlled vocabularies, and the root `vocabularies` that tells their labels in both languages."""

from __future__ import annotations

from enum import Enum
from functools import cache

import strawberry

from graph_service.api.scalars import LocalizedText, Words
from graph_service.model.vocabulary import schemes


@cache
def enum_of(scheme_id: str) -> type[Enum]:
    """The GraphQL enum of a vocabulary; the value of a member is the code that the graph stores."""
    scheme = schemes()[scheme_id]
    members = {
        term.enum: strawberry.enum_value(term.code, description=f"{term.hu} / {term.en}") for term in scheme.terms
    }
    made = Enum(scheme.enum, members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, name=scheme.enum, description=f"{scheme.hu} / {scheme.en}")


@strawberry.type(description="A term of a controlled vocabulary.")
class VocabularyTerm:
    code: str = strawberry.field(description="Code that the graph stores.")
    value: str = strawberry.field(description="The value of the GraphQL enum.")
    label: LocalizedText = strawberry.field(description="What people call it.")


@strawberry.type(description="A controlled vocabulary: the labels of an enum in both languages.")
class Vocabulary:
    id: strawberry.ID = strawberry.field(description="Name of the vocabulary.")
    type: str = strawberry.field(description="Name that its GraphQL enum has where one is used.")
    label: LocalizedText = strawberry.field(description="What people call it.")
    terms: list[VocabularyTerm] = strawberry.field(description="Its terms, in their own order.")


@cache
def vocabularies() -> list[Vocabulary]:
    """All vocabularies, the same for every request."""
    return [
        Vocabulary(
            id=strawberry.ID(scheme.id),
            type=scheme.enum,
            label=_words(scheme.hu, scheme.en),
            terms=[
                VocabularyTerm(code=term.code, value=term.enum, label=_words(term.hu, term.en)) for term in scheme.terms
            ],
        )
        for scheme in schemes().values()
    ]


def _words(hu: str, en: str) -> LocalizedText:
    words: object = Words(hu, en)
    return words  # type: ignore[return-value]  # its resolvers take words as well as data
