"""Changes that nobody may make, that no value fits, that break a rule: with a key that may write, and without one.

All that one operation holds is one transaction: what these build before they fail is gone with it.
"""

from __future__ import annotations

import json

from tests.robustness.corpus.entry import KEY, Entry, get, post

_ERRORS = "{ errors { code } }"
_NAME = 'dataOrigin: REAL_CITED, name: {hu: "Rossz"}'
_GONE = 'mutation { m: badgeDelete(input: {id: "badge:x"}) { errors { code } } }'


def _refused(*mutations: str, code: str, status: int = 200) -> Entry:
    """Mutations by name and input."""
    fields = " ".join(f"m{number}: {one} {_ERRORS}" for number, one in enumerate(mutations))
    return _sent(f"mutation {{ {fields} }}", code, status)


def _sent(text: str, code: str, status: int = 200) -> Entry:
    return Entry(post(json.dumps({"query": text}).encode(), Authorization=f"Bearer {KEY}"), code, status)


def _badge(id_: str = "badge:hostile", more: str = "threshold: 1") -> str:
    return f'badgeCreate(input: {{id: "{id_}", {_NAME}, {more}}})'


def _call(id_: str, code: str) -> str:
    return f'topCallCreate(input: {{id: "{id_}", dataOrigin: REAL_CITED, code: "{code}", name: "Rossz"}})'


_MENTOR = (
    'mentorCreate(input: {id: "mentor:hostile", dataOrigin: SYNTHETIC, mentorStatus: ACTIVE, backgrounds: [], '
    'joinedOn: "2018-01-02"})'
)
_APP = f'gameAppCreate(input: {{id: "game:hostile", {_NAME}, kind: GAME}})'
_QUEST = f'questCreate(input: {{id: "quest:hostile", {_NAME}, points: 1, active: true, app: "game:hostile"}})'
_COLLABORATION = (
    f'collaborationCreate(input: {{id: "collab:hostile", {_NAME}, type: JOINT_EVENT, startDate: "2018-01-02", '
    "agreementSigned: true, status: ACTIVE})"
)
_AWARD = '(input: {quest: "quest:hostile", awards: "badge:hostile"})'
_TOP = f'topProjectCreate(input: {{{_NAME}, status: RUNNING, featured: true, call: "call:hostile"}})'
_SAMPLE = f'sampleProjectCreate(input: {{{_NAME}, startDate: "2018-01-01", status: RUNNING}})'
_INDIRECT = f'volunteerProgrammeCreate(input: {{{_NAME}, form: INDIRECT, startDate: "2018-01-01"}})'
_LABELS = """
    badge churchOrganisation civilOrganisation collaboration community consortiumMember countyOffice developmentProcess
    event gameApp goodPractice indicator indicatorValue institution measurement mentor mentoringActivity
    methodologyModel monitoringWave municipality onlinePlatform otherOrganisation participationBody professional
    programme programmeActivity
"""
_ENDS = ("Update", "Delete")
_MANY = " ".join(f'{one}{end}(input: {{id: "x:1"}}) {_ERRORS}' for one in _LABELS.split() for end in _ENDS)
_LONG_ID = f'threshold: 1, clientMutationId: "{"x" * 201}"'
_DERIVED = 'mutation { institutionUpdate(input: {id: "inst:1", socialised: true}) { errors { code } } }'


def _changed(more: str) -> str:
    """A change of the new badge."""
    return f'badgeUpdate(input: {{id: "badge:hostile", {more}}})'


