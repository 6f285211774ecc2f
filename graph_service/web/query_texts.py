"""The words of the query page, in both languages; the scripts get them as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_service.errors import Language


@dataclass(frozen=True)
class QueryTexts:
    """The words of one language; the scripts fill `{name}`."""

    examples: str
    choose: str
    history: str
    no_history: str
    document: str
    variables: str
    keys: str
    run: str
    running: str
    format: str
    formatted: str
    cannot_format: str
    copy: str
    copied: str
    copy_failed: str
    answer: str
    no_answer: str
    answered: str
    with_errors: str
    variables_wrong: str
    unreachable: str
    at: str
    reference: str
    search: str
    loading: str
    no_match: str
    matches: str
    overview: str
    fields: str
    values: str
    inputs: str
    members: str
    implements: str
    used_by: str
    deprecated: str


QUERY_TEXTS: Mapping[Language, QueryTexts] = {
    "hu": QueryTexts(
        examples="Példák",
        choose="Válasszon egy kérdést…",
        history="Előzmények",
        no_history="Még nincs előzmény",
        document="Kérdés",
        variables="Változók (JSON)",
        keys="Ctrl + Enter: futtatás · Tab: behúzás, Shift + Tab: vissza · Esc, majd Tab: tovább a következő mezőre",
        run="Futtatás",
        running="Fut…",
        format="Rendezés",
        formatted="A kérdés rendezve.",
        cannot_format="A kérdés nem rendezhető: {reason}",
        copy="Másolás parancsként",
        copied="A curl-parancs a vágólapra került.",
        copy_failed="A böngésző nem engedte a másolást.",
        answer="Válasz",
        no_answer="A válasz itt jelenik meg.",
        answered="Válasz {ms} ms alatt, {size}.",
        with_errors="Hibák száma: {count} ({ms} ms).",
        variables_wrong="A változók nem érvényes JSON-objektumot adnak.",
        unreachable="A szolgáltatás nem érhető el. Fut még?",
        at="{line}. sor, {column}. oszlop",
        reference="A séma",
        search="Keresés a típusok és mezők között",
        loading="Betöltés…",
        no_match="Nincs találat.",
        matches="Találatok száma: {count}",
        overview="Minden típus",
        fields="Mezők",
        values="Értékek",
        inputs="Bemeneti mezők",
        members="Lehetséges típusok",
        implements="Megvalósítja",
        used_by="Itt fordul elő",
        deprecated="Elavult",
    ),
    "en": QueryTexts(
        examples="Examples",
        choose="Choose a question…",
        history="History",
        no_history="No history yet",
        document="Question",
        variables="Variables (JSON)",
        keys="Ctrl + Enter: run · Tab: indent, Shift + Tab: back · Esc, then Tab: on to the next field",
        run="Run",
        running="Running…",
        format="Tidy",
        formatted="The question is tidied.",
        cannot_format="The question cannot be tidied: {reason}",
        copy="Copy as a command",
        copied="The curl command is on the clipboard.",
        copy_failed="The browser did not allow copying.",
        answer="Answer",
        no_answer="The answer appears here.",
        answered="Answer in {ms} ms, {size}.",
        with_errors="Errors: {count} ({ms} ms).",
        variables_wrong="The variables are not a JSON object.",
        unreachable="The service cannot be reached. Is it still running?",
        at="line {line}, column {column}",
        reference="The schema",
        search="Search types and fields",
        loading="Loading…",
        no_match="Nothing found.",
        matches="Found: {count}",
        overview="All types",
        fields="Fields",
        values="Values",
        inputs="Input fields",
        members="Possible types",
        implements="Implements",
        used_by="Used by",
        deprecated="Deprecated",
    ),
}
