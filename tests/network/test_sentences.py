"""Sentences on numbers: all gaps in committed files, all others in one, and the rules of both languages over them.

`python -m tests.network.test_sentences` writes the files anew; read what changed like code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.errors import Language
from graph_service.model.measures import MEASURES
from graph_service.network.sentences import (
    BROKERAGE_ROLES,
    DIFFUSION_LABELS,
    PART_LABELS,
    PART_UNITS,
    RANKING_LABELS,
    SECTOR_NOUNS,
    AgainstChance,
    BacktestFacts,
    CandidateFacts,
    GapFacts,
    Place,
    Words,
    backtest_sentence,
    candidate_sentence,
    gap_sentence,
)
from tests.network import hungarian_checks as checks
from tests.network.drawn_facts import PAIRS, ROOT, VERDICTS, gap_facts, places
from tests.network.other_sentences import other_sentences

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES: tuple[Language, ...] = ("hu", "en")
CHECKS = {"hu": checks.HUNGARIAN, "en": checks.ENGLISH}
PACKAGE = ROOT / "graph_service" / "network" / "sentences"


def gap_lines(language: Language) -> Iterator[str]:
    """A line for each place, pair of sectors and verdict: the key, a tab, the sentence."""
    for key, facts in gap_facts():
        yield f"{key}\t{gap_sentence(facts, language)}"


def other_lines(language: Language) -> Iterator[str]:
    """A line for each form of the other sentences."""
    for key, sentence in other_sentences(language):
        yield f"{key}\t{sentence}"


FILES = {
    f"{name}.{language}.txt": (lines, language)
    for name, lines in (("gaps", gap_lines), ("others", other_lines))
    for language in LANGUAGES
}


def write() -> None:
    """Write the committed files anew."""
    for name, (lines, language) in FILES.items():
        text = "".join(f"{line}\n" for line in lines(language))
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def committed(name: str) -> list[str]:
    """The lines of a committed file."""
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", FILES)
def test_sentences_are_the_committed_ones(name: str) -> None:
    lines, language = FILES[name]
    assert list(lines(language)) == committed(name), "python -m tests.network.test_sentences writes them anew"


def test_all_places_pairs_and_verdicts_stand_in_the_files() -> None:
    assert (len(list(places())), len(PAIRS), len(VERDICTS)) == (29, 6, 5)
    for language in LANGUAGES:
        keys = [line.split("\t")[0] for line in committed(f"gaps.{language}.txt")]
        assert len(set(keys)) == len(keys) == 29 * 6 * 5


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        (checks.plurals_after_numbers, "Itt 38 intézmények vannak.", "Itt 38 intézmény van."),
        (checks.plurals_after_numbers, "Van 2 közös együttműködések.", "Van 2 közös együttműködés, sok."),
        (checks.plurals_after_numbers, "A 3 könyvtáraknak jó.", "A 3 könyvtárnak jó."),
        (checks.glued_suffixes, "Zala-ban él.", "Zala megye területén, 95%-os sávban."),
        (checks.glued_suffixes, "A 5-öt kéri.", "Találkozik-e?"),
        (checks.glued_suffixes, "3km távolság.", "3 km távolság."),
        (checks.wrong_articles, "A alma piros.", "Az alma piros."),
        (checks.wrong_articles, "Az körte zöld.", "A körte zöld."),
        (checks.wrong_articles, "A 5 közül.", "Az 5 közül."),
        (checks.wrong_articles, "A 1\u00a0234 közül.", "Az 1\u00a0234 közül."),
        (checks.wrong_articles, "Az 108 közül.", "A 108 közül."),
        (checks.wrong_numbers_hu, "Ez 5.3 km.", "Ez 5,3 km."),
        (checks.wrong_numbers_hu, "Ez 1,234 km.", "Ez 1\u00a0234 km, 2019. 08. 01. óta."),
        (checks.wrong_numbers_hu, "Ez 1 234 km.", "Ez 0,001 km."),
        (checks.wrong_numbers_en, "It is 5,3 km.", "It is 5.3 km, since 1 August 2019."),
        (checks.wrong_numbers_en, "It is 1\u00a0234 km.", "It is 1,234 km."),
        (checks.loose_ends, "Két  szóköz.", "Egy szóköz."),
        (checks.loose_ends, "Nincs pont", "Van pont."),
        (checks.loose_ends, "Üres {hely}.", "Teli hely."),
        (checks.loose_ends, "kisbetűvel.", "Nagybetűvel."),
        (checks.straight_quotes, 'Egy "idézet".', "Egy „idézet”."),
        (checks.untranslated_hu, "Itt chance van.", "Itt véletlen van."),
        (checks.untranslated_en, "A könyvtár is here.", "A library in Zala County."),
        (checks.familiar_address, "Nézd meg.", "Nézze meg."),
        (checks.denied_gaps, "There is no gap here.", "There is no evidence of a gap."),
    ],
)
def test_the_checks_notice_what_is_wrong(check: checks.Check, wrong: str, right: str) -> None:
    assert list(check(wrong)) != []
    assert list(check(right)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f"{place}-ban"', 1),
        ('f"{noun}s"', 1),
        ('noun + "ok"', 1),
        ('f"{low}–{high} km"', 0),
        ('f"{place} megye"', 0),
        ('"a" + "b"', 0),
    ],
)
def test_the_search_for_glued_variables_itself(source: str, found: int) -> None:
    assert len(list(checks.glued_variables(source))) == found


@pytest.mark.parametrize("name", FILES)
def test_sentences_keep_the_rules_of_their_language(name: str) -> None:
    language = FILES[name][1]
    broken = [
        f"{check.__name__}: {fault!r} in {line}"
        for line in committed(name)
        for check in CHECKS[language]
        for fault in check(line.split("\t")[1])
    ]
    assert broken == []


def test_labels_keep_the_rules_too() -> None:
    words = [*PART_LABELS.values(), *PART_UNITS.values(), *RANKING_LABELS.values(), *DIFFUSION_LABELS.values()]
    words += [one for role in BROKERAGE_ROLES.values() for one in (role.label, role.meaning)]
    for one in words:
        hu = [fault for check in checks.HUNGARIAN if check is not checks.loose_ends for fault in check(one.hu)]
        assert (one.hu, hu) == (one.hu, [])
        assert (one.en, list(checks.untranslated_en(one.en))) == (one.en, [])


def test_parts_and_roles_have_their_words() -> None:
    parts = ["DISTANCE", "ADAMIC_ADAR", "RESOURCE_ALLOCATION", "MENTORS", "TRAININGS", "THEMES", "SECTOR", "ACTIVITY"]
    assert list(PART_LABELS) == list(PART_UNITS) == parts
    measured = {measure.name.upper(): (measure.hu, measure.en) for measure in MEASURES}
    assert {name: measured[name][0] for name in BROKERAGE_ROLES} == {
        name: role.label.hu for name, role in BROKERAGE_ROLES.items()
    }


def test_every_sector_of_the_vocabulary_has_its_nouns() -> None:
    schemes = json.loads((ROOT / "seed" / "vocabularies.json").read_text(encoding="utf-8"))["schemes"]
    sector = next(one for one in schemes if one["id"] == "sector")
    assert {concept["code"] for concept in sector["concepts"]} == set(SECTOR_NOUNS)


def test_no_text_goes_on_right_after_a_variable() -> None:
    assert [
        f"{path.name}: {found}"
        for path in sorted(PACKAGE.glob("*.py"))
        for found in checks.glued_variables(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_are_told_by_their_words(language: Language) -> None:
    said = {
        "UNDER_CONNECTED": Words("kevesebb, mint amit a véletlen magyarázna", "fewer than chance would explain"),
        "OVER_CONNECTED": Words("több, mint amit a véletlen magyarázna", "more than chance would explain"),
        "AS_EXPECTED": Words("Hiányra nincs bizonyíték", "There is no evidence of a gap"),
        "INSUFFICIENT_DATA": Words("Kevés az adat az ítélethez", "There is not enough data for a verdict"),
        "NO_ACTIVITY": Words("nem vizsgálható", "cannot be tested"),
    }
    for line in committed(f"gaps.{language}.txt"):
        verdict = line.split("\t")[0].split()[-1]
        assert [name for name, words in said.items() if words.in_(language) in line] == [verdict]


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_little_data_says_what_it_would_take(language: Language) -> None:
    rows = [line for line in committed(f"gaps.{language}.txt") if "INSUFFICIENT_DATA" in line]
    assert all(("kellene hozzá." if language == "hu" else "It would take") in line for line in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_seen_is_never_the_figure_zero(language: Language) -> None:
    for line in committed(f"gaps.{language}.txt"):
        sentence = line.split("\t")[1]
        assert not re.search(
            r"(?<![\d,.–])0(?![\d,.–])(?! és 1)", sentence.replace("sáv: 0)", "").replace("range: 0)", "")
        )
        if "NO_ACTIVITY" in line:
            assert not re.search(r"\d", sentence)


def test_a_row_reads_as_a_methodologist_would_say_it() -> None:
    facts = GapFacts(
        Place("COUNTY", Words("Zala", "Zala County")),
        "museum",
        "library",
        AgainstChance("UNDER_CONNECTED", 2, 5.3, 3, 9, 0.012, 0.001, 108),
        14,
        20,
    )
    assert gap_sentence(facts, "hu") == (
        "Zala megye területén múzeum és könyvtár 2 közös együttműködésben találkozott; a véletlen alapján 5,3 várható "
        "(95%-os sáv: 3–9). Ez jóval kevesebb, mint amit a véletlen magyarázna (q = 0,012): az ennyire vagy még inkább "
        "eltérő eredményeknek várhatóan legfeljebb 1,2 százaléka téves riasztás."
    )
    assert gap_sentence(facts, "en") == (
        "In Zala County, museums and libraries met in 2 joint collaborations; chance would give 5.3 (95% range: 3–9). "
        "This is far fewer than chance would explain (q = 0.012): of results this far off or farther, at most 1.2 per "
        "cent are expected to be false alarms."
    )


def test_a_number_beside_the_range_is_no_finding_among_many_tests() -> None:
    numbers = AgainstChance("AS_EXPECTED", 1, 5.5, 2, 9, 0.11, 0.004, 108)
    facts = GapFacts(Place("COUNTY", Words("Vas", "Vas County")), "museum", "museum", numbers, 9, 9)
    assert "a szám kilóg a sávból, de 108 egyidejű vizsgálat mellett" in gap_sentence(facts, "hu")


@pytest.mark.parametrize(("family", "most"), [(6, "4,8"), (48, "6,9"), (108, "7,7")])
def test_what_a_verdict_takes_grows_with_the_number_of_tests(family: int, most: str) -> None:
    numbers = AgainstChance("INSUFFICIENT_DATA", 0, 1.2, 0, 4, None, 0.3, family)
    facts = GapFacts(Place("COUNTRY", Words("Magyarország", "Hungary")), "museum", "library", numbers, 9, 9)
    assert f"egyidejű vizsgálat miatt akár {most} véletlen" in gap_sentence(facts, "hu")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chance_is_told_only_where_there_is_one(language: Language) -> None:
    pair = ("Petőfi Könyvtár", "Városi Múzeum", 12.3, 2, True, 0, 0, True)
    per_cent = "4,2 százalék az esélye" if language == "hu" else "is 4.2 per cent"
    assert per_cent in candidate_sentence(CandidateFacts(*pair, probability=0.042), language)
    refused = "Esélyt nem közlünk" if language == "hu" else "No chance is told"
    assert refused in candidate_sentence(CandidateFacts(*pair, probability=None), language)


def test_only_a_better_model_gives_the_order() -> None:
    for verdict, holds in (
        ("BETTER", False),
        ("NOT_DISTINGUISHABLE", True),
        ("WORSE", True),
        ("TOO_FEW_POSITIVES", True),
    ):
        facts = BacktestFacts(verdict, 40, 30, 0.8, 0.7, 0.9, "ADAMIC_ADAR", 0.75)  # type: ignore[arg-type]
        assert ("Ezért a közös partnerek szerinti sorrend érvényes" in backtest_sentence(facts, "hu")) is holds


if __name__ == "__main__":
    write()
