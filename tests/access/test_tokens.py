"""Bearer tokens of an issuer: which are taken, which never, and what happens while the issuer is away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from graph_service.access import issuer as issuers
from graph_service.access.issuer import Issuer, fetch_json
from graph_service.access.scopes import PUBLIC, SCOPES
from graph_service.access.tokens import Tokens
from graph_service.errors import AccessError, SettingsError
from tests.access.keeping import KeyStore
from tests.access.local_issuer import AUDIENCE, LocalIssuer, local_issuer
from tests.http.conftest import Client
from tests.http.fakes import QUESTION

pytestmark = pytest.mark.anyio
SECONDS = 20.0


@pytest.fixture
def local() -> Iterator[LocalIssuer]:
    with local_issuer() as running:
        yield running


def tokens_of(local: LocalIssuer, *, seconds: float = 3600, claim: str = "scope") -> Tokens:
    return Tokens(Issuer(local.address, seconds=seconds), audience=AUDIENCE, claim=claim, public=PUBLIC)


async def code_of(tokens: Tokens, token: str) -> str:
    with pytest.raises(AccessError) as refused:
        await tokens.viewer(token, SECONDS)
    return refused.value.code


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
async def test_a_token_gives_its_subject_with_the_scopes_that_are_ours(local: LocalIssuer, algorithm: str) -> None:
    local.make_key("other", algorithm)
    tokens = tokens_of(local)
    viewer = await tokens.viewer(local.token("other"), SECONDS)
    assert viewer.scopes == {"read:people"} | PUBLIC
    assert viewer.key is not None
    assert viewer.key.startswith("oidc:")
    assert "anna" not in viewer.key
    assert (await tokens.viewer(local.token("other"), SECONDS)).key == viewer.key
    assert (await tokens.viewer(local.token("other", sub="bela"), SECONDS)).key != viewer.key


@pytest.mark.parametrize(
    ("claim", "value", "scopes"),
    [
        ("scope", "write import", {"write", "import"}),
        ("roles", ["admin", 7, None, "fly"], {"admin"}),
        ("roles", {"admin": True}, set()),
        ("roles", None, set()),
        ("scope", " ".join(SCOPES), set(SCOPES)),
    ],
)
async def test_scopes_are_words_of_the_claim_or_a_list(
    local: LocalIssuer, claim: str, value: object, scopes: set[str]
) -> None:
    viewer = await tokens_of(local, claim=claim).viewer(local.token("first", **{claim: value}), SECONDS)
    assert viewer.scopes == scopes | PUBLIC


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"exp": int(time.time()) - 60},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
        {"sub": 7},
    ],
)
async def test_wrong_claims_are_refused(local: LocalIssuer, claims: dict[str, Any]) -> None:
    assert await code_of(tokens_of(local), local.token("first", **claims)) == "TOKEN_INVALID"


async def test_a_little_difference_of_clocks_is_borne(local: LocalIssuer) -> None:
    now = int(time.time())
    assert await tokens_of(local).viewer(local.token("first", exp=now - 5, nbf=now + 5), SECONDS)


async def test_tokens_that_choose_their_own_check_are_refused(local: LocalIssuer) -> None:
    tokens = tokens_of(local)
    good = local.token("first")
    head, body, signature = good.split(".")
    attempts = {
        "none": local.unsigned("first"),
        "public key as secret": local.signed_with_public_key("first"),
        "no signature": f"{head}.{body}.",
        "another's signature": f"{head}.{body}.{local.token('first', sub='bela').split('.')[2]}",
        "changed claims": f"{head}.{local.token('first', scope='admin').split('.')[1]}.{signature}",
        "critical extension": local.token("first", {"crit": ["b64"], "b64": False}),
        "id that is no text": local.token("first", {"kid": "first\0"}),
        "too long": local.token("first", more="x" * 9_000),
        "no token": "a.b.c",
        "nothing": ".",
    }
    assert {name: await code_of(tokens, token) for name, token in attempts.items()} == dict.fromkeys(
        attempts, "TOKEN_INVALID"
    )
    assert await tokens.viewer(good, SECONDS)


async def test_a_key_is_used_with_its_own_algorithm_only(local: LocalIssuer) -> None:
    local.make_key("curve", "ES256")
    mixed = LocalIssuer(local.address, {"curve": local.keys["first"]})
    assert await code_of(tokens_of(local), mixed.token("curve")) == "TOKEN_INVALID"


async def test_keys_are_kept_and_an_unknown_one_is_looked_for_at_most_every_half_minute(
    local: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = tokens_of(local)
    await asyncio.gather(*(tokens.viewer(local.token("first"), SECONDS) for _ in range(5)))
    assert len(local.asked) == 2, "discovery and keys, once for all"
    local.make_key("second")
    for _ in range(5):
        assert await code_of(tokens, local.token("second")) == "TOKEN_INVALID"
    assert len(local.asked) == 2
    monkeypatch.setattr(issuers, "LEAST_PAUSE", 0.0)
    assert await tokens.viewer(local.token("second"), SECONDS)
    del local.keys["first"]
    assert len(local.asked) == 4


async def test_a_rotated_key_is_found_at_once_and_the_old_one_ends_with_the_cache(
    local: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuers, "LEAST_PAUSE", 0.05)
    tokens, old = tokens_of(local, seconds=0.1), local.token("first")
    assert await tokens.viewer(old, SECONDS)
    local.make_key("second")
    new = local.token("second")
    del local.keys["first"]
    await asyncio.sleep(0.15)
    assert await tokens.viewer(new, SECONDS)
    assert await code_of(tokens, old) == "TOKEN_INVALID"


@pytest.mark.parametrize(
    "answer",
    [
        (500, "oops"),
        (200, b"no json"),
        (200, []),
        (200, {"issuer": "https://evil.example", "jwks_uri": "http://127.0.0.1:1/keys"}),
        (200, {"jwks_uri": "http://127.0.0.1:1/keys"}),
        (302, "https://evil.example"),
        (200, b'"' + b"x" * 300_000 + b'"'),
    ],
)
async def test_an_issuer_that_fails_is_503_with_a_wait_not_401(local: LocalIssuer, answer: tuple[int, Any]) -> None:
    local.answers["/.well-known/openid-configuration"] = answer
    tokens = tokens_of(local)
    for _ in range(2):
        with pytest.raises(AccessError) as refused:
            await tokens.viewer(local.token("first"), SECONDS)
        assert refused.value.code == "TOKENS_UNAVAILABLE"
        assert 1 <= (refused.value.retry_after or 0) <= 30
    assert len(local.asked) == 1


async def test_keys_at_an_unsafe_address_are_not_fetched(local: LocalIssuer) -> None:
    about = {"issuer": local.address, "jwks_uri": "http://192.0.2.1/keys"}
    local.answers["/.well-known/openid-configuration"] = (200, about)
    assert await code_of(tokens_of(local), local.token("first")) == "TOKENS_UNAVAILABLE"


async def test_known_keys_work_while_the_issuer_is_away(local: LocalIssuer) -> None:
    tokens = tokens_of(local)
    await tokens.viewer(local.token("first"), SECONDS)
    local.answers["/.well-known/openid-configuration"] = (500, "oops")
    assert await tokens.viewer(local.token("first"), SECONDS)


async def test_a_slow_issuer_holds_neither_the_loop_nor_the_request(
    local: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuers, "FETCH_SECONDS", SECONDS)
    local.seconds = 3.0
    tokens = tokens_of(local)
    began = time.monotonic()
    asking = asyncio.create_task(tokens.viewer(local.token("first"), 0.4))
    ticks = 0
    while not asking.done():
        await asyncio.sleep(0.01)
        ticks += 1
    with pytest.raises(AccessError) as refused:
        await asking
    assert refused.value.code == "TOKENS_UNAVAILABLE"
    assert ticks > 5
    assert time.monotonic() - began < local.seconds
    assert await tokens.viewer(local.token("first"), SECONDS), "the look went on for who asks next"


@pytest.mark.parametrize("address", ["http://issuer.example", "http://10.0.0.1", "ftp://issuer.example", "https://"])
def test_an_issuer_is_asked_by_https_or_on_this_machine(address: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Issuer(address, seconds=1)
    assert refused.value.code == "SETTING_INVALID"
    assert "KALAKA_OIDC_ISSUER" in str(refused.value)


@pytest.mark.parametrize(
    "address", ["https://issuer.example", "http://127.0.0.1:1", "http://[::1]", "http://localhost"]
)
def test_these_issuers_can_be(address: str) -> None:
    Issuer(address, seconds=1)


def test_a_fetch_ends_in_time_with_an_error_that_is_caught() -> None:
    with pytest.raises(OSError, match=r"refused|reached"):
        fetch_json("http://127.0.0.1:1/")


async def test_tokens_and_keys_work_beside_each_other_over_http(client: Client, local: LocalIssuer) -> None:
    store = KeyStore()
    text = store.add("admin")
    local_settings = {"KALAKA_OIDC_ISSUER": local.address, "KALAKA_OIDC_CLAIM": "scope"}
    explained = {"query": QUESTION, "extensions": {"explain": True}}
    async with client(store, **local_settings) as http:

        async def ask(token: str) -> tuple[int, dict[str, Any]]:
            answer = await http.post("/graphql", json=explained, headers={"Authorization": f"Bearer {token}"})
            return answer.status_code, answer.json()

        for good in (text.reveal(), local.token("first", scope="admin")):
            status, told = await ask(good)
            assert status == 200
            assert "explain" in told["extensions"]
        status, told = await ask(local.token("first", scope="read"))
        assert told["errors"][0]["extensions"]["code"] == "EXPLAIN_DENIED"
        status, told = await ask(local.token("first", aud="another"))
        assert (status, told["errors"][0]["extensions"]["code"]) == (401, "TOKEN_INVALID")
    local.answers["/.well-known/openid-configuration"] = (500, "oops")
    async with client(store, **local_settings, KALAKA_RATE="30") as http:
        for _ in range(5):
            answer = await http.post(
                "/graphql", json=explained, headers={"Authorization": f"Bearer {local.token('first')}"}
            )
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "TOKENS_UNAVAILABLE")
        assert answer.headers["retry-after"] == "30"
        assert (await http.post("/graphql", json={"query": QUESTION})).status_code == 200
