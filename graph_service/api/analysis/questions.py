"""Arguments of the analysis roots to questions of `graph_service.analysis`, checked before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Any, Protocol

from graph_service.analysis.conditions import Conditions, period_of, whole_number
from graph_service.analysis.kinds import Kind, kinds_of
from graph_service.analysis.neighbourhood import MOST_HOPS as MOST_NEAR
from graph_service.analysis.neighbourhood import MOST_NODES, NeighbourhoodQuestion
from graph_service.analysis.paths import MOST_HOPS, MOST_PATHS, PathsQuestion
from graph_service.analysis.reading import Read
from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.filters import check_operand

Arguments = Mapping[str, Any]


class Question(Protocol):
    """What a root asks: the labels and the number of nodes that its answer can hold, and the answer with ids."""

    @property
    def labels(self) -> Collection[str]: ...
    @property
    def most(self) -> int: ...
    async def answer(self, read: Read) -> Any: ...


Ask = Callable[[Arguments], Question]


def questions_of(model: Model) -> Mapping[str, Ask]:
    """How each analysis root becomes a question, by its name. An `Ask` raises RequestError."""
    asking = _Asking(model)
    return {"paths": asking.paths, "neighbourhood": asking.neighbourhood}


class _Asking:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._kinds = kinds_of(model)

    def paths(self, arguments: Arguments) -> Question:
        mode = _name(arguments["mode"])
        most = arguments.get("first")
        if most is None:
            most = MOST_PATHS if mode == "ALL_SHORTEST" else 1
        return PathsQuestion(
            self._model,
            _id(arguments, "from"),
            _id(arguments, "to"),
            self._conditions(arguments),
            mode,  # type: ignore[arg-type]  # the members of PathMode are the modes
            whole_number(arguments["maxHops"], "maxHops", MOST_HOPS),
            whole_number(most, "first", MOST_PATHS),
        )

    def neighbourhood(self, arguments: Arguments) -> Question:
        return NeighbourhoodQuestion(
            self._model,
            _id(arguments, "of"),
            self._conditions(arguments),
            whole_number(arguments["hops"], "hops", MOST_NEAR),
            whole_number(arguments["first"], "first", MOST_NODES),
        )

    def _conditions(self, arguments: Arguments) -> Conditions:
        between = arguments.get("activeBetween")
        days = None if between is None else (between["from"], between["to"])
        within = _id(arguments, "within") if arguments.get("within") is not None else None
        on = [arguments[name] for name in ("activeOn", "asOf") if arguments.get(name) is not None]
        return Conditions(self._via(arguments.get("via")), arguments["directed"], period_of(on, days), within)

    def _via(self, via: list[Any] | None) -> tuple[Kind, ...]:
        if via is None:
            return tuple(kind for kind in self._kinds.values() if kind.default)
        if not via:
            raise RequestError("LIST_EMPTY", argument="via")
        return tuple(self._kinds[type_] for type_ in sorted({_name(one) for one in via}))


def _id(arguments: Arguments, name: str) -> str:
    value = str(arguments[name])
    check_operand(value, name)
    return value


def _name(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)
