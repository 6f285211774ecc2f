"""What changed in the network of a county: which relationships of its institutions, communities and places began or
ended in a period, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.analysis.hops import Relationship
from graph_service.analysis.kinds import Kind, kinds_of, labels_joined
from graph_service.analysis.reading import Read, county_match, unknown_county
from graph_service.analysis.times import begins, span_cypher
from graph_service.cypher import Statement, Whole, identifier
from graph_service.model.structure import Model

# Whoever takes part in common work, and where.
_TOUCHED = ("Participant", "Locality")
# By what relationships they lie in a county.
_WAYS = ("IN_COUNTY", "SITED_IN")
# Parts the keys of a place in the list; sorts before everything that can stand in one.
_BETWEEN = "\x1f"
# Where a row has the ids of its ends.
_ENDS = {"source": 4, "target": 5}


@dataclass(frozen=True)
class ChangesQuestion:
    """A page of `first` changes from the day `begin` until before `end`, after the place `after` in the list."""

    model: Model
    county: str
    begin: str
    end: str
    kinds: tuple[Kind, ...]
    first: int
    after: str | None
    cursor: Callable[[str], str]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the ends of a change can have."""
        return labels_joined(self.kinds)

    price = 0
    """Added to that of the rows."""
    is_spared = False
    """Whether an error makes it null and leaves its siblings: its type is not nullable."""

    @property
    def most(self) -> int:
        """How many nodes the answer holds at most at each end."""
        return self.first

    @property
    def whole(self) -> Whole:
        """The statement that finds all, with the ids of both ends of each row, also the one that says there is more."""
        parameters = {
            "county": self.county,
            "begin": self.begin,
            "end": self.end,
            "after": self.after or "",
            "between": _BETWEEN,
            "most": self.first + 1,
        }
        text = changes_cypher(self.model, self.kinds, county_match(self.model, self.county))
        return Whole(Statement(text, parameters), {end: _ids(place) for end, place in _ENDS.items()})

    async def answer(self, read: Read) -> Mapping[str, Any]:
        """The page, with ids for nodes."""
        return self.told(await read(self.whole.statement))

    def told(self, data: Any) -> Mapping[str, Any]:
        """The page that the data of the statement hold. Raises RequestError where there is no such county."""
        known, total, rows = data
        if not known:
            raise unknown_county(self.model, self.county)
        page = [(self.cursor(row[0]), _change(row)) for row in rows[: self.first]]
        return {
            "edges": [{"cursor": cursor, "node": change} for cursor, change in page],
            "nodes": [change for _, change in page],
            "pageInfo": {
                "hasNextPage": len(rows) > self.first,
                "hasPreviousPage": self.after is not None,
                "startCursor": page[0][0] if page else None,
                "endCursor": page[-1][0] if page else None,
            },
            "totalCount": total,
        }


def _ids(place: int) -> str:
    return f"[row IN data[2] | row[{place}]]"


def changing_kinds(model: Model) -> dict[str, Kind]:
    """The kinds that can begin in a county: stored, with days, and joined to a participant or a place."""
    touched = set(_touched(model))
    return {
        kind.type: kind
        for kind in kinds_of(model).values()
        if not kind.derived and begins(model, kind.type) and kind.labels & touched
    }


def _touched(model: Model) -> list[str]:
    """The labels of participants and places of a county."""
    return [label for name in _TOUCHED for label in model.members(name)]


def changes_cypher(model: Model, kinds: tuple[Kind, ...], county: str) -> str:
    """The block that counts the changes and reads a page of them, from the county `c` that `county` matches.

    It gives whether there is that county, the number of changes, and rows: place in the list, change, day, type,
    source, target, key, first day, day of ending.
    """
    types = "|".join(identifier(kind.type) for kind in kinds)
    # Places are many and have much around them: they are not read where no kind is joined to one.
    touched = [label for label in _touched(model) if any(label in kind.labels for kind in kinds)]
    ways = [type_ for type_ in _WAYS if any(start in touched for start, _ in model.relationship_ends[type_])]
    begun, ended = span_cypher(model, (kind.type for kind in kinds), "r")
    keys = " + $between + ".join(("toString(day)", "type", "source", "target", "key", "change"))
    return (
        f"CALL () {{ CALL () {{ {county} RETURN count(c) AS known }} "
        f"CALL () {{ {county} MATCH (c)<-[:{'|'.join(ways)}]-(t:{'|'.join(map(identifier, touched))}) "
        f"MATCH (t)-[r:{types}]-() WITH DISTINCT r "
        "WITH type(r) AS type, startNode(r).id AS source, endNode(r).id AS target, coalesce(r.key, '') AS key, "
        f"{begun} AS begun, {ended} AS ended "
        "UNWIND [['BEGAN', begun], ['ENDED', ended]] AS one "
        "WITH type, source, target, key, begun, ended, one[0] AS change, one[1] AS day "
        "WHERE day >= date($begin) AND day < date($end) "
        f"WITH collect([{keys}, change, toString(day), type, source, target, key, toString(begun), toString(ended)]) "
        "AS rows CALL (rows) { UNWIND rows AS row WITH row WHERE row[0] > $after ORDER BY row[0] LIMIT $most "
        "RETURN collect(row) AS page } RETURN size(rows) AS total, page } RETURN [known, total, page] AS data }"
    )


def _change(row: list[Any]) -> Mapping[str, Any]:
    _, change, day, type_, source, target, key, begun, ended = row
    relationship = Relationship(type_, source, target, key, begun, ended)
    return {
        "change": change,
        "on": day,
        "relationship": relationship.answered(),
        "source": source,
        "target": target,
    }
