"""The access matrix holds where it is sampled, and a newly guarded property is in it without another line of code."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph_service.model import load_model
from graph_service.model.check import check_model
from graph_service.model.domain.community import Community
from graph_service.model.domain.node import Concept, Node
from graph_service.model.domain.organisation import Institution
from graph_service.model.domain.person import EmployedBy
from graph_service.store.store import Store
from tests.engines.running import Name, RunningEngine
from tests.importing.planted import RECORDS
from tests.robustness.access import CountedStore, Matrix, apis_of, held, sample
from tests.robustness.access_matrix import VIEWERS, guarded, marked

pytestmark = pytest.mark.anyio

ONE_OF: Mapping[Name, int] = {"embedded": 23, "neo4j": 61}


@pytest.fixture(scope="module")
async def written(own_store: Store) -> Store:
    """A graph with something of every label, of what writing leaves, too."""
    for statement in RECORDS:
        await own_store.write([statement], seconds=60)
    return own_store


async def test_a_sample_of_the_matrix_holds(written: Store, own_engine: RunningEngine) -> None:
    matrix = Matrix(load_model(), CountedStore(written))
    every = await matrix.cells()
    assert len(every) > 8_000
    one_of = ONE_OF[own_engine.name]
    found = await held(matrix, sample(every, one_of))
    assert found.wrong == [], found.words
    assert found.size > len(every) / one_of / 2
    assert {cell.expected for cell in sample(every, one_of)} >= {
        "told",
        "null",
        "refused",
        "scope",
        "suppressed",
        "let in",
    }


async def test_a_newly_guarded_property_is_in_the_matrix_and_holds(written: Store) -> None:
    known = {f"{node.name}.{prop.name}" for node, prop in guarded(load_model())}
    with marked(Institution, "staff_count") as model:
        assert check_model(model) == []
        new = {f"{node.name}.{prop.name}" for node, prop in guarded(model)} - known
        assert new == {"Institution.staffCount"}
        matrix = Matrix(model, CountedStore(written))
        found = [cell for cell in await matrix.cells() if cell.subject in new]
        assert len(found) > 30 * len(VIEWERS)
        some = await held(matrix, sample(found, 4))
        assert some.wrong == [], some.words
    assert {f"{node.name}.{prop.name}" for node, prop in guarded(load_model())} == known


def test_a_matrix_of_a_planner_that_forgets_does_not_hold() -> None:
    """The second schema does offer what is guarded: that it is refused is not a matter of its inputs."""
    served, open_ = (api.core for api in apis_of(load_model()).values())
    assert "familyName" not in served.type_map["MentorWhere"].fields  # type: ignore[attr-defined]  # an input
    assert "familyName" in open_.type_map["MentorWhere"].fields  # type: ignore[attr-defined]  # an input


@pytest.mark.parametrize(
    ("label", "attribute", "words"),
    [(Community, "name", "no name, key or index"), (Node, "id", "no name, key or index"), (Concept, "code", "guarded")],
)
def test_what_cannot_be_guarded_is_refused_by_the_model(label: type[Node], attribute: str, words: str) -> None:
    with marked(label, attribute) as model:
        assert any(words in problem for problem in check_model(model))


def test_a_name_is_guarded_everywhere_or_nowhere() -> None:
    specs = EmployedBy.__specs__
    with marked(EmployedBy, "position") as model:  # type: ignore[arg-type]  # relationships have properties, too
        assert any("Professional.position is guarded elsewhere" in problem for problem in check_model(model))
    assert EmployedBy.__specs__ is specs


def test_every_kind_of_viewer_is_there() -> None:
    assert len({viewer.scopes for viewer in VIEWERS.values()}) >= 9
