"""The list of mutants: long enough, and every one still fits the code and names tests that exist."""

from __future__ import annotations

import pytest

from tests.case_files import all_cases
from tests.mutants.catalogue import PACKAGE, Mutant, catalogue

MUTANTS = catalogue()


def test_there_are_at_least_thirty_with_names_of_their_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_fits_the_code(mutant: Mutant) -> None:
    source = (PACKAGE / mutant.file).read_text(encoding="utf-8")
    changed = mutant.applied(source)
    assert changed != source
    compile(changed, mutant.file, "exec")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_names_cases_that_exist(mutant: Mutant) -> None:
    cases = {case.name for case in all_cases()}
    assert [killer for killer in mutant.killers if not killer.startswith("tests/") and killer not in cases] == []
