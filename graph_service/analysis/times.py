"""From when until when a relationship holds, in Cypher: half-open, by days of its own or of what it leads to.

A derived tie holds on the days on which what it rests on held together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graph_service.cypher import identifier
from graph_service.model.arrows import arrow, way_back
from graph_service.model.declare import Step
from graph_service.model.structure import Model, SharedField

_SINCE = "since"  # of a derived tie: the first day that is known of it


def begins(model: Model, type_: str) -> bool:
    """Whether relationships of this type have a first day."""
    return bool(_begun(model, type_, "r"))


def span_cypher(model: Model, types: Iterable[str], variable: str) -> tuple[str, str]:
    """The first day and the day of ending of the relationship in `variable`, of one of `types`."""
    wanted = sorted(types)
    return _by_type(model, wanted, variable, _begun), _by_type(model, wanted, variable, _ended)


def evidence_cypher(model: Model, types: Iterable[str], near: str, variable: str, far: str) -> str:
    """For a derived tie the days of what it rests on, `[from, to, from, to, …]` for each; null for others."""
    found = {type_: model.relationships[type_].evidence for type_ in sorted(types) if type_ in model.relationships}
    cases = [
        f"WHEN '{identifier(type_)}' THEN {_shared_days(model, shared, near, far)}"
        for type_, shared in found.items()
        if shared is not None
    ]
    return f"CASE type({variable}) {' '.join(cases)} END" if cases else "null"


def _shared_days(model: Model, shared: SharedField, near: str, far: str) -> str:
    """What both ends reach, from one end and back to the other: two MATCH clauses, so that a relationship may be met on
    either way."""
    there, out = _way(near, shared.steps, "x", "k")
    back, home = _way("k", way_back(shared.steps), "y", far)
    days = [
        f"toString({text})"
        for steps, names in ((shared.steps, out), (shared.steps[::-1], home))
        for step, name in zip(steps, names, strict=True)
        for text in span_cypher(model, step.type.split("|"), name)
    ]
    return f"COLLECT {{ MATCH {there} MATCH {back} RETURN [{', '.join(days)}] }}"


def _way(start: str, steps: Sequence[Step], letter: str, end: str) -> tuple[str, list[str]]:
    """The pattern along `steps`, and the names of its relationships."""
    names = [f"{letter}{place}" for place in range(len(steps))]
    pattern = f"({start})"
    for place, (step, name) in enumerate(zip(steps, names, strict=True)):
        pattern += arrow(step, name) + (f"({end})" if place == len(steps) - 1 else "()")
    return pattern, names


def _begun(model: Model, type_: str, variable: str) -> str:
    """The first day; empty where the type knows none."""
    span, declared = model.span(type_), model.relationships.get(type_)
    if span is None:
        return f"{variable}.{_SINCE}" if declared is not None and _SINCE in declared.properties else ""
    return _day(variable, span.start, span.start_of_end)


def _ended(model: Model, type_: str, variable: str) -> str:
    """The day of ending; empty where the type knows none."""
    span = model.span(type_)
    return "" if span is None else _day(variable, span.end, span.end_of_end)


def _day(variable: str, own: str | None, of_end: str | None) -> str:
    days = [f"{variable}.{identifier(own)}"] if own else []
    days += [f"endNode({variable}).{identifier(of_end)}"] if of_end else []
    return f"coalesce({', '.join(days)})" if len(days) > 1 else "".join(days)


def _by_type(model: Model, types: Sequence[str], variable: str, day: Callable[[Model, str, str], str]) -> str:
    groups: dict[str, list[str]] = {}
    for type_ in types:
        groups.setdefault(day(model, type_, variable), []).append(type_)
    if len(groups) == 1:
        return next(iter(groups)) or "null"
    cases = (f"WHEN type({variable}) IN {_names(group)} THEN {text}" for text, group in groups.items() if text)
    return f"CASE {' '.join(cases)} END"


def _names(types: Sequence[str]) -> str:
    quoted = ", ".join(f"'{identifier(type_)}'" for type_ in types)
    return f"[{quoted}]"
