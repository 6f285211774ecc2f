"""What is kept of the work on the data itself: every change, the imports that brought them, and the worklist."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from graph_service.model.declare import FieldChange, Label, TieChange, into, out, prop, term

if TYPE_CHECKING:
    from graph_service.model.domain.node import Node
    from graph_service.model.domain.organisation import Institution
    from graph_service.model.domain.undertaking import Collaboration


class Change(Label, prefix="change"):
    """What one write did to one node: who, when, what, why. Ids follow the order of the changes."""

    id: str = prop("Its id; later changes have greater ones.", unique=True, order=True)
    number: int = prop("Number of the data after it.", low=1, index=True, order=True)
    at: datetime = prop("When it was made.")
    action: str = term("changeAction", "What became of the node.", index=True)
    subject: str = prop("Id of the node.", index=True)
    label: str = prop("Label of the node.", index=True)
    counties: list[str] = prop("NUTS 3 codes of the counties that it touched.")
    import_id: str | None = prop("Id of the import that brought it.", index=True)
    undoes: str | None = prop("Id of the import, or number of the transaction, that it undid.", filter=False)
    made_by: str | None = prop("Id of the key, or the command, that made it; needs `read:people`.", guarded=True)
    comment: str | None = prop(
        "Why, in the words of whoever made it; needs `read:people`.", guarded=True, column="changeComment"
    )
    fields: list[FieldChange] = prop("Fields of the node that changed.")
    personal_fields: list[FieldChange] = prop("Guarded fields that changed; needs `read:people`.", guarded=True)
    hidden: list[FieldChange] = prop("Fields that are not public; for undoing.", public=False)
    relationships: list[TieChange] = prop("Relationships of the node that changed.")
    total: int | None = prop("How many changes its transaction made, by which followers know all.", public=False)
    nodes: list[Node] = out(
        "CHANGED", "What it changed, as far as it is there: its subject, and the ends of relationships."
    )


class Import(Label, prefix="import"):
    """Files that were brought in together."""

    id: str = prop("Its id.", unique=True, order=True)
    name: str = prop("Names of the files.")
    state: str = term("importState", "How far it came.", index=True)
    started_at: datetime = prop("When it began.")
    finished_at: datetime | None = prop("When it was done.")
    rows: int = prop("Rows of its files.", low=0, order=False)
    created: int = prop("Nodes and relationships created.", low=0, order=False)
    changed: int = prop("Nodes and relationships changed.", low=0, order=False)
    removed: int = prop("Nodes and relationships removed.", low=0, order=False)
    unchanged: int = prop("Rows that changed nothing.", low=0, order=False)
    refused: int = prop("Rows refused.", low=0, order=False)
    digest: str = prop("SHA-256 of its files, by which a repeat is known.", index=True)
    done: int = prop("Rows written so far; a broken import goes on from there.", low=0, public=False)
    made_by: str | None = prop("Id of the key, or the command, that made it; needs `read:people`.", guarded=True)
    comment: str | None = prop(
        "Why, in the words of whoever made it; needs `read:people`.", guarded=True, column="changeComment"
    )


class WorkItem(Label, prefix="work", plural="worklist"):
    """A gap or an idea of the analysis that somebody works on: of two institutions to be brought together, or of one
    that lacks partners. A pair has one that is open or contacted at most, and none while it shares a collaboration."""

    id: str = prop("Its id.", unique=True, order=True)
    state: str = term(
        "worklistState",
        "What became of it so far. A pair with a rejected one is not suggested again; once both institutions share a "
        "collaboration it has become one by itself, and it is as before when that goes away again, unless somebody "
        "changed it since.",
        index=True,
    )
    kind: str = term("workKind", "What it came of.", index=True)
    method: str | None = prop("Name and version of the analysis that suggested it.")
    gap: str | None = prop("Id of the gap that it came of, as `collaborationGaps` has it.", filter=False)
    created_at: datetime = prop("When it was put on the list.")
    updated_at: datetime = prop("When it last changed.")
    closed_at: datetime | None = prop("When it was rejected or became a collaboration; unset while it is neither.")
    revision: int = prop("Number of its present state, from 1.", low=1, default=1, filter=False, order=False)
    assignee: str | None = prop("Who works on it; needs `read:people`.", guarded=True, column="workAssignee")
    work_notes: str | None = prop("Notes; needs `read:people`.", guarded=True)
    reopens_as: str | None = prop("State to go back to when the collaboration that closed it goes away.", public=False)
    concerns: list[Institution] = out("CONCERNS", "The institutions to be brought together.")
    became: Collaboration | None = out(
        "BECAME", "The collaboration of both that closed it by itself; null where a person closed it."
    )
    history: list[Change] = into("CHANGED", "What changed it, by order of id.")
