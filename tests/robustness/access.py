"""Trial: the access matrix holds in every cell, on either engine, and grows with the model's marks."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from strawberry.types import ExecutionResult

from graph_service.api.context import RequestContext
from graph_service.api.service import Api, build_api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.model.domain.organisation import Institution
from graph_service.model.structure import Model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.engines import neo4j, seeded
from tests.engines.running import Name, running
from tests.importing.planted import RECORDS
from tests.robustness.access_matrix import SECRET, VIEWERS, Cell, Door, Ids, Outcome, cells, forgetful, marked
from tests.robustness.figures import Figure, Trial

_SECONDS = 60.0
ENGINES: tuple[Name, ...] = ("embedded", "neo4j")


@dataclass
class CountedStore:
    """A store that counts what is read."""

    store: Store
    reads: int = 0

    async def read(self, statement: Statement, **options: Any) -> Any:
        self.reads += 1
        return await self.store.read(statement, **options)

    async def read_all(self, statements: Sequence[Statement], **options: Any) -> Any:
        self.reads += len(statements)
        return await self.store.read_all(statements, **options)


_APIS: dict[int, tuple[Model, dict[Door, Api]]] = {}


def apis_of(model: Model) -> dict[Door, Api]:
    """The two schemas of a model, derived once."""
    if id(model) not in _APIS:
        _APIS[id(model)] = (model, {"served": build_api(model), "forgetful": build_api(forgetful(model))})
    return _APIS[id(model)][1]


@dataclass
class Matrix:
    """The matrix of a model over one store."""

    model: Model
    store: CountedStore
    apis: dict[Door, Api] = field(default_factory=dict)
    prices: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.apis = dict(apis_of(self.model))

    async def cells(self) -> list[Cell]:
        """All its cells, about nodes of the graph at hand."""
        ids = await ids_of(self.store.store, self.model)
        return cells(self.model, {door: api.core for door, api in self.apis.items()}, ids)

    async def outcome(self, cell: Cell) -> Outcome | str:
        """What becomes of a cell; in words where that is nothing that should ever be."""
        viewer, before = VIEWERS[cell.viewer], self.store.reads
        context: Any = RequestContext(self.store, "test", "en", viewer, _SECONDS, explain=cell.explain)  # type: ignore[arg-type]  # reads
        result = await self.apis[cell.door].execute(cell.document, dict(cell.variables), context)
        told = outcome_of(result, cell)
        read = self.store.reads - before
        if told in ("scope", "refused") and read:
            return f"{told}, but {read} statements were read"
        # A literal is the caller's own text; what a variable holds is never told again.
        echoes = any(SECRET in str(error) or SECRET in str(error.formatted) for error in result.errors or ())
        if echoes and SECRET in repr(cell.variables):
            return "the message echoes the value"
        if told in ("null", "told") and result.extensions and "cost" in result.extensions and cell.door == "served":
            self.prices.setdefault(cell.document, set()).add(result.extensions["cost"]["price"])
        return told


def outcome_of(result: ExecutionResult, cell: Cell) -> Outcome | str:
    """What an answer amounts to."""
    codes = {
        str(getattr(e.original_error, "code", "") or (e.extensions or {}).get("code", "")) for e in result.errors or ()
    }
    if codes == {"SCOPE_MISSING"} and result.data is None:
        return "scope"
    if codes and cell.opened == "let in" and codes <= {"EXTRA_MISSING"}:
        return "let in"
    if codes:
        return "refused" if result.data is None else f"half an answer, with {codes}"
    found = list(_values(result.data, "it"))
    if found:
        if any(value is not None for value in found):
            return "told"
        return "suppressed" if True in _values(result.data, "suppressed") else "null"
    if cell.opened == "nothing":
        empty = all(not nodes for nodes in _values(result.data, "nodes"))
        return "nothing" if empty else "something"
    return cell.opened


def _values(data: Any, key: str) -> Iterator[Any]:
    """All values under a key, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key and not isinstance(value, dict):
                yield value
            if name == key and isinstance(value, dict) and not value:
                yield None
            yield from _values(value, key)
    elif isinstance(data, list):
        for item in data:
            yield from _values(item, key)


