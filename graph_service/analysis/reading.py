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
    county = next(node for node in model.labels if node.single == _COUNTY)
    key = "id" if public_label(model, given) is county else county.keys[0].stored
    match = f"MATCH (c:{identifier(county.name)} {{{identifier(key)}: $county}})"
    statement = Statement(f"CALL () {{ {match} RETURN head(collect(c.id)) AS data }}", {"county": given})
    found = await read(statement)
    if found is None:
        raise RequestError("NOT_FOUND", label=county.name, key=key, plural=county.plural)
    return str(found)
