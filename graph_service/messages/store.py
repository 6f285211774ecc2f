"""The database, while requests run."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "STORE_UNAVAILABLE": Message(
        hu="Az adatbázis most nem érhető el. Próbálja újra néhány másodperc múlva.",
        en="The database cannot be reached at present. Try again in a few seconds.",
    ),
    "STORE_TIMEOUT": Message(
        hu="Az adatbázis nem felelt {seconds} másodpercen belül. Szűkítse a kérdést, vagy próbálja később.",
        en="The database did not answer within {seconds} seconds. Narrow the question, or try later.",
    ),
    "STORE_BUSY": Message(
        hu="Az adatbázis túlterhelt. Próbálja újra néhány másodperc múlva.",
        en="The database is overloaded. Try again in a few seconds.",
    ),
    "STORE_CONSTRAINT": Message(
        hu="Az írás ütközne egy már meglévő adattal (egyedi kulcs).",
        en="The write would collide with what is there already (a unique key).",
        remedy="caller",
    ),
    "STORE_OUTCOME_UNKNOWN": Message(
        hu=(
            "A kapcsolat a véglegesítés közben szakadt meg: nem tudni, megtörtént-e az írás. Ismételje "
            "meg ugyanazzal a kulccsal."
        ),
        en=(
            "The connection was lost during the commit: whether the write happened is unknown. Repeat it "
            "with the same key."
        ),
    ),
    "STORE_REFUSED": Message(
        hu="Az adatbázis visszautasította a műveletet.",
        en="The database refused the operation.",
        remedy="report",
    ),
    "BAD_DATA": Message(
        hu="A gráf adata nem illik a sémához: {reason}",
        en="{reason}",
        remedy="operator",
    ),
}
