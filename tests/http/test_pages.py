"""The pages: the live answer in both languages, hostile data as text, nothing from elsewhere, valid examples."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest
from graphql import parse, validate

from graph_service.app import api_of
from graph_service.errors import StoreError
from graph_service.model.wording import day
from graph_service.resources import folder
from graph_service.settings import Settings
from graph_service.store.store import Store
from graph_service.web.html import Markup, join, tag
from graph_service.web.query_page import read_examples
from graph_service.web.query_texts import QUERY_TEXTS
from graph_service.web.site import START_DOCUMENT
from graph_service.web.texts import TEXTS, number
from tests.http.conftest import Client
from tests.http.fakes import FakeStore

STATIC = Path(__file__).resolve().parents[2] / "graph_service" / "web" / "static"
_VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """Reads a page and refuses what would not be well-formed; keeps what it refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.attributes: set[str] = set()
        self.tags: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("src", "href", "action") and value:
                self.references.append(value)
            if name == "id" and value:
                self.ids.append(value)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(text: str) -> Page:
    """The page, after what holds for all of them: no inline script or style, nothing loaded from elsewhere."""
    page = Page(text)
    assert "style" not in page.attributes
    assert not any(name.startswith("on") for name in page.attributes)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    assert re.search(r'<html lang="(hu|en)">', text)
    return page


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("hu", ["Mely intézmények működnek együtt", "Zala megye", "Szemléltető adat", "Forrás: KSH", "intézménypár"]),
        (
            "en",
            ["Which institutions cooperate in", "Zala County", "Illustrative data", "HCSO", "pairs of institutions"],
        ),
    ],
)
async def test_start_page_shows_the_live_answer(client: Client, store: Store, language: str, words: list[str]) -> None:
    async with client(store) as http:
        answer = await http.get(f"/?lang={language}")
        data = (await http.post("/graphql", json={"query": START_DOCUMENT, "variables": {"county": "HU223"}})).json()
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    page = checked(answer.text)
    for word in words:
        assert word in answer.text
    county = data["data"]["county"]
    assert county["cooperation"]["totalCount"] > 20
    for pair in county["cooperation"]["nodes"]:
        for institution in pair["institutions"]:
            name = institution["name"]
            assert ((language == "en" and name["en"]) or name["hu"]) in answer.text
        assert day(pair["since"], language) in answer.text  # type: ignore[arg-type]  # one of the two
    assert 'href="https://www.ksh.hu"' in answer.text
    assert "<table" in answer.text
    assert not [one for one in page.references if one.endswith(".js") and not one.startswith("/")]


@pytest.mark.anyio
async def test_next_pairs_follow_the_first(client: Client, store: Store) -> None:
    async with client(store) as http:
        first = await http.get("/?lang=en")
        [link] = re.findall(r'href="(/\?[^"]*after=[^"]*)"', first.text)
        second = await http.get(link.replace("&amp;", "&"))
    assert second.status_code == 200
    assert "Back to the first pairs" in second.text
    names = re.findall(r'<tr><th scope="row">.*?</th>', first.text)[:10]
    assert names
    assert not set(names) & set(re.findall(r'<tr><th scope="row">.*?</th>', second.text)[:10])


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("county=HU999", 404, "There is no county HU999"),
        ("county=%3Cscript%3E", 404, "&lt;script&gt;"),
        ("county=HU110", 200, "outside the programme"),
        ("after=nonsense", 400, "is not a cursor"),
    ],
)
async def test_start_page_says_what_is_wrong(client: Client, store: Store, query: str, status: int, words: str) -> None:
    async with client(store) as http:
        answer = await http.get(f"/?lang=en&{query}")
    assert answer.status_code == status
    assert words in answer.text
    checked(answer.text)


@pytest.mark.anyio
async def test_start_page_without_a_database(client: Client) -> None:
    async with client(FakeStore(error=StoreError("STORE_UNAVAILABLE"))) as http:
        answer = await http.get("/", headers={"Accept-Language": "hu"})
    assert answer.status_code == 503
    assert "Az adatok most nem érhetők el." in answer.text
    assert answer.headers["x-request-id"] in answer.text
    checked(answer.text)


