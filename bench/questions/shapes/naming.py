"""What the answers of several questions have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from graph_service.model import load_model
from graph_service.model.searching import called, search_type
from graph_service.model.structure import NodeType
from graph_service.model.vocabulary import schemes

Json = Any
Row = Sequence[Any]

DISADVANTAGE = {"1": "SOCIAL_ECONOMIC", "2": "UNEMPLOYMENT", "3": "BOTH", "9": "NOT_BENEFICIARY"}
"""Of a settlement: the codes are those of the law, not words."""


def name_of(hu: str, en: str | None) -> Json:
    return {"hu": hu, "en": en}


def summary_of(hu: str | None, en: str | None) -> Json:
    return None if hu is None else {"hu": hu, "en": en}


def upper(code: str | None) -> str | None:
    """The name of an enum value is its stored code in capitals."""
    return None if code is None else code.upper()


def point_of(x: float | None, y: float | None) -> Json:
    return None if x is None else {"longitude": x, "latitude": y}


def place_of(id_: str, name: str) -> Json:
    return {"id": id_, "name": name}


def named(id_: str, hu: str, en: str | None) -> Json:
    return {"id": id_, "name": {"hu": hu, "en": en}}


def rounded(value: float | None) -> float | None:
    """An average, as the API gives it: to six decimals."""
    return None if value is None else round(value, 6)


def paged(total: int, given: dict[str, Any], nodes: list[Json]) -> Json:
    """A connection whose page the variable `first` bounds."""
    return {"totalCount": total, "pageInfo": {"hasNextPage": total > given["first"]}, "nodes": nodes}


def key_of(field: str, scheme: str, code: str | None) -> Json:
    """The key of a group by a term: its enum value, with the words of its vocabulary."""
    if code is None:
        return {"field": field, "value": None, "label": None}
    value, hu, en = _words(scheme)[code]
    return {"field": field, "value": value, "label": {"hu": hu, "en": en}}


@cache
def _words(scheme: str) -> Mapping[str, tuple[str, str, str]]:
    return {term.code: (term.enum, term.hu, term.en) for term in schemes()[scheme].terms}


def type_of(id_: str) -> str:
    """The label of a node: the prefix of its id tells it."""
    return _labels()[id_.partition(":")[0]].name


def words_of_type(prefix: str) -> tuple[str, str, str]:
    """The value that stands for a label among the types of a search, and what people call one."""
    label = _labels()[prefix]
    return search_type(label), *called(label)


@cache
def _labels() -> Mapping[str, NodeType]:
    model = load_model()
    return dict(model.by_prefix)
