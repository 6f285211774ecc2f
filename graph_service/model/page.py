"""Writes `docs/model.md`, the documentation of the model, from the model itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_service.model.declare import Direction
from graph_service.model.measures import FIELD
from graph_service.model.outline import Arrow, Subject, subjects
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, RelationshipType
from graph_service.model.vocabulary import Scheme, schemes

_CARDS = {"one": "exactly one", "optional": "at most one", "many": "any number"}
_INTRODUCTION = """\
# The model

What the graph holds: every label, property, relationship and vocabulary. This page and its picture are written from
the declarations in `graph_service/model/domain/` by `python -m graph_service.model`; a test compares them.

![Labels by subject, and the relationships between them](model.svg)

How to read it: a property is named as in GraphQL, with its name in the graph in brackets where that differs. `!` means
that it is always there. Texts in two languages (`LocalizedText`) are stored as two properties, `…Hu` and `…En`.
*Guarded* fields are null for viewers who may not read people; *derived* ones are rebuilt by `kalaka derive`, never
written by clients. What a label has from an interface stands there.
"""


def page(model: Model) -> str:
    """The whole page."""
    shown = subjects(model)
    lines = [
        _INTRODUCTION,
        *_contents(shown),
        *(line for subject in shown for line in _subject(model, subject)),
        *_edges(model),
        *_ties(model),
        *_unions(model),
        *_prefixes(model),
        *_service(model),
        *_vocabularies(schemes().values()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _contents(shown: Sequence[Subject]) -> Iterator[str]:
    titles = [subject.title for subject in shown]
    titles += ["Relationship types", "Ties", "Unions", "Ids", "Service labels", "Vocabularies"]
    yield " · ".join(f"[{title}](#{_anchor(title)})" for title in titles)
    yield ""


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


# Subjects and their labels


def _subject(model: Model, subject: Subject) -> Iterator[str]:
    yield f"## {subject.title}\n"
    yield f"{subject.text}\n"
    if subject.arrows:
        heads = ("from", "relationship", "to", "leads to", "is led to by", "properties", "meaning")
        yield from _table(heads, (_arrow(model, found) for found in subject.arrows))
    for node in subject.types:
        yield from _label(model, node)


def _arrow(model: Model, found: Arrow) -> tuple[str, ...]:
    declared = model.relationships.get(found.type)
    properties = ", ".join(f"`{p.name}`{'!' if p.required else ''}" for p in _public(declared)) or "–"
    meaning = found.link.description + (" *Derived.*" if declared and declared.derived else "")
    return (
        _code(found.source),
        _code(found.type),
        ", ".join(map(_code, found.targets)),
        _CARDS[found.link.card],
        _way_back(model, found),
        properties,
        meaning,
    )


def _public(declared: RelationshipType | None) -> list[Property]:
    return [p for p in declared.properties.values() if p.public] if declared else []


def _way_back(model: Model, found: Arrow) -> str:
    """How many lead to the far end, as the far end declares it."""
    if found.link.steps[0].direction is Direction.BOTH:
        return _CARDS[found.link.card]
    ends = {found.source, *model.members(found.source)}
    cards = {
        link.card
        for target in found.targets
        for name in (target, *model.members(target))
        for link in model.types[name].links.values()
        if _leads_back(link, found.type) and (ends & set(link.labels) or link.target == "Node")
    }
    return " or ".join(_CARDS[card] for card in _CARDS if card in cards) or "any number"


def _leads_back(link: Link, type_: str) -> bool:
    step = link.steps[0]
    return not link.is_through and step.type == type_ and step.direction is Direction.IN


def _label(model: Model, node: NodeType) -> Iterator[str]:
    yield f"### {node.name}\n"
    yield f"{_about(node)}\n"
    inherited = _inherited(model, node)
    properties = [p for name, p in node.properties.items() if inherited.get(name) != p and p.public]
    if properties:
        yield from _table(("property", "type", "meaning"), map(_property, properties))
    links = [link for name, link in node.links.items() if inherited.get(name) != link]
    rows = [_link(link) for link in links] + [
        (f"`{ties.name}`", f"ties `{ties.tie}`", "any number", "–", ties.description) for ties in node.ties.values()
    ]
    if rows:
        yield from _table(("field", "to", "how many", "along", "meaning"), rows)
    if node.measures:
        yield f"Measured, not stored, of its place in the network (`{FIELD} {{ … }}`):\n"
        yield from _table(("measure", "type", "meaning"), map(_property, node.measures.values()))


def _about(node: NodeType) -> str:
    kind = "*Interface.* " if node.abstract else ""
    stored = f" Ids begin with `{node.prefix}:`." if node.prefix else ""
    more = [name for name in node.node_labels if name != node.name]
    also = f" Also carries {_list(more)}." if more and not node.abstract else ""
    has = f" Has what {_list(node.interfaces)} {'has' if len(node.interfaces) == 1 else 'have'}."
    return f"{kind}{node.description}{stored}{also}{has if node.interfaces else ''}"


def _inherited(model: Model, node: NodeType) -> Mapping[str, Property | Link]:
    found: dict[str, Property | Link] = {}
    parents = {*node.interfaces, *node.node_labels} - {node.name}
    for parent in (model.types[name] for name in sorted(parents) if name in model.types):
        found |= {name: p for name, p in parent.properties.items() if node.properties.get(name) == p}
        found |= {name: link for name, link in parent.links.items() if node.links.get(name) == link}
    return found


def _property(p: Property) -> tuple[str, str, str]:
    stored = " ".join(f"`{name}`" for name in p.stored_names if name != p.name)
    notes = [
        "natural key" if p.key else "unique" if p.unique else "",
        "guarded" if p.guarded else "",
        "derived" if p.derived else "",
        _range(p),
    ]
    noted = ", ".join(note for note in notes if note)
    return (
        f"`{p.name}`" + (f" ({stored})" if stored else ""),
        _type(p),
        p.description + (f" *{noted[:1].upper()}{noted[1:]}.*" if noted else ""),
    )


def _range(p: Property) -> str:
    if p.low is not None and p.high is not None:
        return f"from {p.low} to {p.high}"
    return f"at least {p.low}" if p.low is not None else f"at most {p.high}" if p.high is not None else ""


def _type(p: Property) -> str:
    name = schemes()[p.scheme].enum if p.scheme else "GeoPoint" if p.kind is Kind.POINT else p.kind.value
    shown = f"[{name}](#{name.lower()})" if p.scheme else name
    return (f"list of {shown}" if p.many else shown) + ("!" if p.required else "")


def _link(link: Link) -> tuple[str, ...]:
    hops = [
        {Direction.OUT: "–{}→", Direction.IN: "←{}–", Direction.BOTH: "–{}–"}[step.direction].format(step.type)
        + ("?" if step.optional else "")
        + (" (open)" if step.open else "")
        for step in link.steps
    ]
    only = "".join(f", only {name} {value}" for name, value in link.only.items())
    latest = f", the latest by {link.latest}" if link.latest else ""
    along = f"`{' '.join(hops)}`{only}{latest}"
    return f"`{link.name}`", f"`{link.target}`", _CARDS[link.card], along, link.description


# What stands beside the labels


def _edges(model: Model) -> Iterator[str]:
    yield "## Relationship types\n"
    for declared in model.relationships.values():
        keyed = " It may occur more than once between two nodes; a stored `key` tells them apart." * declared.keyed
        derived = " *Derived.*" * declared.derived + " *Not stored.*" * (not declared.stored)
        kept = declared.keeps and f" Its start keeps `{declared.keeps.end}` of its end as `{declared.keeps.start}`."
        yield f"### {declared.type}\n\n{declared.description}{keyed}{kept or ''}{derived}\n"
        if _public(declared):
            yield from _table(("property", "type", "meaning"), map(_property, _public(declared)))


def _ties(model: Model) -> Iterator[str]:
    yield "## Ties\n"
    yield "A symmetric relationship seen as an object, with its evidence.\n"
    for tie in model.ties.values():
        stored = f"Stored as `{tie.relationship.type}` between `{tie.between}` nodes."
        yield f"### {tie.name}\n\n{tie.description} {stored}\n"
        rows = [(f"`{tie.ends}`", f"`{tie.between}`", "Its two ends, smaller id first.")]
        rows += [(f"`{s.name}`", f"`{s.target}`", s.description) for s in tie.shared.values()]
        yield from _table(("field", "to", "meaning"), rows)


def _unions(model: Model) -> Iterator[str]:
    yield "## Unions\n"
    yield from _table(("union", "labels"), ((f"`{u.name}`", _list(u.members)) for u in model.unions.values()))


def _prefixes(model: Model) -> Iterator[str]:
    yield "## Ids\n"
    yield "Ids are stable and opaque, but their prefix names the label.\n"
    yield from _table(("prefix", "label"), ((f"`{p}:`", f"`{t.name}`") for p, t in sorted(model.by_prefix.items())))


def _service(model: Model) -> Iterator[str]:
    yield "## Service labels\n"
    yield "What the service keeps for itself; not in the public schema.\n"
    kept = (t for t in model.types.values() if not t.abstract and not t.public)
    yield from _table(
        ("label", "properties", "meaning"),
        ((_code(t.name), ", ".join(map(_code, t.properties)), t.description) for t in kept),
    )


def _vocabularies(known: Iterable[Scheme]) -> Iterator[str]:
    yield "## Vocabularies\n"
    yield "The codes that the graph stores, what GraphQL calls them, and their labels in both languages.\n"
    for scheme in known:
        yield f"### {scheme.enum}\n\n{scheme.hu} / {scheme.en} (`{scheme.id}`)\n"
        yield from _table(
            ("code", "GraphQL", "magyarul", "in English"),
            ((f"`{term.code}`", f"`{term.enum}`", term.hu, term.en) for term in scheme.terms),
        )


def _code(name: str) -> str:
    return f"`{name}`"


def _list(names: Iterable[str]) -> str:
    shown = [_code(name) for name in names]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
