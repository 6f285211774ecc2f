"""What has survived a long collection is looked at no more; after a short one nothing changes."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests import pauses
from tests.pauses import ShortPauses


@pytest.fixture
def nothing_frozen() -> Iterator[None]:
    """And no collection of its own comes between."""
    before = gc.get_freeze_count()
    gc.disable()
    gc.unfreeze()
    yield
    if before:
        gc.freeze()
    gc.enable()


def collected(generation: int) -> int:
    """How many objects are out of sight after a collection that a callback was told of."""
    callback = ShortPauses()
    callback("start", {"generation": generation})
    callback("stop", {"generation": generation})
    return gc.get_freeze_count()


@pytest.mark.usefixtures("nothing_frozen")
@pytest.mark.parametrize(("generation", "long", "kept"), [(2, 0.0, True), (1, 0.0, False), (2, 60.0, False)])
def test_only_a_long_full_collection_freezes_what_survived(
    generation: int, long: float, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pauses, "_LONG_SECONDS", long)
    assert (collected(generation) > 0) is kept


def test_every_run_has_it() -> None:
    assert any(isinstance(callback, ShortPauses) for callback in gc.callbacks)
