"""Plans as people read them: an indented tree, then the statement and its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from graph_service.cypher import Statement
from graph_service.model.measures import FIELD
from graph_service.query.cost import Cost
from graph_service.query.filters import (
    AnyOf,
    AtNode,
    Compare,
    Condition,
    Every,
    IsEmpty,
    IsNull,
    Negation,
    OfLabel,
    OnEdge,
    Related,
    RelatedNumber,
    Relatives,
    Within,
)
from graph_service.query.filters import Ends as TieEnds
from graph_service.query.group_plan import Aggregated, Grouped, Members, ToldField
from graph_service.query.inputs import Source
from graph_service.query.ordering import SortKey
from graph_service.query.plan import (
    AllOf,
    Along,
    ByIds,
    ByKey,
    CountyCounts,
    EdgeNode,
    Edges,
    Ends,
    Facets,
    FieldPlan,
    Listing,
    Many,
    Network,
    Nodes,
    ObjectPlan,
    One,
    OperationPlan,
    PagePlan,
    RootPlan,
    Search,
    Searched,
    SharedBy,
    TiesOf,
    Version,
)

_MOST_SHOWN = 20


def explained(plan: str, cost: Cost, statements: Iterable[Statement]) -> str:
    """Plan, price, statements and parameters, for people."""
    parts = [plan, f"Price: {cost.price} rows of {cost.limit}"]
    for statement in statements:
        values = orjson.dumps(shown_parameters(statement), option=orjson.OPT_INDENT_2).decode()
        parts.append(f"Statement\n{statement.text}\n\nParameters\n{values}")
    return "\n\n".join(parts)


def shown_parameters(statement: Statement) -> dict[str, Any]:
    """The parameters as they are shown: of a table of measures only how many values it holds."""
    return {name: f"{len(v)} values" if _is_table(v) else v for name, v in statement.parameters.items()}


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and len(value) > _MOST_SHOWN


def plan_tree(plan: OperationPlan) -> str:
    """The plan as an indented tree, a line a node."""
    lines = ["Operation"]
    for root in plan.roots:
        lines += _indented(_root(root))
    lines += [f"  {key}: left to graphql-core" for key in plan.rest]
    return "\n".join(lines)


def condition_text(condition: Condition) -> str:
    """A condition in one line."""
    match condition:
        case Compare(prop, stored, operator, _, _):
            name = prop.name if stored == prop.stored else stored
            return f"{_network_of(prop.measured)}{name} {operator.name} $"
        case IsNull(stored, missing, measured):
            return f"{_network_of(measured)}{stored} is {'' if missing else 'not '}null"
        case IsEmpty(stored, empty):
            return f"{stored} is {'' if empty else 'not '}empty"
        case Within(stored, centre, _):
            return f"{stored} within $ km of {centre.label if isinstance(centre, AtNode) else 'a point'}"
        case Every(parts):
            return " and ".join(map(condition_text, parts)) or "true"
        case AnyOf(parts):
            return f"({' or '.join(map(condition_text, parts))})" if parts else "false"
        case Negation(part):
            return f"not ({condition_text(part)})"
        case OnEdge(part):
            return f"edge.{condition_text(part)}"
        case OfLabel(label, part):
            return f"is {label} ({condition_text(part)})"
        case Related(link, quantifier, part):
            return f"{quantifier} {_relatives(link)} ({condition_text(part)})"
        case RelatedNumber(link, part, operator, _):
            return f"count {_relatives(link)} ({condition_text(part)}) {operator.name} $"


def _network_of(measured: bool) -> str:
    return f"{FIELD}." if measured else ""


def _relatives(link: Relatives) -> str:
    return "end" if isinstance(link, TieEnds) else link.name


def _key_text(key: SortKey) -> str:
    nulls = f" nulls {key.nulls.lower()}" if key.nulls else ""
    return f"{key.field.name} {key.direction}{nulls}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _root(root: RootPlan) -> Iterator[str]:
    match root:
        case ByKey(key, label, prop, _, target, _, as_of):
            yield f"{key}: Seek({label} by {prop.name}{_moment(as_of)})"
            yield from _indented(_object(target))
        case ByIds(key, labels, _, target, as_of):
            yield f"{key}: Seek({'|'.join(labels)} by ids{_moment(as_of)})"
            yield from _indented(_object(target))
        case Listing(key, page, as_of) | Search(key, page, _, as_of):
            yield from _page(key, page, _moment(as_of))
        case Version(key, str() as part):
            yield f"{key}: Version({part} $)"
        case _:
            yield f"{root.key}: {type(root).__name__}"


def _moment(as_of: Source | None) -> str:
    return "" if as_of is None else " as of $"


def _object(plan: ObjectPlan) -> Iterator[str]:
    """What all labels share comes first, once; then what is of one label only."""
    every = [{id(field) for field in fields} for fields in plan.fields.values()]
    shared = set.intersection(*every) if plan.is_polymorphic else set()
    if plan.is_polymorphic:
        yield from _fields([f for f in next(iter(plan.fields.values())) if id(f) in shared], "on each: ")
    for label, fields in plan.fields.items():
        yield from _fields([f for f in fields if id(f) not in shared], f"on {label}: " if plan.is_polymorphic else "")


def _fields(fields: list[FieldPlan], prefix: str) -> Iterator[str]:
    plain = [field.key for field in fields if not isinstance(field, (Network, One, Ends, Many))]
    if plain:
        yield f"{prefix}Project({', '.join(plain)})"
    for field in fields:
        if isinstance(field, Network):
            told = ", ".join(part.key for part in field.parts)
            yield f"{prefix}{field.key}: Measures({told})"
        for line in _field(field):
            yield prefix + line


def _field(field: FieldPlan) -> Iterator[str]:
    match field:
        case One(key, link, target, _):
            yield f"{key}: Expand({_steps(link.steps)}, to one {link.target})"
            yield from _indented(_object(target))
        case Ends(key, target):
            yield f"{key}: Ends"
            yield from _indented(_object(target))
        case Many(key, page, _):
            yield from _page(key, page)


def _page(key: str, page: PagePlan, moment: str = "") -> Iterator[str]:
    order = ", ".join([*map(_key_text, page.order), "ID ASC"])
    direction = "backward" if page.arguments.backward else "forward"
    cursor = ", from a cursor" if page.arguments.cursor is not None else ""
    yield f"{key}: Page({_origin(page)}{moment}, {direction}{cursor}, order {order})"
    if page.where is not None:
        yield f"  Filter({condition_text(page.where)})"
    for part in page.parts:
        if isinstance(part, Nodes):
            yield f"  {part.key}"
            yield from _indented(_indented(_object(part.target)))
        elif isinstance(part, Edges):
            values = [edge.key for edge in part.parts if not isinstance(edge, (EdgeNode, Many))]
            yield f"  {part.key}({', '.join(values)})"
            for edge in part.parts:
                if isinstance(edge, EdgeNode):
                    yield from _indented(_indented(_object(edge.target)))
                elif isinstance(edge, Many):
                    yield from _indented(_indented(_page(edge.key, edge.page)))
        elif isinstance(part, Aggregated):
            yield f"  {part.key}: Aggregate({', '.join(_told(part))})"
        elif isinstance(part, Grouped):
            yield from _indented(_groups(part))
        elif isinstance(part, Facets):
            yield f"  {part.key}"
            yield from _indented(_indented(_facets(part)))
        else:
            yield f"  {part.key}"


def _groups(plan: Grouped) -> Iterator[str]:
    keys = ", ".join(key.name for key in plan.keys)
    direction = "backward" if plan.arguments.backward else "forward"
    cursor = ", from a cursor" if plan.arguments.cursor is not None else ""
    order = ", ".join(f"{key.field.name} {key.direction}" for key in plan.order)
    yield f"{plan.key}: Groups(by {keys}, {direction}{cursor}, order {order})"
    for test in plan.tests:
        yield f"  Filter({test.value.name} {condition_text(test.part).split(' ', 1)[1]})"
    for path, group in plan.groups:
        yield f"  {path}({', '.join(part.key for part in group.parts if not isinstance(part, (Aggregated, Members)))})"
        for part in group.parts:
            if isinstance(part, Aggregated):
                yield f"    {part.key}: Aggregate({', '.join(_told(part))})"
            elif isinstance(part, Members):
                yield f"    {part.key}"
                yield from _indented(_indented(_indented(_object(part.target))))


def _told(plan: Aggregated) -> Iterator[str]:
    for part in plan.parts:
        if isinstance(part, ToldField):
            yield from (f"{field.name}.{function.name}" for field, function in part.values)
        else:
            yield part.key


def _facets(facets: Facets) -> Iterator[str]:
    for facet in facets.parts:
        yield f"{facet.key}: {type(facet).__name__}"
        if isinstance(facet, CountyCounts):
            for part in facet.parts:
                if isinstance(part, EdgeNode):
                    yield from _indented(_object(part.target))


def _origin(page: PagePlan) -> str:
    match page.origin:
        case AllOf(type_name, _):
            return f"all {type_name}"
        case Along(link):
            return f"{_steps(link.steps)} to {link.target}"
        case TiesOf(tie, members, within):
            return f"{tie.name} {'within' if within else 'touching'} {members.name}"
        case SharedBy(shared):
            return f"{shared.target} that both ends share over {_steps(shared.steps)}"
        case Searched():
            narrowed = [name for name, given in (("types", page.origin.types), ("county", page.origin.county)) if given]
            return f"names that hold a text{', narrowed by ' if narrowed else ''}{' and '.join(narrowed)}"


def _steps(steps: tuple[object, ...]) -> str:
    texts = []
    for step in steps:
        type_, direction = getattr(step, "type", ""), getattr(step, "direction", None)
        arrow = {"out": f"-{type_}->", "in": f"<-{type_}-", "both": f"-{type_}-"}[getattr(direction, "value", "out")]
        texts.append(arrow)
    return " ".join(texts)
