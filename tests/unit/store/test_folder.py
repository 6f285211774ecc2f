"""The data folder: rights, version, private files, one holder."""

import json
import stat

import pytest

from graph_service.errors import SettingsError
from graph_service.store import _folder

CURRENT = _folder.READABLE_ENGINES[-1]


def test_a_new_folder_gets_private_passwords_that_stay(tmp_path):
    folder = tmp_path / "data"
    _folder.prepare(folder, CURRENT)
    before = [_folder.password(folder, user) for user in ("root", "reader")]
    _folder.prepare(folder, CURRENT)
    assert [_folder.password(folder, user) for user in ("root", "reader")] == before
    assert len(set(before)) == 2
    for name in ("root.password", "reader.password", "config/server-users.jsonl"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_users_file_holds_no_password(tmp_path):
    _folder.prepare(tmp_path, CURRENT)
    users = (tmp_path / "config" / "server-users.jsonl").read_text()
    assert [json.loads(line)["name"] for line in users.splitlines()] == ["root", "reader"]
    assert _folder.password(tmp_path, "reader") not in users


@pytest.mark.parametrize("mark", ['{"format": 99, "engine": "26.10.2"}', '{"format": 1, "engine": "99.1"}', "{", "[]"])
def test_a_folder_of_another_version_is_refused_by_name(tmp_path, mark):
    (tmp_path / "kalaka.json").write_text(mark)
    with pytest.raises(SettingsError) as caught:
        _folder.prepare(tmp_path, CURRENT)
    assert caught.value.code == "DATA_DIR_VERSION"
    assert str(tmp_path) in str(caught.value)
    assert CURRENT in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kalaka.json"]


def test_databases_of_unknown_origin_are_refused(tmp_path):
    (tmp_path / "databases").mkdir()
    with pytest.raises(SettingsError) as caught:
        _folder.prepare(tmp_path, CURRENT)
    assert caught.value.code == "DATA_DIR_VERSION"


def test_a_folder_below_a_file_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        _folder.prepare(tmp_path / "file" / "data", CURRENT)
    assert caught.value.code == "DATA_DIR_DENIED"
    assert "KALAKA_DATA_DIR" in caught.value.text("hu")


def test_one_holder_at_a_time(tmp_path):
    first = _folder.FolderLock.take(tmp_path)
    assert first is not None
    assert _folder.FolderLock.take(tmp_path) is None
    first.release()
    second = _folder.FolderLock.take(tmp_path)
    assert second is not None
    second.release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid": 1, "other": 2}'])
def test_a_broken_announcement_counts_as_none(tmp_path, text):
    (tmp_path / "engine.json").write_text(text)
    assert _folder.announced(tmp_path) is None
