"""The scopes a key can have, each with what it lets its holder do."""

from __future__ import annotations

READ = "read"
READ_PEOPLE = "read:people"
ANALYSE = "analyse"
WRITE = "write"
IMPORT = "import"
DOCUMENTS = "documents"
ADMIN = "admin"

SCOPES: dict[str, str] = {
    READ: "Ask for everything that is public; what nobody needs a key for.",
    READ_PEOPLE: "Also names and other guarded fields of people, and small counts of them.",
    ANALYSE: "The roots of network analysis at the rate of the key.",
    WRITE: "Change data, in the counties of the key where it names some.",
    IMPORT: "Import files, in the counties of the key where it names some.",
    DOCUMENTS: "Register documents for `/d/`.",
    ADMIN: "See metrics and explanations of operations; manage keys.",
}

PUBLIC: frozenset[str] = frozenset({READ, ANALYSE})
"""What everybody may without a key."""
