"""The measures of an institution's place in the network: one table, from which fields, filters, orders, groups and the
pages of the documentation derive. What each is computed by stands in `graph_service/network/`; this needs none of it.

The network: institutions, tied when they share a collaboration; the weight of a tie is the number they share.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.model.structure import Kind, Property

OWNER = "Institution"
FIELD = "network"
OBJECT = "InstitutionNetwork"
TOLD = "AnalysisMeta"


@dataclass(frozen=True)
class Measure:
    """One number (or truth, or the id that names a part of the network) of an institution.

    `heavy` ones are computed in the worker, on first request. `anchor` is its paragraph in `docs/methods.md`.
    """

    name: str
    kind: Kind
    description: str
    hu: str
    en: str
    anchor: str
    nullable: bool = False
    heavy: bool = False


_I, _F, _B, _S = Kind.INT, Kind.FLOAT, Kind.BOOLEAN, Kind.STRING

MEASURES: tuple[Measure, ...] = (
    Measure("degree", _I, "Institutions that it is tied to.", "Partnerek", "Partners", "degree"),
    Measure(
        "strength",
        _I,
        "Sum of the weights of its ties.",
        "Kapcsolatok súlya",
        "Strength of ties",
        "degree",
    ),
    Measure(
        "activity",
        _I,
        "Collaborations that it takes part in, with or without others.",
        "Együttműködések",
        "Collaborations",
        "degree",
    ),
    Measure(
        "betweenness",
        _F,
        "Shortest paths between pairs of others through it, each pair counted as one; unweighted.",
        "Közöttiség",
        "Betweenness",
        "betweenness",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "betweennessNormalized",
        _F,
        "Betweenness divided by the pairs of others in the network, in [0, 1].",
        "Közöttiség, arányosan",
        "Betweenness, normalised",
        "betweenness",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "betweennessError",
        _F,
        "Standard error of betweenness; null where it is exact.",
        "Közöttiség hibája",
        "Error of betweenness",
        "betweenness",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "closeness",
        _F,
        "Closeness after Wasserman and Faust, in [0, 1]; 0 without a tie.",
        "Közelség",
        "Closeness",
        "closeness",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "harmonic",
        _F,
        "Sum of 1/distance to all that it reaches.",
        "Harmonikus közelség",
        "Harmonic closeness",
        "closeness",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "constraint",
        _F,
        "Burt's constraint: how far its partners know each other; null without a tie, may exceed 1.",
        "Kötöttség",
        "Constraint",
        "structural-holes",
        nullable=True,
    ),
    Measure(
        "effectiveSize",
        _F,
        "Partners that are not redundant: degree − 2 × ties among them / degree; null without a tie.",
        "Hatásos méret",
        "Effective size",
        "structural-holes",
        nullable=True,
    ),
    Measure(
        "efficiency",
        _F,
        "Effective size divided by degree, in (0, 1]; null without a tie.",
        "Hatékonyság",
        "Efficiency",
        "structural-holes",
        nullable=True,
    ),
    Measure(
        "hierarchy",
        _F,
        "How far its constraint comes from one partner, in [0, 1]; null without a tie.",
        "Hierarchia",
        "Hierarchy",
        "structural-holes",
        nullable=True,
    ),
    Measure(
        "clustering",
        _F,
        "Share of the pairs of its partners that are tied, in [0, 1]; 0 below two partners.",
        "Csoportosulás",
        "Clustering",
        "clustering",
    ),
    Measure(
        "core",
        _I,
        "The largest k of a part it lies in where all have k ties within.",
        "k-mag",
        "k-core",
        "core",
    ),
    Measure(
        "component",
        _S,
        "The component it lies in, by the smallest id there.",
        "Összefüggő rész",
        "Component",
        "components",
    ),
    Measure(
        "componentSize",
        _I,
        "Institutions in its component.",
        "Összefüggő rész mérete",
        "Size of component",
        "components",
    ),
    Measure(
        "community",
        _S,
        "The densely tied group (Leiden) it lies in, by the smallest id there; its borders are uncertain.",
        "Sűrű csoport",
        "Dense group",
        "communities",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "communitySize",
        _I,
        "Institutions in its densely tied group.",
        "Sűrű csoport mérete",
        "Size of dense group",
        "communities",
        heavy=True,
        nullable=True,
    ),
    Measure(
        "articulation",
        _B,
        "Whether its component falls apart without it.",
        "Elvágó pont",
        "Articulation point",
        "fragility",
    ),
    Measure(
        "bridges",
        _I,
        "Its ties without which the component falls apart.",
        "Hídkapcsolatok",
        "Bridge ties",
        "fragility",
    ),
    Measure(
        "newComponents",
        _I,
        "How many more components the others would form without it.",
        "Új részek nélküle",
        "New components without it",
        "fragility",
    ),
    Measure(
        "largestCutOff",
        _I,
        "Institutions cut off from the largest part of its component without it.",
        "Leszakadó intézmények",
        "Institutions cut off",
        "fragility",
    ),
    Measure(
        "pairsDisconnected",
        Kind.LONG,
        "Pairs of others that are connected only through it.",
        "Szétváló párok",
        "Pairs disconnected",
        "fragility",
    ),
    Measure(
        "eiSector",
        _F,
        "E-I index of its ties by sector: −1 all within, 1 all across; null without a tie.",
        "E-I index szakterület szerint",
        "E-I index by sector",
        "ei",
        nullable=True,
    ),
    Measure(
        "eiCounty",
        _F,
        "As `eiSector`, by county.",
        "E-I index megye szerint",
        "E-I index by county",
        "ei",
        nullable=True,
    ),
    Measure(
        "openPairs",
        _I,
        "Pairs of its partners that are not tied: what it can broker between.",
        "Nyitott párok",
        "Open pairs",
        "brokerage",
    ),
    Measure(
        "coordinator",
        _I,
        "Open pairs with both partners of its own sector.",
        "Koordinátor",
        "Coordinator",
        "brokerage",
    ),
    Measure(
        "itinerant",
        _I,
        "Open pairs of one sector that is not its own.",
        "Vándor közvetítő",
        "Itinerant broker",
        "brokerage",
    ),
    Measure(
        "boundary",
        _I,
        "Open pairs with just one partner of its own sector.",
        "Határőr",
        "Boundary broker",
        "brokerage",
    ),
    Measure(
        "liaison",
        _I,
        "Open pairs of two different sectors, neither its own.",
        "Összekötő",
        "Liaison",
        "brokerage",
    ),
    Measure(
        "coordinatorZ",
        _F,
        "Coordinator against chance (labels permuted), in standard deviations; null below five open pairs.",
        "Koordinátor z-értéke",
        "Coordinator z",
        "brokerage",
        nullable=True,
    ),
    Measure(
        "itinerantZ",
        _F,
        "Itinerant against chance, as `coordinatorZ`.",
        "Vándor közvetítő z-értéke",
        "Itinerant z",
        "brokerage",
        nullable=True,
    ),
    Measure(
        "boundaryZ",
        _F,
        "Boundary against chance, as `coordinatorZ`.",
        "Határőr z-értéke",
        "Boundary z",
        "brokerage",
        nullable=True,
    ),
    Measure(
        "liaisonZ",
        _F,
        "Liaison against chance, as `coordinatorZ`.",
        "Összekötő z-értéke",
        "Liaison z",
        "brokerage",
        nullable=True,
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def measured_properties() -> dict[str, Property]:
    """The measures as properties that no graph stores, by name."""
    return {measure.name: _property(measure) for measure in MEASURES}


def _property(measure: Measure) -> Property:
    return Property(
        name=measure.name,
        stored=measure.name,
        kind=measure.kind,
        required=not measure.nullable,
        many=False,
        description=measure.description,
        order=True,
        measured=True,
    )