@pytest.mark.anyio
@pytest.mark.parametrize("language", ["hu", "en"])
async def test_query_page(client: Client, language: str) -> None:
    async with client() as http:
        answer = await http.get(f"/query?lang={language}")
        page = checked(answer.text)
        for reference in page.references:
            if reference.startswith("/static/"):
                assert (await http.get(reference)).status_code == 200, reference
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', answer.text)
    assert data
    content = json.loads(data[1])
    offered = [*read_examples(folder("examples")), *read_examples(folder("questions"))]
    assert [example["name"] for example in content["examples"]] == [example.name for example in offered]
    assert not any(example["document"].startswith("#") for example in content["examples"])
    assert content["words"]["run"] == QUERY_TEXTS[language].run  # type: ignore[index]  # one of the two


@pytest.mark.anyio
async def test_schema_as_files(client: Client) -> None:
    async with client() as http:
        reference = await http.get("/graphql/schema.json")
        again = await http.get("/graphql/schema.json", headers={"If-None-Match": reference.headers["etag"]})
        plain = await http.get("/graphql/schema.json", headers={"Accept-Encoding": "identity"})
        sdl = await http.get("/graphql/schema")
    assert reference.headers["content-encoding"] == "gzip"
    assert again.status_code == 304
    assert "content-encoding" not in plain.headers
    assert plain.json() == reference.json()
    assert plain.headers["etag"] != reference.headers["etag"]
    types = {entry["name"]: entry for entry in reference.json()["types"]}
    fields_of_query = {field["name"] for field in types["Query"]["fields"]}
    assert {"county", "counties", "node", "programme"} <= fields_of_query
    assert all(field.get("about") for field in types["Query"]["fields"])
    assert sdl.text == (folder("schema") / "schema.graphql").read_text(encoding="utf-8")


def test_examples_and_the_start_page_fit_the_schema() -> None:
    core = api_of(Settings.from_environment({})).core
    for text in [START_DOCUMENT, *(example.document for example in read_examples(folder("examples")))]:
        assert validate(core, parse(text)) == []


def test_no_file_of_the_pages_names_another_host() -> None:
    for path in STATIC.iterdir():
        found = set(re.findall(r"https?://[^\s\"'`)]+", path.read_text(encoding="utf-8")))
        assert found <= {"http://www.w3.org/2000/svg"}, path.name


def test_scripts_make_no_html_and_no_code() -> None:
    for path in STATIC.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert word not in text, (path.name, word)


def test_every_word_is_there_and_used() -> None:
    sources = [p.read_text(encoding="utf-8") for p in (*STATIC.glob("*.js"), *STATIC.parent.glob("*.py"))]
    used = "\n".join(sources)
    for table in (TEXTS, QUERY_TEXTS):
        for texts in table.values():
            for field in fields(texts):
                assert getattr(texts, field.name).strip(), field.name
                assert re.search(rf"(text|words|texts)\.{field.name}\b|TEXTS\[.*\]\.{field.name}\b", used), field.name


@pytest.mark.parametrize("table", [TEXTS, QUERY_TEXTS])
def test_both_languages_fill_the_same_names(table: dict[str, object]) -> None:
    hungarian, english = table["hu"], table["en"]
    for field in fields(hungarian):  # type: ignore[arg-type]  # dataclasses both
        names = [set(re.findall(r"{(\w+)}", getattr(texts, field.name))) for texts in (hungarian, english)]
        assert names[0] == names[1], field.name


def test_hostile_text_stays_text() -> None:
    assert tag("b", "<img onerror=x> & co") == "<b>&lt;img onerror=x&gt; &amp; co</b>"
    assert tag("a", "x", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;">x</a>'
    assert join("<", Markup("<br>"), None, ["&", ("a", 1)]) == "&lt;<br>&amp;a1"


def test_days_and_numbers_for_people() -> None:
    assert (day("2017-09-05", "hu"), day("2017-09-05", "en")) == ("2017. 09. 05.", "5 September 2017")
    assert (number(1234, "hu"), number(12345, "hu"), number(12345, "en")) == ("1234", "12\u202f345", "12,345")
