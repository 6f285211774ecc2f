"""The oracle's own reading of DOMAIN.md A.3: which relationships each field of the API follows.

A line is `Type field path`. A path is a list of hops: `>T` along a relationship, `<T` against it, `~T` either way;
`A|B` is either type, `?` marks a hop that may be left out, `!` one that has no `to` yet. What may stand at the far
end comes from the SDL, so `<FOR` under Community and under TopProject need no more than this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What is measured of the place of a node in the network, and the input of conditions on it.
MEASURED, NETWORK, NETWORK_WHERE = "Institution", "network", "InstitutionNetworkWhere"

_FIELDS = """
Node sources >FROM_SOURCE
Source citedBy <FROM_SOURCE
ConceptScheme concepts <IN_SCHEME
Concept scheme >IN_SCHEME
Concept broader >BROADER
Concept narrower <BROADER
Concept servedBy <SERVES
Concept members <BELONGS_TO
Concept enteredBy <ENTERED
Concept usedBy <USED
Concept collaborations <ABOUT
Concept practices <HAS_THEME
Concept practicesUsing <USES_TOOL
Concept models <IN_FIELD
Concept measurements <SCORED

Country regions <IN_COUNTRY
Region country >IN_COUNTRY
Region counties <IN_REGION
County region >IN_REGION
County seat >HAS_SEAT
County districts <IN_COUNTY
County settlements <IN_COUNTY
County office <COVERS
County institutions <IN_COUNTY <PART_OF? <LOCATED_IN
County communities <IN_COUNTY <PART_OF? <BASED_IN
County events <IN_COUNTY <HELD_IN
County mentors <COVERS <WORKS_AT
County sampleProjects <IN_COUNTY <TAKES_PLACE_IN
District county >IN_COUNTY
District settlements <IN_DISTRICT
Locality organisations <LOCATED_IN
Locality institutions <LOCATED_IN
Locality communities <BASED_IN
Locality reachedBy <REACHED
Locality responsibleMentors <RESPONSIBLE_FOR
Locality measurements <OF
Locality county >PART_OF? >IN_COUNTY
Settlement district >IN_DISTRICT
Settlement county >IN_COUNTY
Settlement seatOf <HAS_SEAT
Settlement parts <PART_OF
Settlement near >NEAR
Settlement nearOf <NEAR
Settlement municipality <GOVERNS
Settlement trainingSessions <HELD_IN
Settlement events <HELD_IN
Settlement sampleProjects <TAKES_PLACE_IN
Settlement topProjects <TAKES_PLACE_IN
SettlementPart settlement >PART_OF
SettlementPart county >PART_OF >IN_COUNTY

Programme indicators <OF_PROGRAMME
Programme activities >HAS_ACTIVITY
Programme consortium <IMPLEMENTS
Programme reached >REACHED
Programme targetGroups >SERVES
ProgrammeActivity programme <HAS_ACTIVITY
ProgrammeActivity produced >PRODUCED
Indicator programme >OF_PROGRAMME
Indicator values >HAS_VALUE
Indicator computed >HAS_VALUE
Indicator reported >HAS_VALUE
IndicatorValue indicator <HAS_VALUE

Participant place >LOCATED_IN|BASED_IN
Participant settlement >LOCATED_IN|BASED_IN >PART_OF?
Participant county >LOCATED_IN|BASED_IN >PART_OF? >IN_COUNTY
Participant collaborations >PARTICIPATES_IN
Participant practices >OWNS_PRACTICE
Participant sharesPracticeWith ~SHARES_PRACTICE_WITH
Organisation targetGroups >BELONGS_TO
Organisation maintains >MAINTAINS
Organisation employees <EMPLOYED_BY
Organisation sampleProjects >PARTNER_IN
Organisation topProjects >PARTNER_IN
Organisation organises >ORGANISES
Organisation publications >PUBLISHED
Institution district >LOCATED_IN >PART_OF? >IN_DISTRICT
Institution maintainer <MAINTAINS
Institution operators <OPERATES
Institution cooperatesWith ~COOPERATES_WITH
Institution possiblePartners ~COOPERATES_WITH ~COOPERATES_WITH
Institution sharesTrainingWith ~SHARES_TRAINING_WITH
Institution assessments >HAS_ASSESSMENT
Institution latestAssessment >HAS_ASSESSMENT
Institution unlinkedNeighbours >LOCATED_IN >PART_OF? <PART_OF? <LOCATED_IN
Institution bodies >HAS_BODY
Institution adopted >ADOPTED
Institution volunteerProgrammes >RUNS_VOLUNTEERING
Institution hostedCommunities <USES_SPACE_OF
Institution professionals <EMPLOYED_BY
Institution mentoring <FOR
Institution tookPartIn >TOOK_PART_IN
Institution quests <INTRODUCES
Institution measurements <OF
Municipality governs >GOVERNS
CivilOrganisation operates >OPERATES
CivilOrganisation suppliesVolunteers >SUPPLIES_VOLUNTEERS
ConsortiumMember implements >IMPLEMENTS
CountyOffice covers >COVERS
CountyOffice mentors <WORKS_AT

