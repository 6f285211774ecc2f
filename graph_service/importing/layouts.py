"""Which fields the columns of one sheet hold, and what of its headings is unknown, doubled or missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph_service.importing.codes import nearest, plain
from graph_service.importing.headings import Field, Schema, required_fields
from graph_service.importing.problems import notice, problem
from graph_service.importing.sheets import Heading
from graph_service.writes.problems import Problem


@dataclass
class Layout:
    """The fields of the columns by role, each with its place in a row, but for those that are left out."""

    sheet: str
    schema: Schema
    headings: list[Heading] = field(default_factory=list)
    of_role: dict[str, list[tuple[int, Field]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = known_headings(self.schema)
        self._first: dict[str, Heading] = {}
        self.of_new = required_fields(self.schema)

    def add(self, headings: Sequence[Heading], row: int) -> Iterator[Problem]:
        """Take up the headings that are new; what is wrong with them."""
        for heading in headings[len(self.headings) :]:
            found = self._known.get(plain(heading.text))
            self.headings.append(heading)
            if found is not None and found.role != "kept":
                self.of_role.setdefault(found.role, []).append((len(self.headings) - 1, found))
            place = (self.sheet, row, heading.text or heading.letter)
            if found is None:
                yield notice("HEADING_UNKNOWN", place, heading.text or heading.letter, self._nearest(heading))
            elif found.role == "kept":
                yield notice("HEADING_KEPT", place, heading.text)
            elif first := self._first.get(found.name):
                yield problem("HEADING_DOUBLED", place, heading.text, first=first.letter, second=heading.letter)
            else:
                self._first[found.name] = heading

    def missing(self, row: int) -> Iterator[Problem]:
        """What is missing of headings that are all there is."""
        if not self.of_role:
            yield problem("HEADING_ROW_MISSING", (self.sheet, row, ""), allowed=self._best())
            return
        for one in self.required:
            if not self.has(one.name):
                yield problem("COLUMN_MISSING", (self.sheet, row, one.heading.hu), " / ".join(one.heading))

    @property
    def required(self) -> tuple[Field, ...]:
        """The columns without which no row can be written; none where rows may be of nodes that are there."""
        can_be_known = not self.schema.is_ties and self.has("id", *self.schema.keys)
        return () if can_be_known else self.of_new

    def has(self, *names: str) -> bool:
        """Whether any of these columns is there."""
        return any(name in self._first for name in names)

    def heading(self, name: str) -> str:
        """The heading in the file of the column of a field; what it should be where there is none."""
        found = self._first.get(name)
        return self.schema.field(name).heading.hu if found is None else found.text

    def _nearest(self, heading: Heading) -> tuple[str, ...]:
        names = {key: one.heading.hu for key, one in self._known.items() if one.role != "kept"}
        return nearest(heading.text, names)[:3]

    def _best(self) -> tuple[str, ...]:
        return tuple(one.heading.hu for one in self.schema.fields if one.role != "kept")[:5]


def known_headings(schema: Schema) -> dict[str, Field]:
    """Plain headings to fields; where two fields could be meant, the stored name wins, then Hungarian, then English."""
    known: dict[str, Field] = {}
    for rank in range(5):
        for one in schema.fields:
            key = plain(one.names[rank])
            if key:
                known.setdefault(key, one)
    return known
