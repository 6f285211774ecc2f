"""Migration files: names, numbers, statements, checksums."""

import pytest

from graph_service.errors import SettingsError
from graph_service.store.migrations import read_migrations


def test_files_are_read_in_order_and_split_at_semicolons_that_end_a_line(tmp_path):
    (tmp_path / "0002_later.cypher").write_text("RETURN 2;\n", encoding="utf-8")
    (tmp_path / "0001_first.cypher").write_text(
        "// a comment;\nRETURN ';' AS a;\n\nRETURN\n  1;  \nRETURN 3", encoding="utf-8"
    )
    first, later = read_migrations(tmp_path)
    assert (first.id, first.name) == ("migration:0001", "0001_first")
    assert first.statements == ("RETURN ';' AS a", "RETURN\n  1", "RETURN 3")
    assert later.statements == ("RETURN 2",)


def test_line_ends_do_not_change_the_checksum(tmp_path):
    checksums = set()
    for ending in (b"\n", b"\r\n"):
        (tmp_path / "0001_a.cypher").write_bytes(b"RETURN 1;" + ending + b"RETURN 2;" + ending)
        checksums.add(read_migrations(tmp_path)[0].checksum)
    assert len(checksums) == 1


@pytest.mark.parametrize("name", ["1_short.cypher", "0001-dash.cypher", "0001_Upper.cypher", "later.cypher"])
def test_a_misnamed_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text("RETURN 1;", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_migrations(tmp_path)
    assert caught.value.code == "MIGRATION_NAME"
    assert name in str(caught.value)


def test_a_number_used_twice_is_refused(tmp_path):
    for name in ("0001_a.cypher", "0001_b.cypher"):
        (tmp_path / name).write_text("RETURN 1;", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_migrations(tmp_path)
    assert caught.value.code == "MIGRATION_NAME"


def test_a_folder_without_migrations_is_refused(tmp_path):
    with pytest.raises(SettingsError) as caught:
        read_migrations(tmp_path)
    assert caught.value.code == "MIGRATION_FOLDER"
