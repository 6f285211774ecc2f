"""The folder of the embedded engine: held by another process, of another version, or no folder at all."""

import os
from dataclasses import replace

import pytest

from graph_service.errors import SettingsError
from graph_service.store import _folder
from graph_service.store.embedded import open_engine
from graph_service.store.open import open_store

pytestmark = [pytest.mark.anyio, pytest.mark.embedded]


async def test_a_holder_that_never_answers_is_named(own, monkeypatch):
    monkeypatch.setattr("graph_service.store.embedded._START_SECONDS", 0.3)
    own.data_dir.mkdir()
    lock = _folder.FolderLock.take(own.data_dir)
    assert lock is not None
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    lock.release()
    assert caught.value.code == "ENGINE_HELD"
    assert str(os.getpid()) in str(caught.value)


async def test_an_owner_of_another_version_is_not_attached_to(own):
    async with open_store(own):
        running = _folder.announced(own.data_dir)
        assert running is not None
        _folder.announce(own.data_dir, replace(running, engine="99.1"))
        with pytest.raises(SettingsError) as caught:
            await open_engine(own.data_dir, "1g")
        assert caught.value.code == "DATA_DIR_VERSION"
        assert "99.1" in str(caught.value)


async def test_a_folder_of_another_version_is_refused_untouched_and_let_go(own):
    own.data_dir.mkdir()
    (own.data_dir / "kalaka.json").write_text('{"format": 1, "engine": "20.1"}')
    for _ in range(2):  # the second time: the lock was released
        with pytest.raises(SettingsError) as caught:
            await open_engine(own.data_dir, "1g")
        assert caught.value.code == "DATA_DIR_VERSION"
    assert not (own.data_dir / "databases").exists()


@pytest.mark.parametrize("folder", ["file/below", "file"])
async def test_a_folder_that_cannot_be_one_is_refused_in_words(tmp_path, folder):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        await open_engine(tmp_path / folder, "1g")
    assert caught.value.code == "DATA_DIR_DENIED"
    assert "KALAKA_DATA_DIR" in caught.value.text("en")


async def test_a_folder_without_rights_is_refused_in_words(own):
    # A file that cannot be replaced; chmod would not stop root, who runs tests in containers.
    (own.data_dir / "kalaka.json").mkdir(parents=True)
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    assert caught.value.code == "DATA_DIR_DENIED"
    assert str(own.data_dir) in caught.value.text("hu")
    assert "Is a directory" in caught.value.text("hu")
