"""Texts in cells of files, so that no spreadsheet takes one for a formula, and back without a loss.

A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets a `'` in front, which spreadsheets take for
"this is text". So does one that begins with any number of `'` before one of these, or is made of `'` alone; otherwise
taking the protection away could not tell what was there before. The empty text is a lone `'`: an empty cell is nothing.
"""

from __future__ import annotations

import re

_GETS_ONE = re.compile(r"'*(?:[=+\-@\t\r]|\Z)")
_HAS_ONE = re.compile(r"'+(?:[=+\-@\t\r]|\Z)")


def protected(text: str) -> str:
    """`text` as a cell that is no formula.

    >>> [protected(text) for text in ("=1+1", "'=1", "Béla", "'s", "")]
    ["'=1+1", "''=1", 'Béla', "'s", "'"]
    """
    return f"'{text}" if _GETS_ONE.match(text) else text


def unprotected(cell: str) -> str:
    """The text that was `protected`; a cell that is not stays as it is."""
    return cell[1:] if cell.startswith("'") and _HAS_ONE.match(cell) else cell
