"""What a write refreshes and what is caught up after it give together what a rebuild of everything gives."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

from graph_service.store.store import Store
from graph_service.writes.derivations import derivations
from graph_service.writes.derive import derive
from graph_service.writes.pending import catch_up, waiting_ids
from tests.store.derived import state
from tests.store.edited import MODEL, Drawn, World

pytestmark = pytest.mark.anyio

# `KALAKA_REFRESH=2000 KALAKA_REFRESH_SEED=7` draws more edits, and others.
ROUNDS = int(os.environ.get("KALAKA_REFRESH", "72"))
ENOUGH = 72
SEED = int(os.environ.get("KALAKA_REFRESH_SEED", "1"))
KINDS = {"create", "add", "remove", "delete", "update", "move", "relink", "shift", "sector", "places"}


@pytest.fixture
def empty(bare_store: Store) -> Store:
    return bare_store


async def test_after_any_edit_nothing_is_left_to_derive(empty: Store, tell: Callable[[str], None]) -> None:
    rounds = ROUNDS if empty.embedded else ROUNDS // 2
    world = World(SEED)
    await world.found(empty)
    await catch_up(empty, MODEL)
    assert not (await derive(empty, MODEL)).changed
    table = [one for one in derivations(MODEL) if one.when != "written"]
    before = {one.name: await state(empty, one) for one in table}
    seen: Counter[tuple[str, str]] = Counter()
    deck: list[Callable[[], Drawn]] = []
    for number in range(rounds):
        deck = deck or world.deck()
        drawn = deck.pop()()
        await world.write(empty, drawn)
        await catch_up(empty, MODEL)
        after = {one.name: await state(empty, one) for one in table}
        seen.update((name, drawn.kind) for name in after if after[name] != before[name])
        before = after
        report = await derive(empty, MODEL)
        wrong = [step.name for step in report.steps if step.changed]
        assert not wrong, f"seed {SEED}, edit {number} left {wrong} stale: {drawn}"
    assert await waiting_ids(empty) == []
    kinds = {kind for _, kind in seen}
    moved = Counter(name for name, _ in seen.elements())
    tell(f"seed {SEED}, {rounds} edits: {dict(sorted(moved.items()))} by {sorted(kinds)}")
    if rounds >= ENOUGH:  # edits that no derivation heeds prove nothing
        assert ({one.name for one in table}, KINDS) == (moved.keys(), kinds)