Person targetGroups >BELONGS_TO
Person employers >EMPLOYED_BY
Person employer >EMPLOYED_BY!
Person attended >ATTENDED
Mentor office >WORKS_AT
Mentor county >WORKS_AT >COVERS
Mentor responsibleFor >RESPONSIBLE_FOR
Mentor communities >MENTORS
Mentor activities >CARRIED_OUT
Professional institution >EMPLOYED_BY!
Professional county >EMPLOYED_BY! >LOCATED_IN >PART_OF? >IN_COUNTY
Trainer taught >TAUGHT

Community targetGroups >BELONGS_TO
Community mentors <MENTORS
Community sharesMentorWith ~SHARES_MENTOR_WITH
Community spaces >USES_SPACE_OF
Community processes >RUNS
Community operates >OPERATES
Community mentoring <FOR
Community sitsIn >SITS_IN
Community adopted >ADOPTED
Community tookPartIn >TOOK_PART_IN
Community measurements <OF
DevelopmentProcess community <RUNS
DevelopmentProcess phases >ENTERED
DevelopmentProcess tools >USED
DevelopmentProcess follows >FOLLOWS
MentoringActivity mentor <CARRIED_OUT
MentoringActivity subject >FOR
Measurement wave <INCLUDES
Measurement subject >OF
Measurement scores >SCORED
Measurement settlement >OF >LOCATED_IN|BASED_IN? >PART_OF?
Measurement district >OF >LOCATED_IN|BASED_IN? >PART_OF? >IN_DISTRICT
Measurement county >OF >LOCATED_IN|BASED_IN? >PART_OF? >IN_COUNTY

Collaboration participants <PARTICIPATES_IN
Collaboration institutions <PARTICIPATES_IN
Collaboration themes >ABOUT
Collaboration aroseFrom <GAVE_RISE_TO
Collaboration producedBy <PRODUCED
SampleProject partners <PARTNER_IN
SampleProject settlements >TAKES_PLACE_IN
SampleProject results >GAVE_RISE_TO
SampleProject promotedBy <PROMOTES
SampleProject producedBy <PRODUCED
TopCall projects <UNDER_CALL
TopProject call >UNDER_CALL
TopProject partners <PARTNER_IN
TopProject settlements >TAKES_PLACE_IN
TopProject mentoring <FOR
TopProject promotedBy <PROMOTES
TopProject producedBy <PRODUCED
GoodPractice owners <OWNS_PRACTICE
GoodPractice themes >HAS_THEME
GoodPractice tools >USES_TOOL
GoodPractice adopters <ADOPTED
GoodPractice aroseFrom <GAVE_RISE_TO
GoodPractice promotedBy <PROMOTES
GoodPractice describedIn <DESCRIBES
VolunteerProgramme institutions <RUNS_VOLUNTEERING
VolunteerProgramme suppliers <SUPPLIES_VOLUNTEERS
VolunteerProgramme producedBy <PRODUCED

Training sessions >HAS_SESSION
Training producedBy <PRODUCED
TrainingSession training <HAS_SESSION
TrainingSession settlement >HELD_IN
TrainingSession attendees <ATTENDED
TrainingSession trainers <TAUGHT
Event settlement >HELD_IN
Event county >HELD_IN >IN_COUNTY
Event organisers <ORGANISES
Event series >PART_OF_SERIES
Event members <PART_OF_SERIES
Event participants <TOOK_PART_IN
Event promotes >PROMOTES
Event producedBy <PRODUCED
Publication publishers <PUBLISHED
Publication describes >DESCRIBES
Publication promotes >PROMOTES
Publication producedBy <PRODUCED
OnlinePlatform promotes >PROMOTES
OnlinePlatform producedBy <PRODUCED
GameApp promotes >PROMOTES
GameApp producedBy <PRODUCED
GameApp quests >HAS_QUEST
Quest app <HAS_QUEST
Quest introduces >INTRODUCES
Quest awards >AWARDS
Quest stats >HAS_STAT
Badge quests <AWARDS
QuestStat quest <HAS_STAT

