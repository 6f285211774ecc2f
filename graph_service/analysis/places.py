"""The county of a node in Cypher: by the field `county` that its label declares."""

from __future__ import annotations

from collections.abc import Iterable

from graph_service.cypher import identifier
from graph_service.model.arrows import arrow
from graph_service.model.declare import Step
from graph_service.model.structure import Link, Model

FIELD = "county"


def county_cypher(model: Model, labels: Iterable[str], variable: str) -> str:
    """The id of the county where a node of one of `labels` lies; null where it has no place of its own."""
    by_steps: dict[tuple[Step, ...], list[str]] = {}
    counties: set[str] = set()
    for label in sorted(labels):
        link = model.types[label].links.get(FIELD)
        if link is not None:
            by_steps.setdefault(link.steps, []).append(label)
        elif model.types[label].single == FIELD:
            counties.add(label)
    cases = [(sorted(counties), f"{variable}.id")] if counties else []
    cases += [(group, _county(model, group[0], steps, variable)) for steps, group in by_steps.items()]
    return _case(cases, variable)


def _case(cases: list[tuple[list[str], str]], variable: str) -> str:
    if not cases:
        return "null"
    whens = (
        f"WHEN {' OR '.join(f'{variable}:{identifier(one)}' for one in group)} THEN {text}" for group, text in cases
    )
    return f"CASE {' '.join(whens)} END"


def _county(model: Model, label: str, steps: tuple[Step, ...], variable: str) -> str:
    link: Link = model.types[label].links[FIELD]
    pattern, open_ = f"({variable})", []
    for place, step in enumerate(steps):
        name = f"s{place}" if step.open else ""
        open_ += [f"{name}.to IS NULL"] if step.open else []
        end = f"(c:{identifier(link.target)})" if place == len(steps) - 1 else "()"
        pattern += arrow(step, name) + end
    where = f" WHERE {' AND '.join(open_)}" if open_ else ""
    return f"head([{pattern}{where} | c.id])"
