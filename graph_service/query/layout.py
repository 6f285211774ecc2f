"""Where each selected thing stands in the positional rows of a statement: the compiler's word to the completer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_service.query.group_plan import Aggregated, Grouped
from graph_service.query.plan import FieldPlan, ObjectPlan, PagePlan, RootPlan


@dataclass
class Row:
    """The slots of one row while they are handed out; equal expressions share a slot."""

    slots: list[str] = field(default_factory=list)

    def slot(self, expression: str) -> int:
        """The place of `expression` in the row."""
        if expression not in self.slots:
            self.slots.append(expression)
        return self.slots.index(expression)

    @property
    def text(self) -> str:
        return f"[{', '.join(self.slots)}]"

    def __len__(self) -> int:
        return len(self.slots)


@dataclass
class Body:
    """What stands before a RETURN: the CALL blocks of nested pages and objects."""

    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(f" {block}" for block in self.blocks)


@dataclass(frozen=True)
class FieldLayout:
    """A field with its slots; `inside` lays out an object, two ends, or a page; `parameter` has what is told of it."""

    plan: FieldPlan
    slots: tuple[int, ...] = ()
    inside: ObjectLayout | PageLayout | None = None
    parameter: str = ""


@dataclass(frozen=True)
class ObjectLayout:
    """An object in a row: its fields by label. `id_slot` holds the id whose prefix tells the label."""

    plan: ObjectPlan
    row: Row
    fields: Mapping[str, tuple[FieldLayout, ...]]
    id_slot: int | None


@dataclass(frozen=True)
class AggregateLayout:
    """An aggregate in a row: the places of `count` and of each `field.function`."""

    plan: Aggregated
    places: Mapping[str, int]


@dataclass(frozen=True)
class KeyLayout:
    """A key of a group in its row: the places of its value and, for a relative whose name is wanted, of its words."""

    value: int
    hu: int | None = None
    en: int | None = None


@dataclass(frozen=True)
class GroupsLayout:
    """A page of groups: the places inside the row of each.

    `places` has those of the number of rows (`count`) and of each `field.function`, `members` those of nodes with their
    layout, by path; `sorts` those of the sort values of cursors.
    """

    plan: Grouped
    size: str
    keys: tuple[KeyLayout, ...]
    places: Mapping[str, int]
    members: Mapping[str, tuple[int, ObjectLayout]]
    sorts: tuple[int, ...]
    signature: str


@dataclass(frozen=True)
class ToldLayout:
    """What is told of many rows: its slots in the parent row (of the aggregate; of groups and their number).

    `rows` is the expression of the number of all rows, where it is known besides.
    """

    slots: tuple[int | None, ...]
    inside: AggregateLayout | GroupsLayout
    rows: str | None = None


@dataclass(frozen=True)
class PageLayout:
    """A page: slots of its rows and of its count in the parent row, and the places inside each row.

    `node` is the place of the node's own row, `edge` those of relationship properties, `keys` of the sort values;
    `evidence` are the pages on its edges, `signature` is the expression of the signature that its cursors carry. `told`
    has what is told of many rows, by response key.
    """

    plan: PagePlan
    size: str
    rows_slot: int | None
    count_slot: int | None
    width: int
    node: int | None
    edge: Mapping[str, int]
    keys: tuple[int, ...]
    nodes: Mapping[str, ObjectLayout]
    edge_nodes: Mapping[str, ObjectLayout]
    evidence: Mapping[str, PageLayout]
    signature: str
    told: Mapping[str, ToldLayout] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchLayout:
    """A search: its page, whose count is that of the hits, and the slots of its facets.

    `counties` lays out the county of each facet, by the identity of its plan. Without a word in the text there is
    nothing of all this.
    """

    page: PageLayout | None = None
    types_slot: int | None = None
    counties_slot: int | None = None
    counties: Mapping[int, ObjectLayout] = field(default_factory=dict)


@dataclass(frozen=True)
class RootLayout:
    """A root field and its slot in the answer row; a page has its own. `parameter` holds the ids asked for."""

    plan: RootPlan
    slot: int = 0
    inside: ObjectLayout | PageLayout | SearchLayout | None = None
    parameter: str = ""
