"""A projection brought up to date equals one loaded anew, and reads only what changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from graph_service.errors import StoreError
from graph_service.network.keeping.columns import SHAPES, Table, table_of
from graph_service.network.keeping.delta import load
from graph_service.network.keeping.rows import taken
from tests.network.demonstration import demonstration, demonstration_columns
from tests.network.keeping.graph import MemoryGraph
from tests.network.keeping.same import differences

pytestmark = pytest.mark.anyio
TODAY = demonstration().today
_NOW = 1_700_000_000_000


@pytest.fixture
def graph() -> MemoryGraph:
    """The demonstration, at version 1."""
    return MemoryGraph(demonstration_columns())


def replaced(table: Table, row: int, **values: Any) -> Table:
    """`table` with other values in a row."""
    columns = {name: column.copy() for name, column in table.columns.items()}
    for name, value in values.items():
        columns[name][row] = value
    return Table(columns)


def more(name: str, table: Table, *rows: dict[str, Any]) -> Table:
    """`table` with more rows."""
    new = table_of(SHAPES[name], {column: [row.get(column) for row in rows] for column in SHAPES[name]})
    return Table(
        {
            column: [*old, *new.columns[column]]
            if isinstance(old, list)
            else np.concatenate([old, new.columns[column]])
            for column, old in table.columns.items()
        }
    )


def without(table: Table, column: str, value: str) -> Table:
    """`table` without the rows that have a value."""
    return taken(table, np.array([row for row, held in enumerate(table.texts(column)) if held != value], dtype=np.intp))


class Edits:
    """Changes of a graph, as writes make them."""

    def __init__(self, graph: MemoryGraph, seed: int = 5) -> None:
        self.graph = graph
        self.chance = random.Random(seed)
        self.moment = _NOW
        self.made = 0

    def pick(self, name: str) -> int:
        return self.chance.randrange(len(self.graph.tables[name]))

    def id_of(self, name: str, column: str = "id") -> str:
        return self.graph.tables[name].texts(column)[self.pick(name)]

    def touch(self, name: str, row: int, **values: Any) -> None:
        self.moment += 1_000
        self.graph.tables[name] = replaced(self.graph.tables[name], row, updated=self.moment, **values)

    def end_a_collaboration(self) -> None:
        self.touch("collaborations", self.pick("collaborations"), end=TODAY - self.chance.randrange(400))

    def change_members(self) -> None:
        row = self.pick("collaborations")
        self.touch("collaborations", row)
        id_ = self.graph.tables["collaborations"].texts("id")[row]
        members = without(self.graph.tables["memberships"], "collaboration", id_)
        new = [{"institution": self.id_of("institutions"), "collaboration": id_} for _ in range(3)]
        self.graph.tables["memberships"] = more("memberships", members, *new)

    def start_a_collaboration(self) -> None:
        self.made += 1
        self.moment += 1_000
        id_ = f"collab:new:{self.made}"
        works = more("collaborations", self.graph.tables["collaborations"], {"id": id_, "type": "other"})
        self.graph.tables["collaborations"] = replaced(
            works, len(works) - 1, updated=self.moment, start=TODAY - 10, type="network_membership"
        )
        new = [{"institution": self.id_of("institutions"), "collaboration": id_} for _ in range(2)]
        self.graph.tables["memberships"] = more("memberships", self.graph.tables["memberships"], *new)
        themes = self.graph.tables["collaboration_themes"]
        self.graph.tables["collaboration_themes"] = more(
            "collaboration_themes", themes, {"collaboration": id_, "theme": "tradition"}
        )

    def delete_a_collaboration(self) -> None:
        id_ = self.id_of("collaborations")
        for name, column in (
            ("collaborations", "id"),
            ("memberships", "collaboration"),
            ("collaboration_themes", "collaboration"),
        ):
            self.graph.tables[name] = without(self.graph.tables[name], column, id_)

    def put_a_collaboration_back(self) -> None:
        row = self.pick("collaborations")
        works = self.graph.tables["collaborations"]
        self.graph.tables["collaborations"] = replaced(works, row, updated=_NOW - 10**9, start=TODAY - 900)

    def move_an_institution(self) -> None:
        self.touch("institutions", self.pick("institutions"), place=self.id_of("settlements"), sector="museum")

    def visit_a_community(self) -> None:
        visits = self.graph.tables["visits"]
        self.graph.tables["visits"] = replaced(visits, self.pick("visits"), day=TODAY - self.chance.randrange(200))
        self.graph.touch("visits")

    def name_a_settlement(self) -> None:
        towns = self.graph.tables["settlements"]
        self.graph.tables["settlements"] = replaced(towns, self.pick("settlements"), name=f"Új {self.made}")
        self.graph.touch("settlements")


EDITS: list[Callable[[Edits], None]] = [
    Edits.end_a_collaboration,
    Edits.change_members,
    Edits.start_a_collaboration,
    Edits.delete_a_collaboration,
    Edits.put_a_collaboration_back,
    Edits.move_an_institution,
    Edits.visit_a_community,
    Edits.name_a_settlement,
]


async def test_a_whole_load_equals_the_demonstration(graph: MemoryGraph) -> None:
    loaded = await load(graph)
    assert differences(loaded.projection, demonstration()) == []
    assert loaded.rows_loaded == loaded.rows == sum(map(len, demonstration_columns().values()))


async def test_random_edits_leave_the_projection_equal_to_one_loaded_anew(graph: MemoryGraph) -> None:
    held = await load(graph)
    edits = Edits(graph)
    for number in range(80):
        edit = EDITS[number] if number < len(EDITS) else edits.chance.choice(EDITS)
        edit(edits)
        graph.raise_version()
        held = await load(graph, held)
        anew = await load(graph)
        assert differences(held.projection, anew.projection) == [], f"after edit {number}: {edit.__name__}"
        assert held.projection.version == graph.version
        assert held.rows == anew.rows


@pytest.mark.parametrize("edit", [Edits.end_a_collaboration, Edits.change_members, Edits.start_a_collaboration])
async def test_one_changed_collaboration_costs_at_most_a_hundredth(
    graph: MemoryGraph, edit: Callable[[Edits], None]
) -> None:
    held = await load(graph)
    edit(Edits(graph))
    graph.raise_version()
    after = await load(graph, held)
    assert 0 < after.rows_loaded <= held.rows_loaded / 100


async def test_deleted_rows_are_noticed_by_their_number(graph: MemoryGraph) -> None:
    held = await load(graph)
    Edits(graph).delete_a_collaboration()
    graph.raise_version()
    after = await load(graph, held)
    assert len(after.projection.collaborations.ids) == len(held.projection.collaborations.ids) - 1
    assert set(after.projection.collaborations.ids) < set(held.projection.collaborations.ids)


async def test_a_collaboration_set_back_to_an_older_moment_is_noticed(graph: MemoryGraph) -> None:
    held = await load(graph)
    Edits(graph).put_a_collaboration_back()
    graph.raise_version()
    after = await load(graph, held)
    assert differences(after.projection, held.projection) != []
    assert TODAY - 900 in after.projection.collaborations.start


async def test_members_change_with_a_collaboration_that_was_set_back(graph: MemoryGraph) -> None:
    held = await load(graph)
    works, members = graph.tables["collaborations"], graph.tables["memberships"]
    row = works.texts("id").index(members.texts("collaboration")[0])
    graph.tables["collaborations"] = replaced(works, row, updated=int(works.moments("updated")[row]) - 5)
    other = next(one for one in held.projection.institutions.ids if one != members.texts("institution")[0])
    graph.tables["memberships"] = replaced(members, 0, institution=other)  # as many rows, with the same days
    graph.raise_version()
    after = await load(graph, held)
    assert differences(after.projection, (await load(graph)).projection) == []
    assert differences(after.projection, held.projection) != []


async def test_more_changes_than_are_worth_following_read_everything(graph: MemoryGraph) -> None:
    held = await load(graph)
    graph.changes = [["inst:none", "updated", []]] * 2_001
    graph.raise_version()
    after = await load(graph, held)
    assert (after.rows_loaded, differences(after.projection, held.projection)) == (after.rows, [])


async def test_a_relationship_of_another_table_reads_that_table(graph: MemoryGraph) -> None:
    held = await load(graph)
    graph.changes = [["mentor:1", "updated", ['{"t":"MENTORS","k":"added"}']]]
    graph.raise_version()
    after = await load(graph, held)
    assert after.rows_loaded == len(graph.tables["mentorings"]) > 0


async def test_a_change_elsewhere_reads_that_table_only(graph: MemoryGraph) -> None:
    held = await load(graph)
    Edits(graph).visit_a_community()
    graph.raise_version()
    after = await load(graph, held)
    assert after.rows_loaded == len(graph.tables["visits"])
    changed = differences(after.projection, held.projection)
    assert {name.partition(".")[0] for name in changed} == {"visits"}


async def test_a_version_that_changes_nothing_of_it_shares_the_columns(graph: MemoryGraph) -> None:
    held = await load(graph)
    graph.raise_version()
    after = await load(graph, held)
    assert (after.projection.version, after.rows_loaded) == (2, 0)
    assert after.projection.memberships is held.projection.memberships


async def test_data_that_change_while_they_are_read_are_read_again(graph: MemoryGraph) -> None:
    changes = [graph.raise_version, graph.raise_version]
    graph.meanwhile = lambda: changes.pop()() if changes else None
    loaded = await load(graph)
    assert (loaded.projection.version, graph.transactions) == (3, 3)


async def test_data_that_never_rest_are_told(graph: MemoryGraph) -> None:
    graph.meanwhile = graph.raise_version
    with pytest.raises(StoreError) as told:
        await load(graph)
    assert told.value.code == "STORE_BUSY"
    assert graph.transactions == 3


async def test_a_graph_that_was_never_seeded_has_version_0_and_no_rows() -> None:
    empty = MemoryGraph({name: table_of(shape, {column: [] for column in shape}) for name, shape in SHAPES.items()})
    empty.version = None  # type: ignore[assignment]  # as the graph says it
    loaded = await load(empty)
    assert (loaded.projection.version, loaded.rows) == (0, 0)
    assert loaded.projection.today == 1
