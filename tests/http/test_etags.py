"""Answers to GET that may be kept: their tags, who may keep them, and 304 after a look at the version alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import StoreError
from graph_service.resources import folder
from graph_service.web.keeping import VOLATILE
from tests.http.conftest import Client
from tests.http.fakes import QUESTION, ZALA, FakeStore

pytestmark = pytest.mark.anyio
GRAPHQL_JSON = "application/graphql-response+json"
BY_CODE = "query Named($code: String!) { county(nuts3: $code) { nuts3 population } }"
PARTNER = "https://partner.example"


class Noting(FakeStore):
    """Keeps the texts that were read; a look at the version alone gets the version alone, as a database gives it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.texts: list[str] = []

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        self.texts.append(statement.text)
        row = await super().read(statement, seconds=seconds, metadata=metadata)
        return row[:1] if statement.text == f"{VERSION_BLOCK} RETURN v0" else row


@pytest.fixture
def fake() -> Noting:
    """The store of these tests."""
    return Noting()


async def asked(http: httpx.AsyncClient, document: str = QUESTION, **headers: str) -> httpx.Response:
    """The answer to a GET; `If_None_Match` is a header's name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await http.get("/graphql", params={"query": document}, headers=named)


async def test_an_answer_has_a_strong_tag_and_the_same_bytes_each_time(client: Client) -> None:
    async with client() as http:
        first, again = await asked(http), await asked(http, X_Request_Id="abcd-1234")
    assert first.status_code == again.status_code == 200
    assert first.headers["etag"].startswith('"7.')
    assert first.headers["etag"] == again.headers["etag"]
    assert first.content == again.content  # the first was planned, the second went the short way
    assert again.headers["x-request-id"] == "abcd-1234"
    assert again.json()["extensions"]["dataVersion"] == 7


async def test_a_match_reads_the_version_and_nothing_else(client: Client, fake: Noting) -> None:
    async with client() as http:
        whole = await asked(http)
        fake.texts.clear()
        same = await asked(http, If_None_Match=whole.headers["etag"])
    assert same.status_code == 304
    assert same.content == b""
    assert fake.texts == [f"{VERSION_BLOCK} RETURN v0"]
    for name in ("etag", "cache-control", "vary"):
        assert same.headers[name] == whole.headers[name]
    assert "content-type" not in same.headers
    assert {"x-request-id", "ratelimit", "content-security-policy"} <= set(same.headers)


async def test_a_process_that_never_saw_the_document_knows_it_by_its_tag(client: Client, fake: Noting) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
    async with client() as http:
        fake.texts.clear()
        same = await asked(http, If_None_Match=tag)
    assert same.status_code == 304
    assert len(fake.texts) == 1


async def test_a_later_version_is_answered_whole_with_a_tag_of_its_own(client: Client, fake: Noting) -> None:
    async with client() as http:
        old = (await asked(http)).headers["etag"]
        fake.row = [8, [["HU223", 268_649]]]
        fake.texts.clear()
        fresh = await asked(http, If_None_Match=old)
        number = len(fake.texts)
        later = await asked(http, If_None_Match=old)
    assert fresh.status_code == later.status_code == 200
    assert fresh.json()["data"] == {"county": {"nuts3": "HU223", "population": 268_649}}
    assert fresh.headers["etag"].startswith('"8.')
    assert fresh.headers["etag"][2:] == old[2:]
    assert number == 2
    assert len(fake.texts) == number + 1, "the version that was read last is known to be a later one"


async def test_a_graph_that_was_set_back_is_looked_at_again(client: Client, fake: Noting) -> None:
    async with client() as http:
        fake.row = [9, ZALA[1]]
        await asked(http)
        fake.row = list(ZALA)
        whole = await asked(http)
        same = await asked(http, If_None_Match=whole.headers["etag"])
    assert same.status_code == 304


@pytest.mark.parametrize(
    "given",
    ["W/{tag}", '"other", {tag}', '{tag},"other"', ', , {tag} ,\t"a,b"', "*", '"7.x", W/"y", {tag}'],
)
async def test_lists_and_weak_tags_match(client: Client, given: str) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        same = await asked(http, If_None_Match=given.format(tag=tag))
    assert same.status_code == 304
    assert same.headers["etag"] == tag


async def test_several_headers_are_one_list(client: Client) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        headers = [("If-None-Match", '"other"'), ("If-None-Match", tag)]
        same = await http.get("/graphql", params={"query": QUESTION}, headers=headers)
    assert same.status_code == 304


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        ",,,",
        "{bare}",
        "'{bare}'",
        "{tag} {tag}",
        "w/{tag}",
        'W/"',
        '"',
        '"unfinished',
        "{tag}, *",
        "*, {tag}",
        "{tag}\x00",
        "\xff\xfe",
        '"7.{digest}7"',
        '"07.{digest}"',
        '"\u0667.{digest}"',
        '"-7.{digest}"',
        '"99999999999999999999.{digest}"',
        '"8.{digest}"',
        '".{digest}"',
    ],
)
async def test_what_is_no_list_of_tags_or_holds_another_is_answered_whole(client: Client, given: str) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        value = given.format(tag=tag, bare=tag.strip('"'), digest=tag[3:-1])
        answer = await http.get(
            "/graphql", params={"query": QUESTION}, headers=[(b"If-None-Match", value.encode("utf-8"))]
        )
    assert answer.status_code == 200
    assert answer.json()["data"]["county"]["nuts3"] == "HU223"


@pytest.mark.parametrize(("more", "status"), [(100, 304), (1_000, 200)])
async def test_a_list_has_a_length(client: Client, more: int, status: int) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        answer = await asked(http, If_None_Match='"a", ' * more + tag)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("document", "row"),
    [
        ("{ nope }", ZALA),  # refused before anything is read
        ('{ county(nuts3: "HU999") { nuts3 } }', [7, [None]]),  # found nothing: told as an error
        ('{ county(nuts3: "HU223") { nuts3 population } }', [7, [[None, 268_648]]]),  # data that do not fit
        ('{ county(nuts3: "HU223") { nuts3 population } }', [None, [["HU223", 1]]]),  # before the first seed
        ("{ vocabularies { id } }", ZALA),  # nothing of the data
        ("{ __schema { queryType { name } } }", ZALA),
    ],
)
async def test_what_has_errors_or_no_version_has_no_tag(client: Client, document: str, row: list[Any]) -> None:
    async with client(Noting(row=row)) as http:
        answer = await asked(http, document)
        all_the_same = await asked(http, document, If_None_Match="*")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert all_the_same.status_code == answer.status_code != 304
    assert all_the_same.json()["extensions"]["requestId"]


async def test_a_database_that_is_away_says_so(client: Client, fake: Noting) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        fake.error = StoreError("STORE_UNAVAILABLE")
        answer = await asked(http, If_None_Match=tag)
    assert answer.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("field", VOLATILE)
async def test_what_changes_over_the_same_version_has_no_tag(client: Client, field: str) -> None:
    async with client() as http:
        answer = await asked(http, f'{{ county(nuts3: "HU223") {{ nuts3 population }} }} # {field}')
    assert answer.status_code == 200
    assert "etag" not in answer.headers


async def test_what_is_volatile_is_a_field(client: Client) -> None:
    """Or the rule would guard nothing."""
    async with client() as http:
        sdl = (await http.get("/graphql/schema")).text
    assert all(f"  {field}: " in sdl for field in VOLATILE)


async def test_an_explanation_has_no_tag(client: Client) -> None:
    async with client() as http:
        answer = await http.get("/graphql", params={"query": QUESTION, "extensions": '{"explain": true}'})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


async def test_everything_that_decides_an_answer_is_in_its_tag(client: Client) -> None:
    async def tag(http: httpx.AsyncClient, headers: dict[str, str] | None = None, **params: str) -> str:
        answer = await http.get("/graphql", params={"query": BY_CODE, **params}, headers=headers)
        assert "errors" not in answer.json()
        return str(answer.headers["etag"])

    zala, other = '{"code": "HU223"}', '{"code": "HU222"}'
    async with client() as http:
        tags = [
            await tag(http, variables=zala),
            await tag(http, variables=other),
            await tag(http, variables=zala, operationName="Named"),
            await tag(http, variables=zala, query=f"{BY_CODE} "),
            await tag(http, variables=zala, extensions='{"a": 1}'),
            await tag(http, {"Accept": GRAPHQL_JSON}, variables=zala),
            await tag(http, {"Accept-Language": "hu"}, variables=zala),
        ]
        assert await tag(http, variables='{ "code" : "HU223" }') == tags[0]
    async with client(KALAKA_PUBLIC_SCOPES="read") as http:
        tags.append(await tag(http, variables=zala))
    assert len(set(tags)) == len(tags)


async def test_a_limit_that_was_lowered_is_not_passed_by_an_old_tag(client: Client, fake: Noting) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
    async with client(KALAKA_MAX_FIELDS="2") as http:
        refused = await asked(http, If_None_Match=tag)
    assert refused.json()["errors"][0]["extensions"]["code"] == "LIMIT_FIELDS"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [("0", "public, no-cache"), ("60", "public, max-age=60"), ("86400", "public, max-age=86400")],
)
async def test_how_long_caches_may_repeat_it_is_a_setting(client: Client, seconds: str, expected: str) -> None:
    async with client(KALAKA_CACHE_SECONDS=seconds, KALAKA_CORS_ORIGINS=PARTNER) as http:
        answer = await asked(http, Origin=PARTNER)
        posted = await http.post("/graphql", json={"query": QUESTION})
    assert answer.headers["cache-control"] == expected
    vary = answer.headers.get_list("vary", split_commas=True)
    assert {"Accept", "Accept-Language", "Authorization", "Origin"} == set(vary)
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "etag" not in posted.headers
    assert "cache-control" not in posted.headers


async def test_a_page_may_send_its_tag(client: Client) -> None:
    headers = {"Origin": PARTNER, "Access-Control-Request-Method": "GET"}
    async with client(KALAKA_CORS_ORIGINS=PARTNER) as http:
        answer = await http.options("/graphql", headers=headers)
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


async def test_head_is_get_without_its_body(client: Client) -> None:
    params = {"query": QUESTION}
    async with client() as http:
        whole = await http.get("/graphql", params=params)
        head = await http.head("/graphql", params=params)
        same = await http.head("/graphql", params=params, headers={"If-None-Match": whole.headers["etag"]})
        news = await http.head(
            "/graphql",
            params={"query": "subscription { dataVersion }"},
            headers={"Accept": "application/json, text/event-stream"},
        )
        change = await http.head("/graphql", params={"query": "mutation { nope }"})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-length", "content-type", "cache-control", "vary"):
        assert head.headers[name] == whole.headers[name]
    assert same.status_code == 304
    assert news.status_code == 406
    assert change.status_code in (400, 405)


async def test_a_match_costs_the_point_that_lets_it_in(client: Client) -> None:
    def left(answer: httpx.Response) -> int:
        return int(answer.headers["ratelimit"].split("r=")[1].split(";")[0])

    document = "{ counties(first: 50) { nodes { nuts3 } } }"
    row = [7, [[[["HU223"]]]]]
    async with client(Noting(row=row), KALAKA_RATE="1000") as http:
        whole = await asked(http, document)
        assert "errors" not in whole.json()
        same = await asked(http, document, If_None_Match=whole.headers["etag"])
        price = whole.json()["extensions"]["cost"]["price"]
    assert same.status_code == 304
    assert price > 50
    assert 1000 - left(whole) == price
    assert left(whole) - left(same) == 1


async def test_an_empty_rate_refuses_a_match_too(client: Client) -> None:
    async with client(KALAKA_RATE="2") as http:
        tag = (await asked(http, "{ dataVersion }")).headers["etag"]
        last = await asked(http, "{ dataVersion }", If_None_Match=tag)
        refused = await asked(http, "{ dataVersion }", If_None_Match=tag)
    assert last.status_code == 304
    assert refused.status_code == 429
    assert "etag" not in refused.headers


async def test_wrong_credentials_are_refused_whatever_the_tag(client: Client) -> None:
    async with client() as http:
        tag = (await asked(http)).headers["etag"]
        refused = await asked(http, If_None_Match=tag, Authorization="Bearer nonsense")
        anything = await asked(http, If_None_Match="*", Authorization="Bearer nonsense")
    for answer in (refused, anything):
        assert answer.status_code == 401
        assert answer.headers["cache-control"] == "no-store"


async def test_a_stream_of_events_has_no_tag(client: Client) -> None:
    async with client() as http:
        answer = await asked(http, Accept="text/event-stream")
    assert answer.status_code == 200
    assert "etag" not in answer.headers


async def test_static_answers_compare_tags_the_same_way(client: Client) -> None:
    async with client() as http:
        whole = await http.get("/graphql/schema")
        tag = whole.headers["etag"]
        weak = await http.get("/graphql/schema", headers={"If-None-Match": f"W/{tag}"})
        inside = await http.get("/graphql/schema", headers={"If-None-Match": f"x{tag}"})
    assert weak.status_code == 304
    assert inside.status_code == 200


async def test_the_question_in_the_documentation_is_one(client: Client) -> None:
    page = (folder("docs") / "caching.md").read_text(encoding="utf-8")
    [document] = re.findall(r"```graphql\n(.*?)```", page, re.DOTALL)
    async with client(Noting(row=[7, [3, None]])) as http:
        answer = await http.post("/graphql", json={"query": document, "variables": {"county": "HU223"}})
    assert answer.json()["data"] == {"here": 3, "institutions": 0}
    assert answer.json()["extensions"]["cost"]["price"] == 2


async def test_the_program_in_the_documentation_asks_for_what_is_new_only(client: Client, fake: Noting) -> None:
    page = (folder("docs") / "caching.md").read_text(encoding="utf-8")
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    made: dict[str, Any] = {"httpx": httpx}
    exec(program.replace("def ask", "async def ask").replace("client.get(", "await client.get("), made)
    url = f"/graphql?{urlencode({'query': QUESTION})}"
    async with client() as http:
        answers = [await made["ask"](http, url), await made["ask"](http, url)]
        looked = fake.texts[-1]
        fake.row = [8, [["HU223", 1]]]
        answers.append(await made["ask"](http, url))
    assert looked == f"{VERSION_BLOCK} RETURN v0"
    assert [answer["data"]["county"]["population"] for answer in answers] == [268_648, 268_648, 1]
