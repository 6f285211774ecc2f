"""`kalaka keys` on both engines: what is made, listed and revoked, and what a running service makes of it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from graph_service.access.keys import read_key_text
from graph_service.app import create_app
from graph_service.cli import kalaka
from graph_service.cypher import Statement
from graph_service.settings import Settings
from graph_service.store.store import Store
from tests.engines.running import RunningEngine
from tests.http.fakes import QUESTION

COUNTY = Statement("CREATE (c:County {id: 'county:HU223', nuts3: 'HU223'}) RETURN c.nuts3 AS code")


def run(engine: RunningEngine, *arguments: str, language: str = "en_GB.UTF-8") -> Result:
    """The result of `kalaka keys …` on an engine."""
    environment = {**engine.environment, "LC_ALL": language}
    return CliRunner().invoke(kalaka, ["keys", *arguments], env=environment, catch_exceptions=False)


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.output)
    return value


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(scratch_engine: RunningEngine) -> None:
    made = told(run(scratch_engine, "create", "próba", "--scope", "read:people,analyse", "--rate", "7", "--json"))
    text = read_key_text(made["key"])
    assert text is not None
    assert (made["id"], made["rate"], made["state"]) == (text.id, 7, "active")
    shown = run(scratch_engine, "create", "másik", "--scope", "admin", "--expires", "2999-12-31", language="hu_HU")
    other = read_key_text(shown.output.splitlines()[-1])
    assert other is not None
    assert "többször nem látható" in shown.output

    listed = run(scratch_engine, "list", "--json")
    keys = told(listed)["keys"]
    assert [(key["name"], key["scopes"]) for key in keys] == [
        ("próba", ["analyse", "read:people"]),
        ("másik", ["admin"]),
    ]
    table = run(scratch_engine, "list", language="hu_HU").output
    for known in (text, other):
        assert known.id in table
        for output in (listed.output, table):
            assert known.secret not in output
            assert known.secret_hash not in output

    revoked = told(run(scratch_engine, "revoke", text.id, "--json"))
    again = told(run(scratch_engine, "revoke", text.reveal(), "--json"))
    assert again == revoked, "also by the whole key, and the first time stays"
    states = [key["state"] for key in told(run(scratch_engine, "list", "--json"))["keys"]]
    assert states == ["revoked", "active"]


_REFUSED = [
    (["create", "a", "--scope", "fly"], "KEY_SCOPES"),
    (["create", "a", "--scope", "write", "--county", "HU999"], "KEY_COUNTIES"),
    (["create", "a", "--scope", "read", "--county", "HU223"], "KEY_COUNTIES_UNUSED"),
    (["create", "a", "--scope", "read", "--origin", "example.org"], "KEY_ORIGINS"),
    (["create", "a", "--scope", "read", "--expires", "2001-01-01"], "KEY_EXPIRY"),
    (["revoke", "aaaaaaaaaaaa"], "KEY_ID"),
    (["revoke", "kalaka_aaaaaaaaaaaa_SECRET"], "KEY_ID"),
]


def test_what_cannot_be_is_refused_and_nothing_is_kept(scratch_engine: RunningEngine) -> None:
    for arguments, code in _REFUSED:
        result = run(scratch_engine, *arguments)
        assert result.exit_code == 2
        assert f"[{code}]" in result.stderr
        assert "SECRET" not in result.output
    assert run(scratch_engine, "list").output == "no keys\n"
    assert run(scratch_engine, "list", language="hu_HU").output == "nincs kulcs\n"
    assert told(run(scratch_engine, "list", "--json")) == {"keys": []}


@pytest.mark.anyio
async def test_a_running_service_takes_a_new_key_and_refuses_a_revoked_one(
    scratch_engine: RunningEngine, scratch_store: Store
) -> None:
    await scratch_store.write([COUNTY], seconds=5)
    variables = {"KALAKA_SEED": "none", "KALAKA_KEY_SECONDS": "0.3", "KALAKA_READ_SECONDS": "60"}
    app = create_app(Settings.from_environment({**scratch_engine.environment, **variables}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http,
    ):
        made = await _command(scratch_engine, "create", "x", "--scope", "write", "--county", "HU223")
        headers = {"Authorization": f"Bearer {made['key']}"}

        async def ask() -> httpx.Response:
            return await http.post("/graphql", json={"query": QUESTION}, headers=headers)

        answer = await ask()
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"key";q=600000;w=60'
        await _command(scratch_engine, "revoke", made["id"])
        revoked = time.monotonic()
        while (answer := await ask()).status_code == 200:
            assert time.monotonic() - revoked < 20  # KALAKA_KEY_SECONDS, and a busy machine
            await asyncio.sleep(0.02)
        assert answer.status_code == 401
        assert answer.json()["errors"][0]["extensions"]["code"] == "KEY_REVOKED"


async def _command(engine: RunningEngine, *arguments: str) -> dict[str, Any]:
    """What another process answers to `kalaka keys … --json` meanwhile."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "graph_service", "keys", *arguments, "--json"),
        env={**kept, **engine.environment},
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    value: dict[str, Any] = json.loads(output)
    return value
