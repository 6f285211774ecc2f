"""docs/import.md shows what its commands print."""

from __future__ import annotations

from pathlib import Path

from tests.importing.transcript import PAGE, ran_on_a_copy


def test_the_transcript_is_what_the_commands_print(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    commands = {line.split()[2] for line in page.splitlines() if line.startswith("$ kalaka ")}
    assert commands >= {"template", "import", "query", "undo", "export", "register", "purge"}
    assert "Traceback" not in page
    assert "Error:" not in page
    assert ran_on_a_copy(page, tmp_path) == page
