"""What the model says to search: which labels have a name, what people call them, and the way to their county."""

from __future__ import annotations

from graph_service.model.declare import screaming
from graph_service.model.structure import Link, Model, NodeType

COUNTY = "County"
_CALLED: dict[str, tuple[str, str]] = {
    "Badge": ("Jelvény", "Badge"),
    "ChurchOrganisation": ("Egyházi szervezet", "Church organisation"),
    "CivilOrganisation": ("Civil szervezet", "Civil organisation"),
    "Collaboration": ("Együttműködés", "Collaboration"),
    "Community": ("Közösség", "Community"),
    "Concept": ("Fogalom", "Concept"),
    "ConceptScheme": ("Szótár", "Vocabulary"),
    "ConsortiumMember": ("Konzorciumi tag", "Consortium member"),
    "Country": ("Ország", "Country"),
    "County": ("Megye", "County"),
    "CountyOffice": ("Megyei iroda", "County office"),
    "DevelopmentProcess": ("Fejlesztési folyamat", "Development process"),
    "District": ("Járás", "District"),
    "Event": ("Rendezvény", "Event"),
    "GameApp": ("Játékalkalmazás", "Game app"),
    "GoodPractice": ("Jó gyakorlat", "Good practice"),
    "Indicator": ("Mutató", "Indicator"),
    "IndicatorValue": ("Mutató értéke", "Indicator value"),
    "Institution": ("Intézmény", "Institution"),
    "Measurement": ("Mérés", "Measurement"),
    "Mentor": ("Mentor", "Mentor"),
    "MentoringActivity": ("Mentori tevékenység", "Mentoring activity"),
    "MethodologyModel": ("Módszertani modell", "Methodology model"),
    "MonitoringWave": ("Mérési hullám", "Monitoring wave"),
    "Municipality": ("Önkormányzat", "Local government"),
    "OnlinePlatform": ("Online felület", "Online platform"),
    "OtherOrganisation": ("Egyéb szervezet", "Other organisation"),
    "ParticipationBody": ("Részvételi testület", "Participation body"),
    "Professional": ("Szakember", "Professional"),
    "Programme": ("Program", "Programme"),
    "ProgrammeActivity": ("Programtevékenység", "Programme activity"),
    "Publication": ("Kiadvány", "Publication"),
    "Quest": ("Küldetés", "Quest"),
    "QuestStat": ("Küldetés statisztikája", "Quest statistics"),
    "Region": ("Régió", "Region"),
    "Research": ("Kutatás", "Research"),
    "SampleProject": ("Mintaprojekt", "Sample project"),
    "Settlement": ("Település", "Settlement"),
    "SettlementPart": ("Településrész", "Settlement part"),
    "SocialisationAssessment": ("Társadalmasítási értékelés", "Socialisation assessment"),
    "Source": ("Forrás", "Source"),
    "TopCall": ("TOP-felhívás", "TOP call"),
    "TopProject": ("TOP-projekt", "TOP project"),
    "Trainer": ("Oktató", "Trainer"),
    "Training": ("Képzés", "Training"),
    "TrainingSession": ("Képzési alkalom", "Training session"),
    "VolunteerProgramme": ("Önkéntesprogram", "Volunteer programme"),
}


def searched_labels(model: Model) -> tuple[NodeType, ...]:
    """The public labels that search finds, by name."""
    return tuple(label for label in model.labels if label.searchable)


def search_type(label: NodeType) -> str:
    """The value of the enum `SearchType` that stands for a label."""
    return screaming(label.name)


def called(label: NodeType) -> tuple[str, str]:
    """What people call one node of a label, in Hungarian and English; its name where nobody said."""
    return _CALLED.get(label.name, (label.name, label.name))


def county_link(label: NodeType) -> Link | None:
    """The way from a node of `label` to the one county that it lies in, if the model has one."""
    to_one = (link for link in label.links.values() if not link.many and link.latest is None)
    return next((link for link in to_one if link.target == COUNTY), None)