ENTRIES = {
    "a deletion without a key": Entry(post(json.dumps({"query": _GONE}).encode()), "SCOPE_MISSING", 400),
    "a deletion by GET": Entry(get({"query": _GONE}, Authorization=f"Bearer {KEY}"), "GET_ONLY_QUERIES", 405),
    "52 mutations": _sent(f"mutation {{ {_MANY} }}", "TOO_MANY_MUTATIONS", 400),
    "a repeat id of 201": _refused(
        _badge(more=f'threshold: 1, clientMutationId: "{"x" * 201}"'), code="STRING_LENGTH", status=400
    ),
    "one repeat id for two": _refused(
        'badgeDelete(input: {id: "badge:x", clientMutationId: "h"})',
        'badgeUpdate(input: {id: "badge:x", clientMutationId: "h"})',
        code="NODE_UNKNOWN",
    ),
    "one repeat id for two new ones": _refused(
        _badge("badge:h1", 'threshold: 1, clientMutationId: "h"'),
        _badge("badge:h2", 'threshold: 1, clientMutationId: "h"'),
        code="CLIENT_MUTATION_ID_USED",
    ),
    "an id of another label": _refused(_badge("inst:1"), code="ID_PREFIX"),
    "an id twice": _refused(_badge(), _badge(), code="ID_TAKEN"),
    "a unique code twice": _refused(_call("call:h1", "H"), _call("call:h2", "H"), code="VALUE_TAKEN"),
    "a node that is not there": _refused('badgeUpdate(input: {id: "badge:none"})', code="NODE_UNKNOWN"),
    "a stale version": _refused(_badge(), _changed("expectedVersion: 7"), code="VERSION_CONFLICT"),
    "less than nothing": _refused(_badge(more="threshold: -1"), code="VALUE_BOUNDS"),
    "an empty text": _refused(_badge(), _changed('name: {hu: ""}'), code="VALUE_EMPTY"),
    "a control character": _refused(
        _badge(), 'badgeUpdate(input: {id: "badge:hostile", name: {hu: "a\\u0001"}})', code="VALUE_CONTROL"
    ),
    "a name of 10,001": _refused(
        _badge(), f'badgeUpdate(input: {{id: "badge:hostile", name: {{hu: "{"x" * 10_001}"}}}})', code="VALUE_LENGTH"
    ),
    "no name": _refused(_badge(), 'badgeUpdate(input: {id: "badge:hostile", name: null})', code="REQUIRED_MISSING"),
    "a page of JavaScript": _refused(
        _APP, 'gameAppUpdate(input: {id: "game:hostile", url: "javascript:alert(1)"})', code="VALUE_PATTERN"
    ),
    "a place off the Earth": _refused(
        _APP,
        _QUEST,
        'questUpdate(input: {id: "quest:hostile", location: {longitude: 19, latitude: 91}})',
        code="VALUE_POINT",
    ),
    "an end that is not there": _refused(_APP, _QUEST.replace("game:hostile", "game:none"), code="END_UNKNOWN"),
    "an end of another label": _refused(_badge(), _QUEST.replace("game:hostile", "badge:hostile"), code="END_LABEL"),
    "a relationship twice": _refused(
        _APP, _QUEST, _badge(), f"questAddAwards{_AWARD}", f"questAddAwards{_AWARD}", code="TIE_EXISTS"
    ),
    "a relationship that is not there": _refused(
        _APP, _QUEST, _badge(), f"questRemoveAwards{_AWARD}", code="TIE_UNKNOWN"
    ),
    "an orphan": _refused(_APP, _QUEST, 'gameAppDelete(input: {id: "game:hostile"})', code="DELETE_ORPHANS"),
    "an end before the beginning": _refused(
        _COLLABORATION, 'collaborationUpdate(input: {id: "collab:hostile", endDate: "2018-01-01"})', code="RULE_SPAN"
    ),
    "a TOP project of nobody": _refused(_call("call:hostile", "H"), _TOP, code="RULE_TOP_PARTNERS"),
    "a sample project of nobody": _refused(_SAMPLE, code="RULE_SAMPLE_SECTORS"),
    "volunteers of nobody": _refused(_INDIRECT, code="RULE_VOLUNTEER_SUPPLIER"),
    "a made-up person who left before": _refused(
        _MENTOR, 'mentorUpdate(input: {id: "mentor:hostile", leftOn: "2018-01-01"})', code="RULE_SPAN"
    ),
    "an undoing of what never was": _refused("transactionUndo(input: {number: 2000000000})", code="UNDO_UNKNOWN"),
    "an undoing among others": _refused("transactionUndo(input: {number: 1})", _badge(), code="MUTATION_ALONE"),
    "a merge with itself": _refused(
        _badge(), 'nodeMerge(input: {keep: "badge:hostile", remove: "badge:hostile"})', code="MERGE_ITSELF"
    ),
    "a merge of a badge with a game": _refused(
        _badge(), _APP, 'nodeMerge(input: {keep: "badge:hostile", remove: "game:hostile"})', code="MERGE_LABELS"
    ),
    "what is derived": _sent(_DERIVED, "VALUE_TYPE", 400),
    "free-form JSON": _sent('mutation { badgeCreate(input: "{\\"id\\": 1}") { errors { code } } }', "VALUE_TYPE", 400),
    "a mutation that is none": _sent("mutation { graphDelete { errors { code } } }", "FIELD_UNKNOWN", 400),
}
