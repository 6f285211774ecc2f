"""The start page: the flagship question for one county, with its live answer as tables that need no script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from graph_service.errors import Language
from graph_service.model.vocabulary import schemes
from graph_service.model.wording import day
from graph_service.web.html import Child, Markup, join, tag
from graph_service.web.layout import Page, document, notice
from graph_service.web.texts import TEXTS, Texts, number

# Answers of our own document, as JSON: their shape is the schema's, which a test holds the document to.
Data = Mapping[str, Any]
FIRST_COUNTY = "HU223"
_SHAPES = {"MUSEUM": "museum", "LIBRARY": "library", "COMMUNITY_CULTURE": "culture"}
SHORT_QUESTION = """query($county: String!) {
  county(nuts3: $county) {
    cooperation(first: 3, orderBy: [{field: WEIGHT, direction: DESC}]) {
      totalCount
      nodes { weight since institutions { name { hu } } }
    }
  }
}"""


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    language: Language
    county: str
    after: str | None
    base_url: str


def start_page(asked: Asked, data: Data | None, problem: str | None) -> bytes:
    """The page for an answer; without `data` it says `problem`."""
    text = TEXTS[asked.language]
    county = data["county"] if data else None
    content: list[Child] = [
        tag("p", text.lead, class_="lead"),
        notice(asked.language),
        _question(asked, data),
        tag("p", problem, class_="problem", role="alert") if problem else None,
    ]
    if county:
        content += [_summary(county, asked), _pairs(county, asked), _alone(county["alone"], asked)]
    return document(Page("/", text.title, asked.language), *content, _ask(asked), _version(data, text))


def _question(asked: Asked, data: Data | None) -> Markup:
    text = TEXTS[asked.language]
    counties = data["counties"]["nodes"] if data else []
    choices = [row for row in counties if row["inProgrammeArea"]]
    options = [
        tag("option", _county_name(row, asked.language), value=row["nuts3"], selected=row["nuts3"] == asked.county)
        for row in choices
    ]
    chooser = tag(
        "form",
        tag("input", type="hidden", name="lang", value=asked.language),
        tag(
            "h1",
            text.question_before,
            " ",
            tag("select", options, name="county", aria_label=text.county),
            text.question_after if text.question_after == "?" else f" {text.question_after}",
        ),
        tag("button", text.show),
        method="get",
        action="/",
        class_="question",
    )
    return join(chooser, tag("p", text.question_tail, class_="tail"))


def _county_name(row: Data, language: Language) -> str:
    return TEXTS[language].county_name.format(name=_name(row["name"], language))


def _name(name: Data, language: Language) -> str:
    return str((name["en"] if language == "en" else None) or name["hu"])


def _summary(county: Data, asked: Asked) -> Markup:
    every, alone = county["all"]["totalCount"], county["alone"]["totalCount"]
    counts = {"all": every, "linked": every - alone, "pairs": county["cooperation"]["totalCount"], "alone": alone}
    shown = {name: number(count, asked.language) for name, count in counts.items()}
    return tag("p", TEXTS[asked.language].answer_line.format(**shown), class_="answer")


def _pairs(county: Data, asked: Asked) -> Markup:
    text = TEXTS[asked.language]
    connection = county["cooperation"]
    if not connection["nodes"]:
        words = text.no_pairs if county["inProgrammeArea"] else text.outside
        return tag("section", tag("h2", text.pairs_heading), tag("p", words), id="pairs", class_="card")
    rows = [_pair(pair, asked.language) for pair in connection["nodes"]]
    table = _table(text.pairs_caption, (text.institutions, text.since, text.on_what), rows, "pairs")
    return tag(
        "section",
        tag("h2", text.pairs_heading),
        table,
        _pages(connection["pageInfo"], asked),
        id="pairs",
        class_="card",
    )


def _table(caption: str, headings: Sequence[str], rows: Sequence[Markup], kind: str) -> Markup:
    head = tag("thead", tag("tr", [tag("th", heading, scope="col") for heading in headings]))
    return tag("table", tag("caption", caption), head, tag("tbody", list(rows)), class_=kind)


def _pair(pair: Data, language: Language) -> Markup:
    text = TEXTS[language]
    one, other = pair["institutions"]
    marks = [
        tag("span", text.shared_work.format(count=pair["weight"]), class_="chip strong"),
        tag("span", text.cross_sector, class_="chip") if pair["crossSector"] else None,
        tag("span", text.cross_county, class_="chip") if pair["crossCounty"] else None,
    ]
    work = [_collaboration(item, language) for item in pair["collaborations"]["nodes"]]
    hidden = pair["collaborations"]["totalCount"] - len(work)
    return tag(
        "tr",
        tag("th", _institution(one, language), _institution(other, language), tag("div", marks), scope="row"),
        tag("td", tag("span", text.since, class_="label"), _day(pair["since"], language)),
        tag("td", tag("ul", work), tag("p", text.and_more.format(count=hidden)) if hidden else None),
    )


def _institution(row: Data, language: Language) -> Markup:
    return tag(
        "div",
        _shape(row["sector"], language),
        tag("span", _name(row["name"], language), lang="hu" if row["name"]["en"] is None else None),
        tag("span", row["settlement"]["name"], class_="place"),
        class_="institution",
    )


def _shape(sector: str, language: Language) -> Markup:
    label = _label("sector", sector, language)
    return tag("span", class_=f"shape {_SHAPES.get(sector, '')}", role="img", aria_label=label, title=label)


def _collaboration(row: Data, language: Language) -> Markup:
    text = TEXTS[language]
    end = _day(row["endDate"], language) if row["endDate"] else text.ongoing
    facts = (
        _label("collaborationType", row["type"], language),
        join(_day(row["startDate"], language), " – ", end),
        text.agreement if row["agreementSigned"] else text.no_agreement,
    )
    sources = [_source(source) for source in row["sources"]["nodes"]]
    shown = [item for source in sources for item in (", ", source)][1:] or [text.no_source]
    return tag(
        "li",
        tag("b", _name(row["name"], language)),
        tag("div", [item for fact in facts for item in (" · ", fact)][1:], class_="facts"),
        tag("div", f"{text.source}: ", shown, class_="source"),
    )


def _source(source: Data) -> Markup:
    url = source["url"]
    # Only web addresses become links: a `javascript:` one in the data must stay text.
    if url and url.startswith(("https://", "http://")):
        return tag("a", source["title"], href=url, rel="external noopener")
    return tag("span", source["title"])


def _day(iso: str, language: Language) -> Markup:
    return tag("time", day(iso, language), datetime=iso[:10])


def _label(scheme: str, enum: str, language: Language) -> str:
    """The word of a vocabulary for an enum value; the value itself where the vocabulary does not know it."""
    for term in schemes()[scheme].terms:
        if term.enum == enum:
            return term.hu.lower() if language == "hu" else term.en.lower()
    return enum


def _pages(page_info: Data, asked: Asked) -> Markup:
    text = TEXTS[asked.language]
    links = []
    if asked.after:
        links.append(tag("a", text.first_pairs, href=_address(asked, None), class_="button"))
    if page_info["hasNextPage"]:
        links.append(
            tag("a", text.next_pairs, href=_address(asked, page_info["endCursor"]), class_="button", rel="next")
        )
    return tag("p", links, class_="pages")


def _address(asked: Asked, after: str | None) -> str:
    query = {"county": asked.county, "lang": asked.language} | ({"after": after} if after else {})
    return f"/?{urlencode(query)}#pairs"


def _alone(connection: Data, asked: Asked) -> Markup:
    text = TEXTS[asked.language]
    rows = [
        tag("tr", tag("th", _institution(row, asked.language), scope="row"), tag("td", _sector(row, asked.language)))
        for row in connection["nodes"]
    ]
    hidden = connection["totalCount"] - len(rows)
    table = _table(text.alone_caption, (text.institution, text.sector), rows, "alone")
    return tag(
        "section",
        tag("h2", text.alone_heading),
        table if rows else tag("p", text.alone_none),
        tag("p", text.alone_more.format(count=hidden)) if hidden else None,
        class_="card",
    )


def _sector(row: Data, language: Language) -> str:
    return _label("sector", row["sector"], language)


def _ask(asked: Asked) -> Markup:
    text = TEXTS[asked.language]
    return tag(
        "section",
        tag("h2", text.ask_heading),
        tag("p", text.ask_text),
        tag(
            "pre",
            tag("code", curl(asked.base_url, asked.county)),
            tabindex=0,
            aria_label=text.curl_label,
            role="region",
        ),
        tag("p", tag("a", text.open_in_query, href=f"/query?lang={asked.language}", class_="button main")),
        class_="card",
    )


def curl(base_url: str, county: str) -> str:
    """The short form of the question as a command for a terminal."""
    question = " ".join(SHORT_QUESTION.split())
    body = json.dumps({"query": question, "variables": {"county": county}}, ensure_ascii=True).replace("'", "'\\''")
    return f"curl -s {base_url}/graphql -H 'Content-Type: application/json' -d '{body}'"


def _version(data: Data | None, text: Texts) -> Markup | None:
    return tag("p", text.data_version.format(version=data["dataVersion"]), class_="version") if data else None
