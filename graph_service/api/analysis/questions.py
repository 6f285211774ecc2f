"""Arguments of the analysis roots to questions of `graph_service.analysis`, checked before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Any, Protocol

from graph_service.analysis.changes import ChangesQuestion, changing_kinds
from graph_service.analysis.conditions import Conditions, period_of, whole_number
from graph_service.analysis.kinds import Kind, kinds_of
from graph_service.analysis.neighbourhood import MOST_HOPS as MOST_NEAR
from graph_service.analysis.neighbourhood import MOST_NODES, NeighbourhoodQuestion
from graph_service.analysis.paths import MOST_HOPS, MOST_PATHS, PathsQuestion
from graph_service.cypher import Whole
from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.operands import check_operand
from graph_service.query.pages import decode_cursor, encode_cursor, page_size

Arguments = Mapping[str, Any]


class Question(Protocol):
    """What a root asks: the labels and the number of nodes that its answer can hold, and the answer with ids.

    `price` is what it costs beside the rows. Where it `is_spared`, an error makes it null and leaves its siblings.
    `whole` is the statement that finds it in one go, if there is one, and `told` what its `data` says; None where it
    says too little, and hops are to be followed.
    """

    @property
    def labels(self) -> Collection[str]: ...
    @property
    def most(self) -> int: ...
    @property
    def price(self) -> int: ...
    @property
    def is_spared(self) -> bool: ...
    @property
    def whole(self) -> Whole | None: ...
    def told(self, data: Any) -> Any | None: ...
    async def answer(self, read: Any) -> Any: ...


Ask = Callable[[Arguments], Question]


def questions_of(model: Model) -> Mapping[str, Ask]:
    """How each analysis root becomes a question, by its name. An `Ask` raises RequestError."""
    asking = _Asking(model)
    return {
        "paths": asking.paths,
        "neighbourhood": asking.neighbourhood,
        "networkChanges": asking.network_changes,
    }


class _Asking:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._kinds = kinds_of(model)
        self._known_to_change = changing_kinds(model)

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

    def network_changes(self, arguments: Arguments) -> Question:
        begin, end = arguments["from"], arguments["to"]
        period_of((), (begin, end))
        kinds = self._changing(arguments.get("kinds"))
        county = _id(arguments, "county")
        signature = _signature("networkChanges", county, begin, end, *(kind.type for kind in kinds))
        after = arguments.get("after")
        return ChangesQuestion(
            self._model,
            county,
            begin.isoformat(),
            end.isoformat(),
            kinds,
            page_size(arguments.get("first")),
            None if after is None else decode_cursor(after, signature, (), 1, "after")[0],
            lambda place: encode_cursor(signature, (place,)),
        )

    def _changing(self, asked: list[Any] | None) -> tuple[Kind, ...]:
        known = self._known_to_change
        if asked is None:
            return tuple(known.values())
        if not asked:
            raise RequestError("LIST_EMPTY", argument="kinds")
        names = sorted({_name(one) for one in asked})
        for name in names:
            if name not in known:
                raise RequestError("KIND_WITHOUT_DAYS", kind=name, allowed=", ".join(known))
        return tuple(known[name] for name in names)

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


def _signature(*parts: object) -> str:
    """Names a list in eight characters, so that a cursor of another one is refused."""
    return hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=4).hexdigest()


def _name(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)
