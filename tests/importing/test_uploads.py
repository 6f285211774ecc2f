"""`POST /import`: who may, how it is asked, what it answers, and what never happens, whatever is sent."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import httpx
import pytest

from graph_service.access.keys import create_statement, new_key_text
from graph_service.access.new_keys import Wish, new_key
from graph_service.app import Application, create_app
from graph_service.settings import Settings
from graph_service.store.store import Store
from graph_service.web import uploads
from tests.http.fakes import raw_request
from tests.importing.broken import FILES, Broken
from tests.importing.imported import asked, stored, unchanged, workbook
from tests.importing.test_imports import book, both
from tests.mutations.world import ZALA, World

pytestmark = pytest.mark.anyio
MOST = 1_000_000
ORIGIN = "real_cited"


@pytest.fixture(scope="module")
async def app(world: World, anyio_backend: str) -> AsyncIterator[Application]:
    """The service over the small graph."""
    settings = {"KALAKA_LAG_MS": "60000", "KALAKA_READ_SECONDS": "60", "KALAKA_RATE": "100000000"}
    settings |= {"KALAKA_UPLOAD_BYTES": str(MOST), "KALAKA_KEY_RATE": "100000000"}
    made = create_app(Settings.from_environment(settings), world.store)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def http(app: Application) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=120) as client:
        yield client


@pytest.fixture(scope="module")
async def importer(world: World) -> str:
    return await key(world.store, "read", "import")


async def key(store: Store, *scopes: str, counties: tuple[str, ...] = ()) -> str:
    """What a holder of a new key sends."""
    text = new_key_text()
    made = new_key(Wish("test", scopes, counties), text, None, datetime.now(UTC))
    await store.write([create_statement(made)], seconds=60)
    return f"Bearer {text.reveal()}"


async def send(
    http: httpx.AsyncClient, key: str, content: bytes, name: str = "munka.xlsx", **query: str
) -> httpx.Response:
    headers = {
        "Authorization": key,
        "Accept-Language": query.pop("language", "en"),
        "Accept": query.pop("accept", "*/*"),
    }
    return await http.post("/import", params={"name": name, **query}, content=content, headers=headers)


def code_of(answer: httpx.Response) -> str:
    [error] = answer.json()["errors"]
    return str(error["extensions"]["code"])


def bytes_of(sheets: Any) -> bytes:
    content = workbook(sheets).content
    assert isinstance(content, bytes)
    return content


async def test_it_only_tells_unless_asked_to_import(http: httpx.AsyncClient, importer: str, ground: Store) -> None:
    content = bytes_of(book("ua", *both("ua")))
    async with unchanged(ground):
        dry = await send(http, importer, content)
    assert (dry.status_code, dry.headers["content-type"]) == (200, "application/json")
    told = dry.json()
    assert (told["mode"], told["created"], told["import"]) == ("dry-run", 6, None)
    real = await send(http, importer, content, mode="import", comment="Miért?", origin=ORIGIN)
    done = real.json()
    assert real.status_code == 200
    assert (done["created"], done["lines"]) == (6, told["lines"])
    assert done["dataVersion"] is not None
    [change] = await asked(
        ground, "MATCH (c:Change {subject: 'top:ua'}) RETURN c.madeBy AS by, c.changeComment AS why, c.importId AS id"
    )
    assert (change["why"], change["id"]) == ("Miért?", done["import"])
    assert len(change["by"]) == 12, "the id of the key"
    sited = "MATCH (:CivilOrganisation {id: 'civil:ua1'})-[:SITED_IN]->(c:County) RETURN count(c) AS n"
    assert await asked(ground, sited) == [{"n": 1}]


async def test_a_refused_import_is_told_with_422_in_both_forms_and_languages(
    http: httpx.AsyncClient, importer: str, ground: Store
) -> None:
    content = bytes_of(book("ub", both("ub")[0]))
    told = {}
    async with unchanged(ground):
        for language in ("hu", "en"):
            answer = await send(http, importer, content, mode="import", language=language, accept="text/csv")
            assert answer.status_code == 422
            assert answer.headers["content-type"] == "text/csv; charset=utf-8"
            assert answer.headers["content-language"] == language
            rows = list(csv.DictReader(io.StringIO(answer.text)))
            [told[language]] = [row for row in rows if row["verdict"] == "refused"]
        answer = await send(http, importer, content, mode="import")
    [line] = [one for one in answer.json()["lines"] if one["verdict"] == "refused"]
    assert (line["sheet"], line["row"], line["code"]) == ("TopProject", 2, "RULE_TOP_PARTNERS")
    assert told["en"]["code"] == told["hu"]["code"] == line["code"]
    assert told["hu"]["message"] != told["en"]["message"] == line["message"]
    partial = await send(http, importer, content, mode="import", partial="true")
    assert (partial.status_code, partial.json()["created"]) == (200, 3)


async def test_keys_need_the_scope_and_stay_in_their_counties(http: httpx.AsyncClient, ground: Store) -> None:
    content = bytes_of({"CivilOrganisation": book("uc")["CivilOrganisation"]})
    async with unchanged(ground):
        writer = await key(ground, "read", "write")
        elsewhere = await key(ground, "read", "import", counties=(ZALA,))
    async with unchanged(ground):
        assert (await http.post("/import?name=a.csv", content=b"a")).status_code == 403
        answer = await send(http, writer, content)
        assert (answer.status_code, code_of(answer)) == (403, "SCOPE_MISSING")
        for mode in ("dry-run", "import"):
            answer = await send(http, elsewhere, content, mode=mode)
            refused = [one for one in answer.json()["lines"] if one["verdict"] == "refused"]
            assert [one["code"] for one in refused] == ["COUNTY_FORBIDDEN"] * 2
    inside = await send(http, await key(ground, "import", counties=("HU232",)), content, mode="import")
    assert (inside.status_code, inside.json()["created"]) == (200, 2)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "PARAMETER_MISSING"),
        ("name=a.csv&mode=write", "PARAMETER_VALUE"),
        ("name=a.csv&partial=yes", "PARAMETER_VALUE"),
        ("name=a.csv&origin=real", "PARAMETER_VALUE"),
        ("name=a.csv&file=/etc/passwd", "PARAMETER_UNKNOWN"),
        (f"name={'a' * 1_001}.csv", "STRING_LENGTH"),
    ],
)
async def test_wrong_parameters_are_refused(http: httpx.AsyncClient, importer: str, query: str, code: str) -> None:
    answer = await http.post(f"/import?{query}", content=b"id", headers={"Authorization": importer})
    assert (answer.status_code, code_of(answer)) == (400, code)


async def test_only_posts_of_bounded_bodies_in_bounded_time(
    app: Application, http: httpx.AsyncClient, importer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Authorization": importer}
    for method in ("GET", "PUT", "DELETE"):
        answer = await http.request(method, "/import?name=a.csv", headers=headers)
        assert (answer.status_code, code_of(answer)) == (405, "METHOD_NOT_ALLOWED")
    answer = await send(http, importer, b"x" * (MOST + 1), "a.csv")
    assert (answer.status_code, code_of(answer)) == (413, "BODY_TOO_LARGE")
    monkeypatch.setattr(uploads, "UPLOAD_SECONDS", 0.05)
    raw = ((b"host", b"test"), (b"authorization", importer.encode()))
    slow = await raw_request(app, [b"id\n", 30.0, b"x"], path="/import?name=a.csv".partition("?")[0], headers=raw)
    assert slow.status in (400, 408)


def called_with(importer: str, query: bytes) -> dict[str, Any]:
    """A request as a server hands it to the application."""
    return {
        **{"type": "http", "http_version": "1.1", "scheme": "http", "root_path": "", "asgi": {"version": "3.0"}},
        **{"method": "POST", "path": "/import", "raw_path": b"/import", "query_string": query},
        **{"server": ("test", 80), "client": ("127.0.0.1", 1)},
        "headers": [(b"host", b"test"), (b"authorization", importer.encode())],
    }


async def test_one_at_a_time(app: Application, http: httpx.AsyncClient, importer: str) -> None:
    came, goes_on, statuses = asyncio.Event(), asyncio.Event(), list[int]()

    async def chunks() -> AsyncIterator[dict[str, Any]]:
        yield {"type": "http.request", "body": b"id;nameHu\n", "more_body": True}
        came.set()
        await goes_on.wait()
        yield {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()  # the client stays

    coming = chunks()

    async def collect(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = called_with(importer, b"name=Community.csv")
    first = asyncio.create_task(app(scope, coming.__anext__, collect))  # type: ignore[arg-type]  # as a server does
    await came.wait()
    busy = await send(http, importer, b"id\n", "Community.csv")
    assert (busy.status_code, code_of(busy), busy.headers["retry-after"]) == (503, "IMPORT_BUSY", "5")
    goes_on.set()
    await first
    assert statuses == [200]
    assert (await send(http, importer, b"id\n", "Community.csv")).status_code == 200


async def test_whoever_leaves_leaves_nothing_behind(
    app: Application, http: httpx.AsyncClient, importer: str, ground: Store
) -> None:
    coming = [{"type": "http.request", "body": b"id;nameHu\n", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Any] = []

    async def receive() -> Any:
        return coming.pop(0)

    async def collect(message: Any) -> None:
        sent.append(message)

    async with unchanged(ground):
        scope = called_with(importer, b"name=Community.csv&mode=import")
        await app(scope, receive, collect)  # type: ignore[arg-type]  # as a server does
    assert sent == []
    assert (await send(http, importer, b"id\n", "Community.csv")).status_code == 200, "the next one has its turn"


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_every_broken_file_is_refused_over_http_and_writes_nothing(
    http: httpx.AsyncClient, importer: str, ground: Store
) -> None:
    async with unchanged(ground):
        for what, broken in FILES.items():
            content = broken.content()
            if broken.caps.rows < 1_000 and _needs_small_caps(broken):
                continue
            answer = await send(http, importer, content, broken.name, mode="import")
            assert answer.status_code == 422, (what, answer.text[:500])
            assert broken.code in {one["code"] for one in answer.json()["lines"]}, (what, answer.text[:2_000])


def _needs_small_caps(broken: Broken) -> bool:
    """Files that are too large only for the caps of their own test."""
    return broken.code in ("FILE_TOO_LARGE", "SHEET_TOO_LONG", "COLUMNS_TOO_MANY")


async def test_addresses_in_cells_are_never_asked(http: httpx.AsyncClient, importer: str, ground: Store) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.setblocking(False)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/x.csv"
        source = {"id": "source:ud", "title": url, "url": url, "licence": url, "key": "ud", "dataOrigin": ORIGIN}
        rows = json.dumps(source).encode() + b"\n"
        answer = await send(http, importer, rows, "Source.jsonl", mode="import", comment=url)
        assert answer.json()["created"] == 1, answer.text
        assert (await send(http, importer, b"", url, mode="import")).status_code == 422
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert (await stored(ground, "source:ud") or {})["url"] == url


async def test_the_loop_answers_meanwhile(http: httpx.AsyncClient, importer: str) -> None:
    """A canary ticks while some thousand rows are compared and written."""
    rows = "".join(f"badge:ue{n};Jelvény {n};1;{ORIGIN}\n" for n in range(4_000))
    content = f"id;nameHu;threshold;dataOrigin\n{rows}".encode()
    late: list[float] = []

    async def canary() -> None:
        while True:
            began = perf_counter()
            await asyncio.sleep(0.01)
            late.append(perf_counter() - began - 0.01)

    ticking = asyncio.create_task(canary())
    answer = await send(http, importer, content, "Badge.csv", mode="import")
    ticking.cancel()
    assert answer.json()["created"] == 4_000
    assert len(late) > 50
    assert sorted(late)[int(len(late) * 0.95)] < 0.2, "most of the time it is there at once, also on a busy machine"
