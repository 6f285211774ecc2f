"""Reading takes the same memory however many rows a file has. `python -m bench.importing` measures a million."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.importing import FORMATS, measured

ROWS = {"csv": 200_000, "jsonl": 200_000, "xlsx": 50_000}
"""A workbook takes several times as long, to be made and to be read."""
_MOST_MB = 120
"""Python, the model and the libraries take 60 MB of it; the table of what was seen, 16 bytes a row and its slack."""


@pytest.mark.alone
@pytest.mark.parametrize("format_", FORMATS)
def test_rows_stream(format_: str, tmp_path: Path) -> None:
    number = ROWS[format_]
    found = measured(number, format_, tmp_path)
    assert {name: found[name] for name in found if name not in ("seconds", "MB")} == {"NodeRow": number}
    assert found["MB"] < _MOST_MB