MethodologyModel field >IN_FIELD
MethodologyModel informedBy <INFORMS
MethodologyModel followedBy <FOLLOWS
MethodologyModel describedIn <DESCRIBES
MethodologyModel promotedBy <PROMOTES
MethodologyModel producedBy <PRODUCED
Research informs >INFORMS
Research describedIn <DESCRIBES
MonitoringWave measurements >INCLUDES
SocialisationAssessment institution <HAS_ASSESSMENT
ParticipationBody institution <HAS_BODY
ParticipationBody members <SITS_IN

Node history <CHANGED
Change nodes >CHANGED
WorkItem concerns >CONCERNS
WorkItem became >BECAME
WorkItem history <CHANGED
Institution workItems <CONCERNS
Collaboration workItems <BECAME
"""

# Fields whose column has another name, and those of which only some values count.
COLUMNS = {
    ("Concept", "name"): "prefLabel",
    ("ConceptScheme", "name"): "prefLabel",
    ("TopCall", "name"): "nameHu",
    ("Locality", "name"): "nameHu",
}
ONLY_METHOD = {("Indicator", "computed"): "computed", ("Indicator", "reported"): "reported"}
LATEST = {("Indicator", "computed"): "asOf", ("Institution", "latestAssessment"): "assessedOn"}
# Names are compared by the collation key of the Hungarian text.
SORTED_BY_NAME = {"name", "title", "titleHu"}
GUARDED = {"familyName", "givenName", "displayName"}
READ_PEOPLE = "read:people"
PEOPLE = {"Person", "Mentor", "Professional", "Trainer"}
# A game is a platform too, and so it is listed among them.
ALSO = {"OnlinePlatform": ("GameApp",)}
ENUM_SCHEMES = {"MentoringActivityType": "mentoringActivity"}
# The tie that is no node: its ends, its evidence, and the members of the county that it touches.
TIE = "Cooperation"
TIE_FIELD = ("County", "cooperation")
TIE_MEMBERS = "institutions"
# Derived ties: what their ends are, the path from an end to what two of them share, and the field that lists it.
_EVIDENCE = """
COOPERATES_WITH Institution collaborations >PARTICIPATES_IN
SHARES_MENTOR_WITH Community mentors <MENTORS
SHARES_TRAINING_WITH Institution trainingSessions <EMPLOYED_BY >ATTENDED
SHARES_PRACTICE_WITH Participant practices >OWNS_PRACTICE|ADOPTED
"""
# A pair of institutions that the API computes for each question, and stores nowhere.
_COMPUTED_EVIDENCE = "POSSIBLE_PARTNER Institution commonPartners ~COOPERATES_WITH"


@dataclass(frozen=True)
class Hop:
    """One step of a path."""

    way: str
    types: tuple[str, ...]
    optional: bool
    open: bool


def _hop(text: str) -> Hop:
    found = re.fullmatch(r"([<>~])([A-Z_|]+)([?!]*)", text)
    assert found, text
    return Hop(found[1], tuple(found[2].split("|")), "?" in found[3], "!" in found[3])


@dataclass(frozen=True)
class Evidence:
    """What two nodes share that a derived tie joins: the API's field, and the path from either end."""

    ends: str
    field: str
    path: tuple[Hop, ...]


def _evidence(line: str) -> tuple[str, Evidence]:
    type_, ends, field, *path = line.split()
    return type_, Evidence(ends, field, tuple(map(_hop, path)))


DERIVED_TIES: dict[str, Evidence] = dict(map(_evidence, _EVIDENCE.strip().splitlines()))
EVIDENCE: dict[str, Evidence] = {**DERIVED_TIES, **dict([_evidence(_COMPUTED_EVIDENCE)])}

PATHS: dict[tuple[str, str], tuple[Hop, ...]] = {
    (line.split()[0], line.split()[1]): tuple(_hop(hop) for hop in line.split()[2:])
    for line in _FIELDS.splitlines()
    if line.strip()
}
