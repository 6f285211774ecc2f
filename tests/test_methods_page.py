"""docs/methods.md: each number has its paragraph in both languages, and the figures there are those of the code."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from graph_service.model.measures import MEASURES
from graph_service.model.wording import whole
from graph_service.network import hypothetical, mixing, series
from graph_service.network.brokerage import LEAST_PAIRS
from graph_service.network.candidates.backtest import FEWEST_POSITIVES, HORIZON, PRECISION_AT
from graph_service.network.candidates.pairs import MOST_OF_ONE
from graph_service.network.candidates.resampling import FEWEST_COUNTIES, RESAMPLES
from graph_service.network.chance import exact, shrinkage
from graph_service.network.chance.multiple import LEVEL
from graph_service.network.communities import OTHER_SEEDS, SEED
from graph_service.network.compare.parts import SAME_COMMUNITY
from graph_service.network.completeness import THRESHOLD
from graph_service.network.county_pairs import BANDS_KM, LEAST_EXPECTED
from graph_service.network.coverage import ACTIVITY_DAYS, MAX_KM, STALE_AFTER_DAYS
from graph_service.network.diffusion import MIN_PARTS, PARTS
from graph_service.network.diffusion.similar import PEERS
from graph_service.network.measures import between
from graph_service.network.sentences.words import ALPHA
from graph_service.network.sphere import EARTH_KM
from tests.network.hungarian_checks import plurals_after_numbers, wrong_articles

pytestmark = pytest.mark.static

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "methods.md").read_text(encoding="utf-8")
# Beside those of the measures: one for each root of the analysis, and for what several roots share.
ROOTS = (
    *("summary", "gaps", "activity-gaps", "openness", "candidates", "brokerage", "fragility", "coverage", "diffusion"),
    *("what-if", "compare", "series"),
)
SHARED = ("projection", "multiple-testing", "shrinkage", "backtest", "completeness")
ENGLISH = ("Definition", "Reading", "When not to trust it")
HUNGARIAN = ("Meghatározás", "Olvasása", "Mikor ne bízzon benne")
BOTH = ("Formula · Képlet", "Source · Forrás")


def sections() -> dict[str, str]:
    """Anchor to its section, white space made plain."""
    found = re.split(r'<a id="([\w-]+)"></a>\n\n## ', PAGE.partition("\n## References")[0])
    return {anchor: re.sub(r"[ \n]+", " ", text) for anchor, text in zip(found[1::2], found[2::2], strict=True)}


def part(section: str, name: str) -> str:
    """The paragraph of a section that begins with `name`."""
    start = section.index(f"**{name}.**")
    ends = [at for other in (*ENGLISH, *HUNGARIAN, *BOTH) if (at := section.find(f"**{other}.**")) > start]
    return section[start : min(ends, default=len(section))].removeprefix(f"**{name}.**").strip()


def test_every_number_has_its_section_once() -> None:
    wanted = {measure.anchor for measure in MEASURES} | set(ROOTS) | set(SHARED)
    assert set(sections()) == wanted
    anchors = re.findall(r'<a id="([\w-]+)"></a>', PAGE)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("anchor", sections())
def test_a_section_has_all_its_parts_in_both_languages(anchor: str) -> None:
    section = sections()[anchor]
    assert [section.count(f"**{name}.**") for name in (*ENGLISH, *HUNGARIAN, *BOTH)] == [1] * 8
    assert re.match(r"[^·*]+ · [^·*]+ \*\*|[^·*]+ · [^·*]+ <a id", section), "a heading in both languages"
    for name in (*ENGLISH, *HUNGARIAN):
        assert len(part(section, name)) > 40, name
    for english, hungarian in zip(ENGLISH, HUNGARIAN, strict=True):
        lengths = len(part(section, english)), len(part(section, hungarian))
        assert 0.6 < lengths[0] / lengths[1] < 1.6, f"{english} and {hungarian} do not say the same"
        assert re.search(r"[áéíóöőúüű]", part(section, hungarian))
        assert not re.search(r"[áéíóöőúüű]", part(section, english))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.name)
def test_a_measure_is_named_where_its_anchor_leads(measure) -> None:  # type: ignore[no-untyped-def]
    section = sections()[measure.anchor]
    for name in ("Definition", "Meghatározás"):
        assert f"`{measure.name}`" in part(section, name)


def test_links_within_the_page_lead_somewhere() -> None:
    anchors = set(re.findall(r'<a id="([\w-]+)"></a>', PAGE))
    assert {link for link in re.findall(r"\]\(#([\w-]+)\)", PAGE)} <= anchors


def test_every_source_is_among_the_references_and_the_other_way_round() -> None:
    listed = PAGE.partition("\n## References")[2]
    entries = {
        (name, year)
        for line in listed.splitlines()
        if line.startswith("- ")
        for name in [re.match(r"- ([^,]+),", line)[1]]  # type: ignore[index]
        for year in re.findall(r"\b(\d{4}):", line)
    }
    sources = " ".join(part(section, "Source · Forrás") for section in sections().values())
    cited = set()
    for found in re.finditer(r"((?:le |van )?[A-ZÁÉ][\wáéüö-]+)[^;()·]*? ((?:\d{4}(?:, )?)+)", sources):
        cited |= {(found[1], year) for year in re.findall(r"\d{4}", found[2])}
    assert cited == entries


def test_hungarian_articles_and_numbers_are_right() -> None:
    for anchor, section in sections().items():
        for name in HUNGARIAN:
            text = re.sub(r"`[^`]*`|\]\([^)]*\)|[*\[]", "", part(section, name))
            # After a comma it is mostly the pronoun, which stands before any sound.
            text = text.replace(", az ", ", ").replace("az α", "az alfa")
            assert (anchor, list(wrong_articles(text))) == (anchor, [])
            assert (anchor, list(plurals_after_numbers(text))) == (anchor, [])
            assert (anchor, re.findall(r"\d\.\d", text)) == (anchor, [])


_BANDS = f"{', '.join(f'{km:.0f}' for km in BANDS_KM)} km"
_WEAKEST, _STRONGEST = shrinkage.WEAKEST, f"{shrinkage.STRONGEST:.0f}"
FIGURES = [
    ("gaps", f"{whole(exact.LARGEST, 'en')} · ", f" · {whole(exact.LARGEST, 'hu')}"),
    ("shrinkage", f"α between {_WEAKEST} and {_STRONGEST}", f"α 0,5 és {_STRONGEST} között"),
    ("openness", f"at least {LEAST_EXPECTED:.0f} joint", f"legalább {LEAST_EXPECTED:.0f} közös"),
    ("openness", _BANDS, _BANDS),
    ("compare", f"a Jaccard of {SAME_COMMUNITY}", "(0,5-ös Jaccard-értéktől"),
    ("completeness", f"Below {THRESHOLD:.0%}", f"{THRESHOLD:.0%} alatt"),
    ("multiple-testing", f"q ≤ {ALPHA}", f"q ≤ {ALPHA}".replace(".", ",")),
    ("gaps", f"only from about {math.log(108 / ALPHA):.1f} on", "csak nagyjából 7,7 felett"),
    ("candidates", f"at most {MOST_OF_ONE} an institution", f"legfeljebb {MOST_OF_ONE}"),
    ("candidates", f"R = {EARTH_KM} km", f"R = {EARTH_KM} km"),
    ("backtest", f"made {HORIZON} days before", f"{HORIZON} nappal"),
    ("backtest", f"fewer than {FEWEST_POSITIVES} new ties", f"{FEWEST_POSITIVES} új kapcsolatnál"),
    ("backtest", f"counties drawn {RESAMPLES} times", f"{RESAMPLES} sorsolás a megyékből"),
    ("backtest", f"fewer than {FEWEST_COUNTIES} counties", f"{FEWEST_COUNTIES} megyénél"),
    ("backtest", f"Precision at {PRECISION_AT}", f"A {PRECISION_AT}-as pontosság"),
    ("betweenness", f"Above {whole(between.MOST_EXACT, 'en')}", f"{whole(between.MOST_EXACT, 'hu')} kapcsolattal"),
    ("betweenness", f"from {between.PIVOTS} starting points", f"{between.PIVOTS} kiindulópontból"),
    ("communities", f"seed {SEED}", f"{SEED}-es kezdőérték"),
    ("communities", f"that {len(OTHER_SEEDS)} other seeds", f"{len(OTHER_SEEDS)} másik kezdőérték"),
    (
        "ei",
        f"up to {whole(mixing.MOST_ENUMERATED, 'en')} layouts",
        f"{whole(mixing.MOST_ENUMERATED, 'hu')} elrendezésig",
    ),
    ("brokerage", f"Below {LEAST_PAIRS} open pairs", f"{LEAST_PAIRS} nyitott pár alatt"),
    (
        "what-if",
        f"of {hypothetical.LEAST_MEMBERS} to {hypothetical.MOST_MEMBERS} institutions",
        f"{hypothetical.LEAST_MEMBERS}–{hypothetical.MOST_MEMBERS} intézmény",
    ),
    ("what-if", f"at most {hypothetical.MOST} together", f"legfeljebb {hypothetical.MOST}-et"),
    ("series", f"{series.QUARTERS} quarters unless", f"{series.QUARTERS} negyedévre"),
    ("diffusion", f"the {PEERS} most similar settlements", f"a {PEERS} leghasonlóbb település"),
    ("diffusion", f"At least {MIN_PARTS} of the six", f"legalább {MIN_PARTS} adata"),
    ("coverage", f"late above {STALE_AFTER_DAYS}", f"{STALE_AFTER_DAYS} felett késő"),
    ("coverage", f"activities in {ACTIVITY_DAYS} days", f"{ACTIVITY_DAYS} nap tevékenységei"),
    ("coverage", f"far is above {MAX_KM:.0f} km", f"{MAX_KM:.0f} km felett távoli"),
]


@pytest.mark.parametrize(("anchor", "english", "hungarian"), FIGURES)
def test_figures_are_those_of_the_code(anchor: str, english: str, hungarian: str) -> None:
    section = sections()[anchor]
    assert english in section
    assert hungarian in section


def test_sentences_and_tests_mean_the_same_level() -> None:
    assert ALPHA == LEVEL


def test_the_six_parts_of_the_spread_are_six() -> None:
    assert len(PARTS) == 6
