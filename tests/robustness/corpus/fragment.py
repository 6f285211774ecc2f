"""Fragments that multiply, turn in circles, or are compared with each other."""

from tests.robustness.corpus.entry import document


def _chain(kind: str, length: int, inner: str, links: str = "...F{next}") -> str:
    every = "".join(f"fragment F{n} on {kind} {{ {links.format(next=n + 1)} }} " for n in range(length))
    return f"{every}fragment F{length} on {kind} {{ {inner} }}"


_WEB = " ".join(
    f"fragment F{n} on Query {{ " + " ".join(f"...F{other}" for other in range(30) if other != n) + " }"
    for n in range(30)
)
_ALIKE = "".join(f" fragment F{n} on County {{ id nuts3 }}" for n in range(150))
_SPREADS = "".join(f" ...F{n}" for n in range(150))

ENTRIES = {
    "doubled 60 times": document(
        "{ ...F0 } " + _chain("Query", 60, "dataVersion", "...F{next} ...F{next}"), "LIMIT_FIELDS"
    ),
    "doubled with aliases": document(
        "{ ...F0 } " + _chain("Query", 30, "dataVersion", "a: dataVersion ...F{next} ...F{next}"), "LIMIT_FIELDS"
    ),
    "doubled directives": document(
        "{ ...F0 } " + _chain("Query", 8, "dataVersion", "...F{next} @skip(if: true) ...F{next}"), "LIMIT_DIRECTIVES"
    ),
    "deep through fragments": document(
        "{ counties { nodes { ...F0 } } } "
        + _chain("County", 5, "id", "institutions {{ nodes {{ county {{ ...F{next} }} }} }}"),
        "LIMIT_DEPTH",
    ),
    "a chain of 240": document("{ ...F0 } " + _chain("Query", 240, "dataVersion"), "LIMIT_VALIDATION"),
    "a fragment of itself": document("{ ...F } fragment F on Query { ...F }", "FRAGMENT_CYCLE"),
    "two in a circle": document("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "FRAGMENT_CYCLE"),
    "30 that all lead to all": document("{ ...F0 } " + _WEB, "FRAGMENT_CYCLE"),
    "one that is not there": document("{ ...Nowhere }", "FRAGMENT_UNKNOWN"),
    "240 that nothing spreads": document(
        "{ dataVersion }" + "".join(f" fragment F{n} on County {{ id }}" for n in range(240)), "FRAGMENT_UNUSED"
    ),
    "one field 1,900 times where nothing spreads it": document(
        "{ dataVersion } fragment F on Query {" + " dataVersion" * 1_900 + " }", "LIMIT_FIELDS"
    ),
    "conflicts where nothing spreads them": document(
        "{ dataVersion } fragment F on County {" + " a: id a: nuts3" * 330 + " }", "LIMIT_FIELDS"
    ),
    "150 that are compared with each other": document(
        f"{{ counties {{ nodes {{{_SPREADS} }} }} }}{_ALIKE}", "LIMIT_VALIDATION"
    ),
    "190 inline fragments that are compared with each other": document(
        "{ counties {" + " ... on CountyConnection { nodes { id } }" * 190 + " } }", "LIMIT_VALIDATION"
    ),
    "60 fields that conflict": document(
        "{ counties { nodes {"
        + "".join(f" institutions(first: {n % 7 + 1}) {{ nodes {{ id }} }}" for n in range(60))
        + " } } }",
        "FIELDS_CONFLICT",
    ),
    "two of one name": document(
        "{ ...F } fragment F on Query { dataVersion } fragment F on Query { dataVersion }", "FRAGMENT_TWICE"
    ),
    "of a type that can never be": document("{ counties { ... on Query { dataVersion } } }", "FRAGMENT_PLACE"),
    "of a scalar": document("{ ... on Int { a } }", "FRAGMENT_PLACE"),
    "of types that are not there": document(
        "{ ...F0 }" + "".join(f" fragment F{n} on T{n} {{ id }}" for n in range(240)), "TYPE_UNKNOWN"
    ),
}
