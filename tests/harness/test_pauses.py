"""What lives between two files of tests is looked at no more, and garbage is not kept by that."""

from __future__ import annotations

import gc
import weakref

from tests.pauses import keep_what_lives


class Ring:
    """Reaches itself, so that only a collection finds it."""

    def __init__(self) -> None:
        self.itself = self


_LIVES = Ring()


def test_every_file_of_tests_begins_with_it() -> None:
    assert all(seen is not _LIVES for seen in gc.get_objects())


def test_what_lives_is_frozen_and_garbage_goes() -> None:
    lives, garbage = Ring(), weakref.ref(Ring())
    keep_what_lives()
    assert garbage() is None
    assert all(seen is not lives for seen in gc.get_objects())
