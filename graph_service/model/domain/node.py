"""What every node has, and the provenance and vocabulary that any node may point to."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from graph_service.model.declare import Label, Localized, into, out, prop, term

if TYPE_CHECKING:
    from graph_service.model.domain.community import DevelopmentProcess, Measurement
    from graph_service.model.domain.method import MethodologyModel
    from graph_service.model.domain.programme import Programme
    from graph_service.model.domain.record import Change
    from graph_service.model.domain.undertaking import Collaboration, GoodPractice


class Node(Label, abstract=True, super_label=True, plural="everything"):
    """Anything in the graph that has an id of its own."""

    id: str = prop("Stable id; its prefix names the type. Opaque otherwise: do not build it.", unique=True, order=True)
    data_origin: str = term("dataOrigin", "Whether the data is real and open, real and cited, or invented (synthetic).")
    created_at: datetime = prop("When the thing came into the data.")
    updated_at: datetime = prop("When it last changed.")
    revision: int = prop(
        "Number of its present state, from 1: `expectedVersion` of a mutation.",
        low=1,
        default=1,
        filter=False,
        order=False,
    )
    benchmark: bool | None = prop("Belongs to a cohort made for measuring, not to the programme.", public=False)
    sources: list[Source] = out("FROM_SOURCE", "Where the data comes from.")
    history: list[Change] = into("CHANGED", "What changed it; order by `ID` for the order of time.")


class Source(Node, prefix="source", plural="sources", searchable=True):
    """A page or file that data was taken from."""

    key: str = prop("Key of the source, as the documentation cites it.", key=True, order=True)
    title: str = prop("Title of the source.", sort="nameSort")
    url: str | None = prop("Address of the source.")
    accessed_on: date | None = prop("Day on which it was read.")
    licence: str | None = prop("Licence of the data taken from it.")
    cited_by: list[Node] = into("FROM_SOURCE", "Everything that cites this source.")


class ConceptScheme(Node, prefix="scheme", plural="conceptSchemes", searchable=True, reference=True):
    """A controlled vocabulary (skos:ConceptScheme)."""

    code: str = prop("Code of the vocabulary.", key=True, order=True)
    name: Localized = prop("Name of the vocabulary.", column="prefLabel", sort="nameSort")
    definition: Localized | None = prop("What the vocabulary covers.")
    concepts: list[Concept] = into("IN_SCHEME", "The concepts of the vocabulary.")


class Concept(Node, prefix="concept", plural="concepts", searchable=True, reference=True):
    """A term of a controlled vocabulary (skos:Concept)."""

    key: str = prop("Vocabulary and code: `scheme:code`.", key=True, order=True)
    code: str = prop("Code within its vocabulary.", index=True, order=True)
    name: Localized = prop("Preferred label.", column="prefLabel", sort="nameSort")
    definition: Localized | None = prop("What the term means.")
    scheme: ConceptScheme = out("IN_SCHEME", "The vocabulary it belongs to.")
    broader: Concept | None = out("BROADER", "The next wider term.")
    narrower: list[Concept] = into("BROADER", "The terms that this one is wider than.")
    served_by: list[Programme] = into("SERVES", "Programmes that serve this target group.")
    members: list[Node] = into("BELONGS_TO", "Communities, organisations and people of this target group.")
    entered_by: list[DevelopmentProcess] = into("ENTERED", "Processes that entered this phase.")
    used_by: list[DevelopmentProcess] = into("USED", "Processes that used this method or tool.")
    collaborations: list[Collaboration] = into("ABOUT", "Collaborations about this theme.")
    practices: list[GoodPractice] = into("HAS_THEME", "Good practices with this theme.")
    practices_using: list[GoodPractice] = into("USES_TOOL", "Good practices that use this method or tool.")
    models: list[MethodologyModel] = into("IN_FIELD", "Methodology models of this field.")
    measurements: list[Measurement] = into("SCORED", "Measurements that scored this dimension.")
