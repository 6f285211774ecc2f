"""What a search needs of a database, and the few things it asks besides hops."""

from __future__ import annotations

from typing import Any, Protocol

from graph_service.cypher import Statement, identifier
from graph_service.errors import RequestError
from graph_service.model.structure import Model, NodeType

ROOT = "Node"
_COUNTY = "county"


class Read(Protocol):
    """Reads one statement: CALL blocks that leave `data`. Raises StoreError."""

    async def __call__(self, statement: Statement) -> Any:
        """What the statement left in `data`."""
        ...


def public_label(model: Model, id_: str) -> NodeType | None:
    """The public label that the prefix of an id names."""
    node = model.label_of(id_)
    return node if node is not None and node.public else None


async def exists(model: Model, read: Read, id_: str) -> bool:
    """Whether there is a public node with this id."""
    node = public_label(model, id_)
    if node is None:
        return False
    match = f"MATCH (n:{identifier(node.name)} {{id: $id}})"
    return bool(await read(Statement(f"CALL () {{ {match} RETURN count(n) AS data }}", {"id": id_})))


async def county_id(model: Model, read: Read, given: str) -> str:
    """The id of a county given by its id or by its NUTS code. Raises RequestError where there is none."""
    text = f"CALL () {{ {county_match(model, given)} RETURN head(collect(c.id)) AS data }}"
    found = await read(Statement(text, {"county": given}))
    if found is None:
        raise unknown_county(model, given)
    return str(found)


def county_match(model: Model, given: str) -> str:
    """The clause that finds the county `$county`, an id or a NUTS code as `given` is, and calls it `c`."""
    county, key = _county_key(model, given)
    return f"MATCH (c:{identifier(county.name)} {{{identifier(key)}: $county}})"


def unknown_county(model: Model, given: str) -> RequestError:
    """That there is no such county."""
    county, key = _county_key(model, given)
    return RequestError("NOT_FOUND", label=county.name, key=key, plural=county.plural)


def _county_key(model: Model, given: str) -> tuple[NodeType, str]:
    county = next(node for node in model.labels if node.single == _COUNTY)
    return county, "id" if public_label(model, given) is county else county.keys[0].stored
