"""Refuses a model whose declarations disagree: both ends of a relationship must name the same labels."""

from __future__ import annotations

from collections import defaultdict

from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Link, Model, NodeType, RelationshipType
from graph_service.model.vocabulary import schemes

_ANYTHING = "Node"

Pairs = dict[str, set[tuple[str, str]]]


def check_model(model: Model) -> list[str]:
    """What is wrong with the model, a sentence each; empty when nothing is."""
    return [
        *_ends(model),
        *_relationships(model),
        *_prefixes(model),
        *_names(model),
        *_vocabularies(model),
        *_fields(model),
        *_searched(model),
        *_guarded(model),
    ]


def _ends(model: Model) -> list[str]:
    """Each pair of labels must be declared from both ends; an end that leads to any node (`Node`) vouches for all.

    A derived relationship may be declared from its start alone: the way back is that of what it rests on.
    """
    out, into, both, any_out, any_into = _read_ends(model)
    problems = []
    for type_ in sorted(set(out) | set(into)):
        declared = model.relationships.get(type_)
        one_way = type_ in any_into or (declared and declared.derived)
        missing_into = [] if one_way else sorted(out[type_] - into[type_])
        missing_out = sorted(into[type_] - out[type_]) if type_ not in any_out else []
        problems += [f"{type_}: {a} leads to {b}, but {b} has no field back" for a, b in missing_into]
        problems += [f"{type_}: {b} expects it from {a}, but {a} has no such field" for a, b in missing_out]
    problems += [f"{type_} is symmetric and also directed" for type_ in both if out[type_] or into[type_]]
    return problems


def _read_ends(model: Model) -> tuple[Pairs, Pairs, set[str], set[str], set[str]]:
    out: Pairs = defaultdict(set)
    into: Pairs = defaultdict(set)
    both: set[str] = set()
    any_out: set[str] = set()
    any_into: set[str] = set()
    for node in model.labels:
        for link in node.links.values():
            step = link.steps[0]
            if link.is_through or "|" in step.type:
                continue
            if step.direction is Direction.BOTH:
                both.add(step.type)
            elif link.target == _ANYTHING:
                (any_out if step.direction is Direction.OUT else any_into).add(step.type)
            elif step.direction is Direction.OUT:
                out[step.type] |= {(node.name, label) for label in link.labels}
            else:
                into[step.type] |= {(label, node.name) for label in link.labels}
    return out, into, both, any_out, any_into


def _relationships(model: Model) -> list[str]:
    types = {step.type for node in model.labels for link in node.links.values() for step in link.steps}
    single = {part for type_ in types for part in type_.split("|")}
    labels = {name.upper() for node in model.types.values() for name in node.node_labels}
    problems = [
        f"{type_} is a relationship class that no field uses" for type_ in sorted(set(model.relationships) - single)
    ]
    problems += [f"{type_} is the name of a label and of a relationship type" for type_ in sorted(single & labels)]
    stepped = {
        step.type for node in model.labels for link in node.links.values() if not link.is_through for step in link.steps
    }
    declared = {part for type_ in stepped for part in type_.split("|")}
    problems += [f"a through field uses {type_}, which no field declares" for type_ in sorted(single - declared)]
    return problems + _keeps(model)


def _keeps(model: Model) -> list[str]:
    """What stands for a relationship has one end, whatever the day, and tells it from all others or is passed on."""
    problems = []
    for declared in model.keepers:
        assert declared.keeps is not None
        _, end = declared.keeps
        if declared.span is not None:
            problems.append(f"{declared.type} keeps {end} for all time, but has days")
        known = {kept.keeps.start for kept in model.keepers if kept.keeps and model.is_key(kept.type)}
        if not model.is_key(declared.type) and end not in known:
            problems.append(f"{declared.type} keeps {end}, which is not unique of one label")
        step = Step(declared.type, Direction.OUT)
        many = sorted(
            n for n in model.keeping(declared) for k in model.types[n].links.values() if k.many and step in k.steps
        )
        problems += [f"{declared.type} keeps {end}, but {name} can have several" for name in many]
    return problems


