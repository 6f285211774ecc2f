"""Constraints and indexes that the model asks for, as the text of `schema/migrations/*.cypher`.

A migration is never edited after a release: what the model newly asks for goes into a new numbered file, so the rule
that a test keeps is that all files together say exactly what the model derives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_service.model.declare import screaming
from graph_service.model.naming import FOLDED, SEARCHED
from graph_service.model.structure import Kind, Model, NodeType, Property

FULLTEXT_INDEX = "search_ft"
FULLTEXT_LABEL = "Searchable"
NEO4J_ONLY = "// engine: neo4j"

_ID = "id"


_FULLTEXT = f"CREATE FULLTEXT INDEX {FULLTEXT_INDEX} IF NOT EXISTS FOR (n:{FULLTEXT_LABEL}) ON EACH [n.{SEARCHED}]"


@dataclass(frozen=True)
class Group:
    """The statements of one subject: they share a file when they are first written."""

    name: str
    comment: str
    statements: tuple[str, ...]
    neo4j_only: bool = False


def groups(model: Model) -> tuple[Group, ...]:
    """Everything the model asks for, by subject."""
    labels = [t for t in model.types.values() if not t.abstract]
    stored = [t for t in model.types.values() if t.super_label or (t.public and not t.abstract)]
    records = [t for t in stored if not t.abstract and not model.is_node(t)]
    things = [t for t in stored if t not in records]
    # One super-label of all makes ids unique over all labels: those below it need no constraint of their own.
    tops = [t for t in stored if t.super_label and not any(model.types[name].super_label for name in t.interfaces)]
    return (
        Group("constraints", "Ids and natural keys are unique.", tuple(_each([*labels, *tops], _constraints))),
        Group("search", "Full text over the words of names and titles, without accents.", (_FULLTEXT,)),
        Group("filters", "Properties that single nodes are chosen by.", tuple(_each(things, _filters)), True),
        Group("records", "What changes, imports and work items are found by.", tuple(_each(records, _filters))),
        Group(
            "orders",
            "Every public order; the id ends each, as in the page.",
            (*_each(stored, _orders), *_each([t for t in stored if t.super_label and t not in tops], _ids)),
            True,
        ),
        Group("points", "Points on the map.", tuple(_each([t for t in stored if not t.abstract], _points)), True),
        Group("kept", "What lists start at: a property kept of where a relationship leads.", tuple(_kept(model))),
        Group("kept_orders", "Orders of these lists that never lack a value.", tuple(_kept_orders(model)), True),
    )


def statements(model: Model) -> tuple[str, ...]:
    """All statements of the model, in the order of their groups."""
    return tuple(statement for group in groups(model) for statement in group.statements)


def _each(labels: list[NodeType], make: Callable[[NodeType], Iterator[str]]) -> Iterator[str]:
    for label in labels:
        yield from make(label)


def _constraints(label: NodeType) -> Iterator[str]:
    for p in _stored(label):
        if p.unique:
            name = _index_name(label, p.stored)
            yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.{p.stored} IS UNIQUE"


def _filters(label: NodeType) -> Iterator[str]:
    for p in _stored(label):
        if p.index and not p.unique:
            yield _range_cypher(_index_name(label, p.stored), label, p.stored)
    if label.named_by:  # names are asked for by their beginning, without accents
        yield _range_cypher(_index_name(label, FOLDED), label, FOLDED)


def _orders(label: NodeType) -> Iterator[str]:
    for p in _stored(label):
        if p.order and not p.unique:
            yield _range_cypher(_index_name(label, p.order_stored, _ID), label, p.order_stored, _ID)


def _ids(label: NodeType) -> Iterator[str]:
    yield _range_cypher(_index_name(label, _ID), label, _ID)


def _kept(model: Model) -> Iterator[str]:
    for label, column in _keeping(model):
        yield _range_cypher(_index_name(label, column), label, column)


def _kept_orders(model: Model) -> Iterator[str]:
    # Without the id at the end: at a million nodes Neo4j took (kept, id) for any order whose text asks of the id.
    for label, column in _keeping(model):
        for order in sorted({p.order_stored for p in label.properties.values() if p.order and p.required}):
            yield _range_cypher(_index_name(label, column, order), label, column, order)


def _keeping(model: Model) -> Iterator[tuple[NodeType, str]]:
    """The labels that keep a property of what a relationship leads to, and its name."""
    for declared in model.keepers:
        for name in sorted(model.keeping(declared)):
            assert declared.keeps is not None
            yield model.types[name], declared.keeps.start


def _points(label: NodeType) -> Iterator[str]:
    for p in _stored(label):
        if p.kind is Kind.POINT:
            name = _index_name(label, p.stored)
            yield f"CREATE POINT INDEX {name} IF NOT EXISTS FOR (n:{label.name}) ON (n.{p.stored})"


def _range_cypher(name: str, label: NodeType, *columns: str) -> str:
    keys = ", ".join(f"n.{column}" for column in columns)
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label.name}) ON ({keys})"


def _stored(label: NodeType) -> Iterator[Property]:
    """The properties by stored name, so that a new one changes the place of no other."""
    return iter(sorted(label.properties.values(), key=lambda p: p.stored))


def _index_name(label: NodeType, *columns: str) -> str:
    return "_".join(screaming(part).lower() for part in (label.name, *columns))


# The committed files

_NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.cypher\Z")
_CREATE = re.compile(r"CREATE (?:CONSTRAINT|(?:FULLTEXT |POINT )?INDEX) (?P<name>\w+) ")
_DROP = re.compile(r"DROP (?:CONSTRAINT|INDEX) (?P<name>\w+) IF EXISTS\Z")


def committed(folder: Path) -> dict[str, tuple[str, ...]]:
    """File name to its statements, for every migration in `folder`."""
    files = sorted(path for path in folder.glob("*.cypher") if _NUMBERED.match(path.name))
    return {path.name: _statements(path.read_text(encoding="utf-8")) for path in files}


def standing(folder: Path) -> tuple[str, ...]:
    """What all files together make: a DROP takes back what an earlier file made."""
    made: dict[str, str] = {}
    for statement in (statement for file in committed(folder).values() for statement in file):
        dropped = _DROP.match(statement)
        if dropped:
            made.pop(dropped["name"], None)
        elif created := _CREATE.match(statement):
            made[created["name"]] = statement
    return tuple(made.values())


def missing(model: Model, folder: Path) -> tuple[Group, ...]:
    """What the model derives and no file says yet."""
    said = set(standing(folder))
    left = (
        Group(g.name, g.comment, tuple(s for s in g.statements if s not in said), g.neo4j_only) for g in groups(model)
    )
    return tuple(group for group in left if group.statements)


def obsolete(model: Model, folder: Path) -> tuple[str, ...]:
    """What a file says and the model no longer derives: it needs a migration with a DROP, written by hand."""
    derived = set(statements(model))
    return tuple(statement for statement in standing(folder) if statement not in derived)


def write_missing(model: Model, folder: Path) -> list[Path]:
    """Write what is missing into new numbered files, one a group; returns them."""
    last = max((int(name[:4]) for name in committed(folder)), default=0)
    written = []
    for number, group in enumerate(missing(model, folder), start=last + 1):
        path = folder / f"{number:04d}_{group.name}.cypher"
        path.write_text(_file_text(group), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _file_text(group: Group) -> str:
    head = [NEO4J_ONLY] if group.neo4j_only else []
    return "\n".join([*head, f"// {group.comment}", *(f"{s};" for s in group.statements), ""])


def _statements(text: str) -> tuple[str, ...]:
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return tuple(statement.strip() for statement in lines.split(";") if statement.strip())
