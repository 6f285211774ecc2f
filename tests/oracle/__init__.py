"""A second answer to every case: GraphQL documents read against the files of `kalaka seed --out`, in plain Python.

It imports nothing of the service. graphql-core parses and executes; what every field, filter, order and page means is
written here a second time, from DOMAIN.md, and everything derived (ties, socialised operation, phases, nearest
settlements, indicators) is computed here again from the rows it is derived from.
"""

from tests.oracle.answer import Oracle
from tests.oracle.cursors import CursorBook, cursor_keys

__all__ = ["CursorBook", "Oracle", "cursor_keys"]
