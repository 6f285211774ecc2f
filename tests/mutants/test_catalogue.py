"""The list of mutants: long enough, and every one still fits the code and names tests that exist."""

from __future__ import annotations

import pytest

from tests.case_files import all_cases
from tests.mutants.catalogue import Mutant, catalogue, chosen, read
from tests.mutants.fault import put_in_place

MUTANTS = catalogue()
LISTED = """What is above the first one is not read.

=== bound as beyond
why: the bound itself belongs
file: operators.py
kills: filters/ranges tests/test_variables.py
{more}--- old
<=
--- new
<

=== nothing left
why: it is needed
file: ../model/arrows.py
kills: filters/ranges
--- old
documents: needed
--- new
"""


def test_there_are_at_least_thirty_with_names_of_their_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_fits_the_code(mutant: Mutant) -> None:
    source = mutant.path.read_text(encoding="utf-8")
    changed = mutant.applied(source)
    assert changed != source
    compile(changed, mutant.file, "exec")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_names_cases_that_exist(mutant: Mutant) -> None:
    cases = {case.name for case in all_cases()}
    assert [killer for killer in mutant.killers if not killer.startswith("tests/") and killer not in cases] == []


def test_list_is_read() -> None:
    one, other = read(LISTED.format(more=""))
    assert (one.name, one.killers, one.changes) == (
        "bound as beyond",
        ("filters/ranges", "tests/test_variables.py"),
        (("<=", "<"),),
    )
    assert (one.module, other.module) == ("graph_service.query.operators", "graph_service.model.arrows")
    assert other.changes == (("documents: needed", ""),)
    assert one.hidden == other.hidden == ""


def test_what_documents_cannot_show_has_its_reason() -> None:
    one, other = read(LISTED.format(more="documents: cannot show it: a refusal\n"))
    assert (one.hidden, other.hidden) == ("a refusal", "")
    with pytest.raises(ValueError, match="cannot show it"):
        list(read(LISTED.format(more="documents: seldom\n")))


def test_words_choose_by_name() -> None:
    assert chosen(()) == MUTANTS
    assert {mutant.name for mutant in chosen(["OR as AND", "tie-break dropped"])} == {
        "OR as AND",
        "id tie-break dropped",
    }


def test_a_module_that_is_imported_already_takes_no_fault() -> None:
    (mutant,) = chosen(["OR as AND"])
    __import__(mutant.module)
    with pytest.raises(RuntimeError, match=r"graph_service\.query\.predicates is imported already"):
        put_in_place(mutant)
