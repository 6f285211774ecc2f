"""What the room `completeness` answers, and how rows of other rooms tell how well they are reported."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.meta import meta_of
from graph_service.api.network.scopes import county_rows, institution_kinds, spoken
from graph_service.errors import Language, RequestError
from graph_service.model.labels import COLLABORATION, COMMUNITY, GOOD_PRACTICE, INSTITUTION

if TYPE_CHECKING:
    from graph_service.network.completeness import Completeness, CompletenessTable, CountyReport
    from graph_service.network.projection import Projection
    from graph_service.network.sentences import Place, Words


class Reported:
    """How well institutions and counties of an answer report; nothing where that is not selected."""

    def __init__(self, table: CompletenessTable | None) -> None:
        self._table = table

    @classmethod
    async def of(cls, asked: Asked) -> Reported:
        """That of the rows of a root; the reports are read where `completeness` is selected."""
        rows = ("", "candidates.nodes.", "candidates.edges.node.")
        if not asked.selects(*(f"{row}{name}" for row in rows for name in ("completeness", "gap.completeness"))):
            return cls(None)
        return cls(await _table(asked))

    def institution(self, row: int) -> Any:
        """The data of an institution's `Completeness`."""
        if self._table is None:
            return None
        return _told(self._table.projection, self._table.institution(row), None, INSTITUTION)

    def lesser(self, one: int, other: int) -> Any:
        """That of the less complete of two institutions."""
        if self._table is None:
            return None
        return _told(self._table.projection, self._table.lesser(one, other), None, INSTITUTION)

    def county(self, row: int) -> Any:
        """That of a county, all its labels together."""
        return None if self._table is None else _told(self._table.projection, self._table.county(row), row, None)


async def _table(asked: Asked, real: bool | None = None) -> CompletenessTable:
    from graph_service.network.completeness import CompletenessTable

    with asked.reading.paused():
        reports = await asked.desk.reports(asked.held)
    return CompletenessTable(asked.projection, reports, real)


def _told(projection: Projection, found: Completeness, county: int | None, label: str | None) -> dict[str, Any]:
    from graph_service.network.rounding import told

    last = found.last_report
    return {
        "lastReport": None if last is None else date.fromordinal(last).isoformat(),
        "share": told(found.share),
        "isBelow": found.is_below,
        "warning": lambda lang: _warning(projection, found, county, label, spoken(lang)) if found.is_below else None,
    }


def _warning(
    projection: Projection, found: Completeness, county: int | None, label: str | None, language: Language
) -> str:
    from graph_service.network.completeness import THRESHOLD
    from graph_service.network.sentences import CompletenessFacts, completeness_sentence

    facts = CompletenessFacts(
        place=None if county is None else place_of(projection, county),
        kinds=_kinds(label),
        filled=found.share,
        last_report=None if found.last_report is None else date.fromordinal(found.last_report).isoformat(),
        threshold=THRESHOLD,
    )
    return completeness_sentence(facts, language)


def _kinds(label: str | None) -> Words:
    """What nodes of a label are called, in the plural; None stands for all that a county reports."""
    from graph_service.network.sentences import Words

    return Words(*_KINDS[label])


_KINDS = {
    INSTITUTION: ("intézmények", "institutions"),
    COMMUNITY: ("közösségek", "communities"),
    COLLABORATION: ("együttműködések", "collaborations"),
    GOOD_PRACTICE: ("jó gyakorlatok", "good practices"),
    None: ("jelentések", "records"),
}


def place_of(projection: Projection, county: int) -> Place:
    """A county as sentences name it."""
    from graph_service.network.sentences import Place, Words

    return Place("COUNTY", Words(projection.counties.names_hu[county], projection.counties.names_en[county]))


async def answer_completeness(asked: Asked) -> dict[str, Any]:
    """The data of a page of counties and labels, the least complete first."""
    from graph_service.network.jobs.told import slice_of

    chosen = county_rows(asked.projection, asked.arguments.get("counties"))
    table = await _table(asked, institution_kinds(asked.projection, asked.arguments.get("data")))
    rows = [row for row in table.rows if chosen is None or row.county in chosen]
    if not rows:
        raise RequestError("COUNTIES_EMPTY")
    page = slice_of(rows, lambda place: _key(asked.projection, rows[place]), asked.page.window)
    told = await asked.job("reported")
    return asked.page.connection(
        page,
        lambda row: _row(asked.projection, row),
        meta=meta_of(told, "completeness", stale=asked.held.stale),
    )


def _key(projection: Projection, row: CountyReport) -> str:
    return f"{projection.counties.ids[row.county]}|{row.label}"


def _row(projection: Projection, row: CountyReport) -> dict[str, Any]:
    return {
        "county": projection.counties.ids[row.county],
        "label": row.label,
        "nodes": row.completeness.nodes,
        "completeness": _told(projection, row.completeness, row.county, row.label),
    }