async def ids_of(store: Store, model: Model) -> Ids:
    """The first node of each label and interface, service labels included."""
    found = {}
    for name, node in model.types.items():
        wanted = " WHERE n.displayName IS NOT NULL" if model.are_persons(model.members(name)) and node.public else ""
        statement = Statement(
            f"MATCH (n:`{name}`){wanted} WITH n.id AS id ORDER BY id LIMIT 1 RETURN collect(id) AS ids"
        )
        [record] = await store.records(statement, seconds=_SECONDS, quiet=True)
        if record["ids"]:
            found[name] = record["ids"][0]
    return Ids(found)


@dataclass(frozen=True)
class Held:
    """How a matrix came out: its size, and the cells that are not as they must be with what became of them."""

    size: int
    wrong: list[tuple[Cell, str]]
    ways: Counter[str]
    prices: int

    @property
    def words(self) -> str:
        return "\n".join(
            f"{c.subject} | {c.way} | {c.viewer} | {c.door}: {c.expected} expected, {told}: {c.document}"
            for c, told in self.wrong[:20]
        )


async def held(matrix: Matrix, chosen: Sequence[Cell] | None = None) -> Held:
    """Every cell asked; documents that differ in price between those who see and those who do not are wrong."""
    every = list(chosen if chosen is not None else await matrix.cells())
    outcomes = [(cell, await matrix.outcome(cell)) for cell in every]
    wrong = [(cell, told) for cell, told in outcomes if told != cell.expected]
    prices = [document for document, known in matrix.prices.items() if len(known) > 1]
    wrong += [(cell, "another price for another viewer") for cell in every if cell.document in prices]
    return Held(len(every), wrong, Counter(cell.way for cell in every), len(matrix.prices))


async def figures_of(engine: Name, store: Store, every: int = 1) -> list[Figure]:
    """The matrix of the model as it is, and of one in which another property is guarded; of `every` so many documents
    one is asked, by all viewers."""
    matrix = Matrix(load_model(), CountedStore(store))
    size = await matrix.cells()
    whole = await held(matrix, sample(size, every))
    with marked(Institution, "staff_count") as model:
        grown = Matrix(model, CountedStore(store))
        new = [cell for cell in await grown.cells() if cell.subject.endswith(".staffCount")]
        more = await held(grown, sample(new, every))
    shape = f"{whole.size} cells of {len(size)}: {len(VIEWERS)} kinds of viewers, {len(whole.ways)} ways"
    return [
        Figure(f"access matrix, {engine}", "0 wrong", f"{len(whole.wrong)} wrong of {shape}", not whole.wrong),
        Figure(
            f"access matrix with a newly guarded property, {engine}",
            "grows, 0 wrong",
            f"{more.size} cells more, {len(more.wrong)} wrong",
            more.size > 0 and not more.wrong,
        ),
        Figure(f"documents with one price for all viewers, {engine}", "all", f"{whole.prices}", whole.prices > 0),
    ]


def sample(every: Sequence[Cell], one_of: int) -> list[Cell]:
    """One of so many documents, and one for whatever may become of them, with all its viewers."""
    documents = list(dict.fromkeys((cell.door, cell.document) for cell in every))[::one_of]
    first = {cell.expected: (cell.door, cell.document) for cell in reversed(every)}
    chosen = {*documents, *first.values()}
    return [cell for cell in every if (cell.door, cell.document) in chosen]


async def _run(engine: Name, every: int) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(engine, seeded.seeded_copy(engine, Path(folder) / "data")) as database,
    ):
        async with open_store(database.options) as store:
            for statement in RECORDS:  # of what writing leaves there is nothing in a demonstration
                await store.write([statement], seconds=_SECONDS)
            return await figures_of(engine, store, every)


def run(long: bool) -> list[Figure]:
    """Both engines in the long form; the embedded one in the quick form."""
    engines = [engine for engine in ENGINES if engine == "embedded" or (long and not neo4j.missing())]
    return [figure for engine in engines for figure in asyncio.run(_run(engine, 1 if long else 23))]


TRIAL = Trial("access matrix", run)
