"""How each question is asked: under three sets of variables, and with one more filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import parse, value_from_ast_untyped

from bench.questions import compared_document
from graph_service.cli._typed import operation_of
from graph_service.questions import Question, all_questions
from tests.questions import analysts, gaps, partner_sites, picked
from tests.questions.files import Files

WHOLE = {"first": 100}
FIRST_FORM = "first_form_"


@dataclass(frozen=True)
class Filter:
    """One more filter: what replaces what in the document, and which rows of the main list it leaves."""

    old: str
    new: str
    leaves: Callable[[Files, Any], bool]


@dataclass(frozen=True)
class Asked:
    """The further variables of a question, beside its defaults, and its further filter with variables of its own."""

    second: Mapping[str, Any]
    third: Mapping[str, Any]
    filter: Filter
    filtered: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """One way to ask a question."""

    name: str
    question: Question
    document: str
    variables: dict[str, Any]
    leaves: Callable[[Files, Any], bool] = lambda files, row: True

    def __str__(self) -> str:
        return f"{self.question.name}-{self.name}"

    @property
    def is_planned(self) -> bool:
        """Whether one statement answers it: no search, no analysis."""
        is_analysed = self.question.number == ANALYSED and self.document_is_of_the_question
        return self.question.number not in SEARCHES and not is_analysed

    @property
    def document_is_of_the_question(self) -> bool:
        """Whether it is asked in full; else in the first form, which is held to statements by hand."""
        return not self.name.startswith(FIRST_FORM)

    @property
    def all_variables(self) -> dict[str, Any]:
        """The variables with the defaults of the document."""
        definitions = operation_of(parse(self.document)).variable_definitions or ()
        defaults = {
            one.variable.name.value: value_from_ast_untyped(one.default_value)
            for one in definitions
            if one.default_value is not None
        }
        return {**defaults, **self.variables}

    def picked(self, data: Mapping[str, Any]) -> Any:
        """What is compared of an answer."""
        found: picked.Picked = getattr(picked, self.question.name[:3])
        return found(data)

    def expected(self, files: Files) -> Any:
        """What the answer must be."""
        part = (analysts, partner_sites, gaps)[(self.question.number - 1) // 10]
        return getattr(part, self.question.name[:3])(files, self.all_variables, lambda row: self.leaves(files, row))


def where(condition: str, leaves: Callable[[Files, Any], bool]) -> Filter:
    """A condition beside those of the first `where`."""
    return Filter("where: {", f"where: {{AND: [{{{condition}}}], ", leaves)


def added(old: str, condition: str, leaves: Callable[[Files, Any], bool]) -> Filter:
    """A `where` before arguments that had none."""
    return Filter(old, old.replace("(", f"(where: {{{condition}}}, ", 1), leaves)


def _has(column: str, value: str) -> Callable[[Files, Any], bool]:
    return lambda files, id_: files.node(id_)[column] == value


def _in_county(nuts3: str) -> Callable[[Files, Any], bool]:
    return lambda files, id_: files.county(id_) == f"county:{nuts3}"


def _at_least(column: str, least: int) -> Callable[[Files, Any], bool]:
    return lambda files, id_: bool(files.node(id_)[column]) and int(files.node(id_)[column]) >= least


ASKED: dict[int, Asked] = {
    1: Asked(
        {"county": "HU312"},
        {"county": "HU331"},
        added("cooperation(scope", "weight: {gte: 2}", lambda files, pair: len(files.ties[pair]) >= 2),
    ),
    2: Asked(
        {"code": "EFOP-1.3.1-15-2016-00001"},
        {},
        added("indicators(first", "kind: {eq: PROFESSIONAL_RESULT}", _has("kind", "professional_result")),
    ),
    3: Asked(
        {"from": "2017-01-01", "to": "2017-06-30"},
        {"from": "2018-07-01", "to": "2019-09-15"},
        where('county: {nuts3: {eq: "HU223"}}', _in_county("HU223")),
    ),
    4: Asked(
        {"direction": "ASC"},
        {"inProgrammeArea": False},
        where("population: {gte: 400000}", _at_least("population", 400_000)),
    ),
    5: Asked(
        {"sectors": ["MUSEUM"], **WHOLE},
        {"sectors": ["LIBRARY", "MUSEUM"], **WHOLE},
        where('county: {nuts3: {eq: "HU223"}}', _in_county("HU223")),
    ),
    6: Asked(
        {"waves": [1, 2, 3]},
        {"dimension": "measurementDimension:openness", "waves": [2]},
        where(
            'county: {nuts3: {eq: "HU223"}}',
            lambda files, id_: files.county(files.targets("OF", id_)[0]) == "county:HU223",
        ),
    ),
    7: Asked(
        {"today": "2018-03-01"},
        {"today": "2017-09-01"},
        where(
            'employer: {county: {nuts3: {eq: "HU312"}}}',
            lambda files, id_: any(
                files.county(rel["to_id"]) == "county:HU312" and not rel["to"] for rel in files.out("EMPLOYED_BY", id_)
            ),
        ),
    ),
    8: Asked(
        {"from": "inst:HU223:com:003", "to": "inst:HU223:lib:012"},
        {"from": "inst:HU223:com:011", "to": "inst:HU222:com:017", "maxHops": 2},
        Filter("maxHops: $maxHops", 'maxHops: $maxHops, within: "county:HU223"', _in_county("HU223")),
    ),
    9: Asked(
        {"statuses": ["RUNNING"]},
        {"statuses": ["WINNING", "CLOSED"]},
        where('county: {nuts3: {eq: "HU223"}}', _in_county("HU223")),
    ),
    10: Asked(
        {"county": "county:HU312", "from": "2017-01-01", "to": "2017-04-01", **WHOLE},
        {"kinds": ["ADOPTED"], "to": "2019-01-01", **WHOLE},
        Filter("= [MENTORS, PARTICIPATES_IN, ADOPTED]", "= [MENTORS]", lambda files, rel: True),
    ),
    11: Asked(
        {"kshCode": "34306", "today": "2019-01-01"},
        {"kshCode": "32054", "today": "2018-06-01"},
        added("communities(first: 20", "memberCount: {gte: 1000}", _at_least("memberCount", 1000)),
    ),
    12: Asked(
        {"theme": "tradition", "km": 60.0, **WHOLE},
        {"longitude": 21.1, "latitude": 46.7, "km": 40.0},
        where("adaptable: {eq: true}", _has("adaptable", "true")),
        {"km": 300.0},
    ),
    13: Asked(
        {"county": "HU312"},
        {"county": "HU211"},
        added("institutions(first", "sector: {eq: LIBRARY}", _has("sector", "library")),
    ),
    14: Asked(
        {"text": "konyvt varosi zala", **WHOLE},
        {"text": "kozosseg hete", "first": 50},
        Filter("text: $text,", "text: $text, types: [INSTITUTION],", lambda files, id_: id_.startswith("inst:")),
        {"text": "muvelodesi haz"},
    ),
    15: Asked(
        {"from": "2018-01-01", "to": "2018-06-30"},
        {"from": "2018-07-01"},
        where("grantHuf: {gte: 7000000}", _at_least("grantHuf", 7_000_000)),
    ),
    16: Asked(
        {"county": "HU223", "today": "2019-04-20", "until": "2019-05-20"},
        {"county": "HU312", "today": "2018-01-01", "until": "2018-12-31", **WHOLE},
        where("type: {eq: LOCAL_FORUM}", _has("type", "local_forum")),
        {"today": "2019-01-01", "until": "2019-12-31"},
    ),
    17: Asked(
        {"language": "hu"},
        {"language": "hu", "field": "community_development"},
        where("audience: {eq: SCIENTIFIC}", _has("audience", "scientific")),
    ),
    18: Asked({"county": "HU312"}, {"county": "HU331"}, where("points: {gte: 50}", _at_least("points", 50))),
    19: Asked(
        {"id": "inst:HU232:lib:017"},
        {"id": "inst:HU211:lib:001"},
        added("cooperatesWith(first", "sector: {eq: LIBRARY}", _has("sector", "library")),
    ),
    20: Asked(
        {"since": "2019-09-13T00:00:00Z"},
        {"since": "2019-05-01T00:00:00Z", "first": 100},
        where("dataOrigin: {eq: REAL_CITED}", _has("dataOrigin", "real_cited")),
        {"since": "2016-09-15T00:00:00Z"},
    ),
    21: Asked(
        {"county": "HU312", **WHOLE},
        {"county": "HU331", **WHOLE},
        where("sector: {eq: MUSEUM}", _has("sector", "museum")),
    ),
    22: Asked(
        {"today": "2017-06-30", "first": 100},
        {"today": "2017-03-31", "first": 100},
        where("population: {gte: 1000}", _at_least("population", 1000)),
    ),
    23: Asked(
        {"today": "2019-03-01", "since": "2018-12-01", **WHOLE},
        {"today": "2018-06-01", "since": "2018-05-01", **WHOLE},
        where('county: {nuts3: {eq: "HU223"}}', _in_county("HU223")),
    ),
    24: Asked(
        {"km": 60.0},
        {"load": 4, **WHOLE},
        where(
            'county: {nuts3: {eq: "HU312"}}',
            lambda files, id_: files.targets("WORKS_AT", id_) == ["office:HU312"],
        ),
    ),
    25: Asked(
        {"today": "2018-03-01"},
        {"today": "2017-06-01", **WHOLE},
        where("sector: {eq: MUSEUM}", _has("sector", "museum")),
    ),
    26: Asked(
        {"change": 1, **WHOLE},
        {"stance": "INSTITUTION_INITIATES", "change": -1, **WHOLE},
        where("sector: {eq: LIBRARY}", _has("sector", "library")),
    ),
    27: Asked(
        {"population": [2000, 20000], "themes": ["TRADITION", "EQUAL_OPPORTUNITY"]},
        {"disadvantages": ["BOTH", "SOCIAL_ECONOMIC"], "population": [0, 5000]},
        where("adaptable: {eq: true}", _has("adaptable", "true")),
    ),
    28: Asked(
        {"today": "2018-12-31"},
        {"today": "2018-03-10"},
        where(
            'community: {county: {nuts3: {eq: "HU223"}}}',
            lambda files, id_: files.county(files.sources("RUNS", id_)[0]) == "county:HU223",
        ),
    ),
    29: Asked({"least": 3}, {"least": 1}, where('startDate: {gte: "2018-01-01"}', lambda files, id_: True)),
    30: Asked(
        {"km": 8.0, **WHOLE},
        {"county": "HU312", "within": "HU312", **WHOLE},
        where("sector: {eq: MUSEUM}", _has("sector", "museum")),
    ),
}
WAYS = ("default", "second", "third")
SEARCHES = (8, 10)  # paths and changes have tests, and second readings, of their own
ANALYSED = 30


def runs() -> list[Run]:
    """Four ways to ask each question, and as many to ask the first form of those that have come to ask for more."""
    return [run for question in all_questions() for run in (*_runs(question), *_first_forms(question))]


def _first_forms(question: Question) -> list[Run]:
    document = compared_document(question)
    return [] if document == question.document else _ways(question, document, FIRST_FORM)


def _runs(question: Question) -> list[Run]:
    return _ways(question, question.document, "")


def _ways(question: Question, document: str, before: str) -> list[Run]:
    asked, known = ASKED[question.number], set(_declared(document))
    page = WHOLE if question.is_paged and question.number != 20 else {}
    filtered = document.replace(asked.filter.old, asked.filter.new, 1)
    given = ({}, asked.second, asked.third)
    ways = [
        Run(f"{before}{name}", question, document, {key: value for key, value in way.items() if key in known})
        for name, way in zip(WAYS, given, strict=True)
    ]
    return [*ways, Run(f"{before}filtered", question, filtered, {**page, **asked.filtered}, asked.filter.leaves)]


def _declared(document: str) -> Iterator[str]:
    for one in operation_of(parse(document)).variable_definitions or ():
        yield one.variable.name.value