def _prefixes(model: Model) -> list[str]:
    seen: dict[str, NodeType] = {}
    problems = []
    for node in model.types.values():
        if node.abstract:
            continue
        if not node.prefix:
            problems.append(f"{node.name} has no id prefix")
        elif node.prefix in seen:
            problems.append(f"{node.name} and {seen[node.prefix].name} share the id prefix {node.prefix}")
        seen[node.prefix] = node
    return problems


def _names(model: Model) -> list[str]:
    taken: dict[str, str] = {}
    problems = []
    for node in model.listed:
        for name in (node.plural,) if node.abstract else (node.single, node.plural):
            if name in taken:
                problems.append(f"{node.name} and {taken[name]} share the root field {name}")
            taken[name] = node.name
    return problems


def _vocabularies(model: Model) -> list[str]:
    known = schemes()
    owners: list[NodeType | RelationshipType] = [*model.types.values(), *model.relationships.values()]
    return [
        f"{owner.name}.{p.name} names the vocabulary {p.scheme}, which is not there"
        for owner in owners
        for p in owner.properties.values()
        if p.scheme and p.scheme not in known
    ]


def _fields(model: Model) -> list[str]:
    problems = []
    for node in model.types.values():
        for ties in node.ties.values():
            link = node.links.get(ties.members)
            if link is None or link.target != model.ties[ties.tie].between:
                problems.append(
                    f"{node.name}.{ties.name}: {ties.members} does not lead to {model.ties[ties.tie].between}"
                )
        for link in node.links.values():
            if link.latest and any(link.latest not in model.types[label].properties for label in link.labels):
                problems.append(f"{node.name}.{link.name}: no property {link.latest} to be the latest by")
            for name in link.only:
                if any(name not in model.types[label].properties for label in link.labels):
                    problems.append(f"{node.name}.{link.name}: no property {name} to choose by")
            problems += _apart(model, node, link)
    return problems


def _apart(model: Model, node: NodeType, link: Link) -> list[str]:
    """What `differs` and `without` name must be there at both ends."""
    problems = []
    ends = {node.name, *link.labels}
    if link.differs and any(link.differs not in model.types[label].properties for label in ends):
        problems.append(f"{node.name}.{link.name}: no property {link.differs} to differ in")
    if link.without and link.without not in model.relationship_ends:
        problems.append(f"{node.name}.{link.name}: no relationship type {link.without} to be without")
    return problems


def _searched(model: Model) -> list[str]:
    """Everything that has a name is found by it, and nothing else can be: the words of names are what search knows."""
    problems = []
    for node in model.labels:
        if node.named_by is not None and not node.searchable:
            problems.append(f"{node.name} has a name to sort by, but is not searchable")
        if node.searchable and node.named_by is None:
            problems.append(f"{node.name} is searchable, but no property names it (sort=…)")
    return problems


def _guarded(model: Model) -> list[str]:
    """What is guarded is so by its stored name, and nothing is found, told apart, chosen or kept by it."""
    problems = []
    for owner in model.holders:
        for p in owner.properties.values():
            if not model.guarded.intersection(p.stored_names):
                continue
            if not p.guarded:
                problems.append(f"{owner.name}.{p.name} is guarded elsewhere under the same stored name")
            if p.sort or p.key or p.unique or p.index:
                problems.append(f"{owner.name}.{p.name} is guarded, so it can be no name, key or index")
    return [*problems, *(f"{name} decides where a field leads, so it cannot be guarded" for name in _deciding(model))]


def _deciding(model: Model) -> list[str]:
    """The guarded names that links and relationships rest on."""
    links = [link for node in model.types.values() for link in node.links.values()]
    names = {name for link in links for name in (*link.only, link.latest, link.differs)}
    for declared in model.relationships.values():
        names |= {declared.keeps.start, declared.keeps.end} if declared.keeps else set()
        span = declared.span
        names |= {span.start, span.end, span.start_of_end, span.end_of_end} if span else set()
    return sorted(model.guarded & names)
